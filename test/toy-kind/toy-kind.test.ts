/** A kind is one folder and one line: the line is added here, and the schema, the configuration, lists, filters and revoking know the toy. */
import { isEnumType, isObjectType, isUnionType } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startEmulator, type Emulator } from '../../src/demo/emulator.ts';
import { openGraphOver, type GraphOver } from '../support/graph-over.ts';
import { noon, operator, viewer } from '../support/asking.ts';
import { toy } from './kind.ts';

vi.mock('../../src/providers/kinds.ts', async (original) => {
  const { kinds } = await original<typeof import('../../src/providers/kinds.ts')>();
  const { toy: added } = await import('./kind.ts');
  return { kinds: [...kinds, added] };
});

const key = 'key-of-the-toy';
const agent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/113.0.5672.126 Safari/537.36';
const people = { rows: [{ id: 'a/1', username: 'ann', email: 'ann@example.com' }] };
const sessions = {
  rows: [
    { id: 's 1', since: '2026-11-20T11:00:00Z', agent, badge: 'Blue Badge', doors: ['north', 7] },
    { id: 's2', since: '2026-11-20T10:00:00Z', doors: 'none' },
    { since: '2026-11-20T09:00:00Z' },
  ],
};

let emulator: Emulator;
let graph: GraphOver;
let close: () => Promise<void>;

beforeAll(async () => {
  emulator = await startEmulator({
    tooManyRequests: () => ({ status: 429 }),
    handle({ method, path, headers }) {
      if (headers['x-key'] !== key) return { status: 401, json: {} };
      if (method === 'DELETE') return { status: 202, json: {} };
      return { status: 200, json: path === '/people' ? people : sessions };
    },
  });
});
afterAll(() => emulator.close());
beforeEach(async () => {
  const { checkConfig } = await import('../../src/config/check.ts');
  const { openProviders } = await import('../../src/server/open-providers.ts');
  const entry = { id: 'toys', kind: 'toy', baseUrl: emulator.url, key };
  const opened = openProviders(checkConfig({ providers: [entry] }, {}).providers, () => noon);
  graph = await openGraphOver(opened.providers, () => noon);
  close = async () => {
    await graph.close();
    await opened.close();
  };
});
afterEach(async () => {
  emulator.clearCalls();
  await close();
});

test('the schema has its name, and its details as a type', async () => {
  const { schema } = await import('../../src/graph/schema.ts');
  const kind = schema.getType('ProviderKind');
  expect(isEnumType(kind) && kind.getValue('TOY')?.description).toBe(toy.description);
  const union = schema.getType('SessionDetails');
  expect(isUnionType(union) && union.getTypes().map(({ name }) => name)).toContain('ToySession');
  const type = schema.getType('ToySession');
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  expect(fields.map(({ name, type: fieldType }) => `${name}: ${String(fieldType)}`)).toEqual([
    'badge: ID',
    'doors: [String!]!',
    'userAgent: String',
  ]);
});

test('the configuration takes it, and names it among the kinds', async () => {
  const { checkConfig } = await import('../../src/config/check.ts');
  const check = (entry: object) => () => checkConfig({ providers: [entry] }, {});
  expect(check({ id: 'x', kind: 'other' })).toThrow('clerk, rocketchat, zendesk, seam, toy');
  expect(check({ id: 'x', kind: 'toy', baseUrl: emulator.url, key, more: 1 })).toThrow('more');
});

const listed = `{ viewer { sessions(FILTER) {
  nodes { displayName provider { kind name } device { os { name } } details { __typename ... on ToySession { badge doors userAgent } } }
  providerReports { status complete } } } }`;

test('its sessions are in the one list, with their details and names', async () => {
  const { data, errors } = await graph.ask(viewer('ann'), listed.replace('(FILTER)', ''));
  expect(errors).toEqual([]);
  const provider = { kind: 'TOY', name: 'Toy (toys)' };
  expect(data.viewer.sessions).toEqual({
    nodes: [
      {
        displayName: 'Chrome 113 on Windows 10',
        provider,
        device: { os: { name: 'Windows' } },
        details: { __typename: 'ToySession', badge: 'Blue Badge', doors: ['north'], userAgent: agent },
      },
      {
        displayName: 'Toy session',
        provider,
        device: null,
        details: { __typename: 'ToySession', badge: null, doors: [], userAgent: null },
      },
    ],
    // One row could not be read.
    providerReports: [{ status: 'OK', complete: false }],
  });
});

test.each([
  ['filter: { text: "blue badge" }', ['Chrome 113 on Windows 10']],
  ['filter: { text: "toy session" }', ['Toy session']],
  ['filter: { kinds: [TOY], text: "windows" }', ['Chrome 113 on Windows 10']],
  ['filter: { kinds: [CLERK] }', []],
])('is filtered by %s', async (filter, names) => {
  const { data } = await graph.ask(viewer('ann'), listed.replace('FILTER', filter));
  expect(data.viewer.sessions.nodes.map(({ displayName }: { displayName: string }) => displayName)).toEqual(
    names,
  );
});

const found = '{ viewer { sessions { nodes { id } } } }';

test('a session that is to be revoked later is not said to be revoked', async () => {
  const { data } = await graph.ask(viewer('ann'), found);
  const [{ id }] = data.viewer.sessions.nodes;
  const revoked = await graph.ask(
    viewer('ann'),
    `mutation ($id: ID!) { revokeSession(input: { id: $id }) { result { outcome retryable message } userErrors { code } } }`,
    { id },
  );
  expect(revoked.data.revokeSession).toMatchObject({
    result: { outcome: 'ACCEPTED', message: expect.any(String) },
    userErrors: [{ code: 'INCOMPLETE' }],
  });
  expect(emulator.calls).toContain('DELETE /people/a%2F1/sessions/s%201');
});

test('a person is found by it, and its capabilities follow from its methods', async () => {
  const { data, errors } = await graph.ask(
    operator,
    `{ user(by: { email: "Ann@example.com" }) { id } providers { capabilities { listsAllSessions countsSessions endsSessions } } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    user: { id: 'ann' },
    providers: [{ capabilities: { listsAllSessions: false, countsSessions: false, endsSessions: true } }],
  });
});
