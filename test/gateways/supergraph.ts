/** The subgraphs of the example, and the two gateways in front of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloGateway, IntrospectAndCompose, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { startAccounts } from '../../examples/supergraph/accounts.ts';
import { composeSupergraph, startGateway } from '../../examples/supergraph/gateway.ts';
import { createIssuer, type Issuer } from '../../examples/supergraph/issuer.ts';
import type { Running } from '../../examples/supergraph/listen.ts';
import { type RunningSessions, startSessions } from '../../examples/supergraph/sessions.ts';

const gatewaySecret = 'known-to-the-gateway-only';

export interface Subgraphs {
  readonly issuer: Issuer;
  readonly accounts: Running;
  readonly sessions: RunningSessions;
  close(): Promise<void>;
}

export async function startSubgraphs(): Promise<Subgraphs> {
  const issuer = await createIssuer();
  const directory = await mkdtemp(join(tmpdir(), 'sessiongraph-'));
  const audit = { file: join(directory, 'audit.jsonl') };
  const sessions = await startSessions(issuer, gatewaySecret, { audit });
  const accounts = await startAccounts(sessions.demo.company.people, issuer, gatewaySecret);
  return {
    issuer,
    accounts,
    sessions,
    async close() {
      await Promise.all([accounts.close(), sessions.close()]);
      await rm(directory, { recursive: true });
    },
  };
}

export async function startHive({ accounts, sessions }: Subgraphs): Promise<Running> {
  const subgraphs = { accounts: accounts.url, sessions: sessions.url };
  return startGateway({
    supergraph: await composeSupergraph(subgraphs, gatewaySecret),
    gatewaySecret,
    port: 0,
    graphiql: { defaultQuery: '', headers: '' },
  });
}

interface Context {
  readonly authorization?: string | undefined;
}

class Subgraph extends RemoteGraphQLDataSource<Context> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<Context>['willSendRequest']>>[0]): void {
    request.http?.headers.set('x-gateway-secret', gatewaySecret);
    const { authorization } = context;
    if (authorization !== undefined) request.http?.headers.set('authorization', authorization);
  }
}

export async function startApollo({ accounts, sessions }: Subgraphs): Promise<Running> {
  const server = new ApolloServer<Context>({
    gateway: new ApolloGateway({
      supergraphSdl: new IntrospectAndCompose({
        subgraphs: [
          { name: 'accounts', url: accounts.url },
          { name: 'sessions', url: sessions.url },
        ],
        introspectionHeaders: { 'x-gateway-secret': gatewaySecret },
      }),
      buildService: ({ url }) => new Subgraph(url === undefined ? {} : { url }),
    }),
    includeStacktraceInErrorResponses: false,
  });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async ({ req }) => ({ authorization: req.headers.authorization }),
  });
  return { url, close: () => server.stop() };
}
