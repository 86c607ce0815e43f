// What somebody writes who uses the package; it is compiled and run where the package is installed.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphqlSync, isObjectType } from 'graphql';
import { ConfigError, createSessionGraph, type SessionGraph } from 'sessiongraph';
import { clerkSession, clerkUser, startClerkEmulator, type ClerkEmulator } from 'sessiongraph/emulators';
import { schema } from 'sessiongraph/schema';

const now = Date.now();
const clerk: ClerkEmulator = await startClerkEmulator({
  world: {
    secretKey: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
    users: [clerkUser({ id: 'user_ann', created_at: now })],
    sessions: [clerkSession({ id: 'sess_1', user_id: 'user_ann', created_at: now })],
  },
});
const graph: SessionGraph = await createSessionGraph(
  {
    providers: [
      {
        id: 'clerk',
        kind: 'clerk',
        baseUrl: clerk.url,
        secretKey: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
        linkBy: 'nativeId',
      },
    ],
    log: { access: 'off' },
  },
  { insecureNoAuth: true },
);
const question = new Request('http://localhost/graphql', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"query":"{ user(by: { id: \\"user_ann\\" }) { sessions { nodes { nativeId } } } }"}',
});
const answer: unknown = await (await graph.fetch(question)).json();
const server = createServer(graph.handle).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const health = await fetch(`http://127.0.0.1:${port}/health`);
const mistake: unknown = await createSessionGraph({ providers: [] }).catch((error: unknown) => error);
const { data } = graphqlSync({ schema, source: '{ __type(name: "Session") { name } }' });
process.stdout.write(
  JSON.stringify({
    answer,
    calls: clerk.calls.length,
    health: health.status,
    schema: data,
    isObject: isObjectType(schema.getType('Session')),
    isConfigError: mistake instanceof ConfigError,
  }),
);
server.close();
server.closeAllConnections();
await graph.close();
await clerk.close();
