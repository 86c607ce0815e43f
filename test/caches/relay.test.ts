import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  commitMutation,
  type ConcreteRequest,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  Network,
  RecordSource,
  Store,
} from 'relay-runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { devicesPage, onePage, person, sessionIn, signOut, useServer } from './asking.ts';
import { relayEnvironment } from './relay.ts';

const { url, complaints } = useServer();
const root = join(import.meta.dirname, '../..');

let directory: string;
let compiled: Record<'DevicesPage' | 'OnePage' | 'SignOut', ConcreteRequest>;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sessiongraph-caches-'));
  const source = [devicesPage, onePage, signOut].map((text) => `graphql\`${text}\`;`).join('\n');
  await cp(join(root, 'schema.graphql'), join(directory, 'schema.graphql'));
  await cp(join(import.meta.dirname, 'package.json'), join(directory, 'package.json'));
  await writeFile(join(directory, 'caches.js'), source);
  const config = { src: '.', schema: 'schema.graphql', language: 'javascript', eagerEsModules: true };
  await writeFile(join(directory, 'relay.config.json'), JSON.stringify(config));
  const compiler = join(root, 'node_modules/relay-compiler/cli.js');
  await promisify(execFile)(process.execPath, [compiler, join(directory, 'relay.config.json')], {
    cwd: directory,
  });
  const artifact = async (name: string): Promise<ConcreteRequest> =>
    (await import(join(directory, `__generated__/${name}.graphql.js`))).default;
  compiled = {
    DevicesPage: await artifact('caches_DevicesPage_Query'),
    OnePage: await artifact('caches_OnePage_Query'),
    SignOut: await artifact('caches_SignOut_Mutation'),
  };
});
afterAll(() => rm(directory, { recursive: true }));

const network = () =>
  Network.create(async ({ text }, variables) => {
    const response = await fetch(url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, variables }),
    });
    return response.json();
  });

const ask = (environment: Environment, request: ConcreteRequest, variables: Record<string, string>) =>
  fetchQuery(environment, request, variables).toPromise();

function change(environment: Environment, id: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    commitMutation(environment, {
      mutation: compiled.SignOut,
      variables: { id },
      onCompleted: resolve,
      onError: reject,
    });
  });
}

test("Relay's store keeps every answer without a complaint, and shows a change wherever the session is", async () => {
  const environment = relayEnvironment(network());
  const operation = createOperationDescriptor(compiled.DevicesPage, { person });
  environment.retain(operation);
  const id = sessionIn(await ask(environment, compiled.DevicesPage, { person }));
  expect(await ask(environment, compiled.OnePage, { id })).toMatchObject({ node: { id } });
  const result = JSON.stringify(await change(environment, id));
  expect(result).toContain('"outcome":"REVOKED"');
  const state = /"state":"(\w+)"/.exec(result)?.[1];
  const after = JSON.stringify(environment.lookup(operation.fragment).data);
  expect(after).toContain(`"id":"${id}","state":"${state}"`);
  expect(complaints()).toEqual([]);
});

test('by the id alone it takes what became of a session for the session, and complains', async () => {
  const environment = new Environment({ network: network(), store: new Store(new RecordSource()) });
  const id = sessionIn(await ask(environment, compiled.DevicesPage, { person }));
  await change(environment, id);
  expect(complaints().join('\n')).toContain('conflicting types');
});
