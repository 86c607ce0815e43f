/** Every question and every change, with providers that are as they should be, and with such as say more than they should: no secret comes out. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { closedCircuit } from '../support/closed-circuit.ts';
import { schema } from '../../src/graph/schema.ts';
import { startMarkedProviders, type MarkedProviders } from './marked-providers.ts';
import { startMarkedServer, withoutTokens, type MarkedServer } from './marked-server.ts';
import { createMarks } from './marks.ts';
import { mutations, queries, readNamed, type Named } from './operations.ts';
import { createOutputs } from './outputs.ts';
import { askAll, callsFor, changeAll } from './round.ts';
import { selectionsOf } from './selection.ts';
import { talks, type Talk } from './talkative-proxy.ts';

// Real servers and processes, on a computer that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const marks = createMarks();
const outputs = createOutputs(marks);
const everything = selectionsOf(schema, 5);
const much = selectionsOf(schema, 3);
let providers: MarkedProviders;
let server: MarkedServer;
let named: Named;

beforeAll(async () => {
  providers = await startMarkedProviders(marks);
  server = await startMarkedServer({
    marks,
    outputs,
    providers,
    provider: { timeoutMs: 1000 },
    // Every way to fail is seen, one behind the other.
    openCircuit: closedCircuit,
  });
  named = await readNamed(server);
});
afterAll(async () => {
  await server.close();
  await providers.close();
});
beforeEach(() => talk({ kind: 'nothing' }));

function talk(how: Talk, only: RegExp | null = null): void {
  for (const proxy of providers.proxies) Object.assign(proxy, { talk: how, only });
}

/** How much each provider has told too much. */
function said(): readonly number[] {
  return providers.proxies.map((proxy) => proxy.said);
}

test('there is a case for every root field of the served schema', async () => {
  const { data } = await server.ask(
    'introspection',
    server.principals.ops,
    '{ schema: __schema { queryType { fields { name } } mutationType { fields { name } } } }',
  );
  const namesOf = (type: { fields: { name: string }[] }) => type.fields.map(({ name }) => name).toSorted();
  const { queryType, mutationType } = data.schema;
  expect(Object.keys(queries(named, much)).toSorted()).toEqual(namesOf(queryType));
  expect(Object.keys(mutations(named, much, marks)).toSorted()).toEqual(namesOf(mutationType));
});

test('what is told where all is well', async () => {
  for (const [field, operations] of Object.entries(queries(named, everything)))
    await askAll(server, 'all well', { [field]: operations });
  await changeAll(server, providers, 'all well', mutations(named, everything, marks));
  expect(await server.leaks()).toEqual([]);
  expect(server.faults()).toEqual([]);
});

test('a token is told to whoever makes its session, and nowhere else in the answer', async () => {
  providers.reseed();
  const make = async (field: string, input: object) =>
    server.ask(
      'a made client session',
      server.principals.ops,
      `mutation ($input: ${field[0]?.toUpperCase()}${field.slice(1)}Input!) {
        ${field}(input: $input) { token clientSession { nativeId } } }`,
      { input },
    );
  const gotten = await make('getOrCreateClientSession', { providerId: 'locks', userIdentifierKey: 'ann' });
  const created = await make('createClientSession', { providerId: 'gates', userIdentifierKey: 'new' });
  for (const { token, clientSession } of [
    gotten.data.getOrCreateClientSession,
    created.data.createClientSession,
  ])
    expect(token).toBe(providers.tokenOf(clientSession.nativeId));
  expect(await server.leaks()).toEqual([]);

  // The exception is for that session's own token alone.
  const ofBen = marks.make("the token of ben's client session", 'seam_cst1');
  const swapped = gotten.text.replace(/seam_cst\w+/, ofBen);
  expect(withoutTokens(gotten.text, gotten.data, providers)).not.toContain('seam_cst');
  expect(withoutTokens(swapped, JSON.parse(swapped).data, providers)).toContain(ofBen);
});

/** Those of errors that come out differently in the end; each method of each provider meets all of them in `errors.test.ts`. */
const errors = new Set([
  '302 own',
  '401 own',
  '500 own',
  '403 known',
  '404 known',
  '409 known',
  '422 known',
  '200 json',
  '401 html',
  '502 html',
  '200 text',
  '404 text',
]);
const someErrors = new Set(['401 own', '404 known', '502 html', '200 text']);
const titled = talks.map((how) => [Object.values(how).join(' '), how] as const);
const talksWith = (chosen: ReadonlySet<string>) =>
  titled.filter(([title, { kind }]) => kind !== 'echo' || chosen.has(title.replace('echo ', '')));

async function tellNothing(title: string, how: Talk): Promise<void> {
  talk(how);
  const before = said();
  await askAll(server, title, queries(named, much));
  await changeAll(server, providers, title, mutations(named, much, marks));
  const toldMore = said().map((count, index) => count > (before[index] ?? 0));
  expect(toldMore).toEqual(providers.proxies.map(() => how.kind !== 'nothing'));
  expect(await server.leaks()).toEqual([]);
  expect(server.faults()).toEqual([]);
}

test.each(talksWith(errors))('providers that talk: %s', tellNothing);

describe.each(Object.entries(callsFor))('providers that talk when asked for %s', (purpose, only) => {
  test.each(talksWith(someErrors).slice(1))('%s', async (title, how) => {
    talk(how, only);
    const before = said();
    const where = `${title}, ${purpose}`;
    if (purpose !== 'changing') await askAll(server, where, queries(named, much));
    if (purpose !== 'readingResources')
      await changeAll(server, providers, where, mutations(named, much, marks));
    expect(said()).not.toEqual(before);
    expect(await server.leaks()).toEqual([]);
    expect(server.faults()).toEqual([]);
  });
});

test('providers that talk: echo 429 own', async () => {
  // The last, since a provider that refuses is left alone for seconds.
  await tellNothing('echo 429 own', { kind: 'echo', status: 429, form: 'own' });
});
