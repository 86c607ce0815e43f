import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../test/support/server.ts';
import { startTinyServer } from '../../../test/tiny-server.ts';
import { defaultLimits } from '../../config/limits.ts';
import { ask, type Answer } from './testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const expensive =
  'users(ids: $ids) { sessions(first: 100) { nodes { id device { sessions { nodes { id } } } } } }';
const ids = Array.from({ length: 100 }, (_, index) => `user-${index}`);

/** Asks, and tells which calls the providers got. */
async function askCounting(parameters: object): Promise<Answer & { readonly calls: number }> {
  const emulators = Object.values(server.demo.emulators);
  for (const emulator of emulators) emulator.clearCalls();
  const answer = await ask(server, parameters);
  return { ...answer, calls: emulators.reduce((sum, { calls }) => sum + calls.length, 0) };
}

test('an answer tells what it could have cost, and the calls it took', async () => {
  const parameters = { query: '{ users(ids: ["mara.lindholm"]) { sessions(first: 5) { nodes { id } } } }' };
  const { cost, calls } = await askCounting(parameters);
  expect(calls).toBeGreaterThan(3);
  expect(cost).toEqual({ requested: 20 + 1 + 20 + 1 + 10, limit: 150_000, providerCalls: calls });
  expect((await askCounting(parameters)).cost).toMatchObject({ providerCalls: 0 });
});

test.each([
  ['by variables', { query: `query ($ids: [ID!]!) { ${expensive} }`, variables: { ids } }],
  ['by a default', { query: `query ($ids: [ID!]! = ${JSON.stringify(ids)}) { ${expensive} }` }],
  [
    'in the second operation, which is the one that runs',
    {
      query: `query A { providers { id } } query B($ids: [ID!]!) { ${expensive} }`,
      operationName: 'B',
      variables: { ids },
    },
  ],
  [
    'beside an id that is none',
    { query: `query ($ids: [ID!]!) { session(id: "none") { id } ${expensive} }`, variables: { ids } },
  ],
])('an operation that is too expensive %s is refused without a call', async (_how, parameters) => {
  const answer = await askCounting(parameters);
  expect(answer).toMatchObject({ status: 400, codes: ['QUERY_TOO_COMPLEX'], calls: 0 });
  expect(answer.cost).toMatchObject({ limit: 150_000, providerCalls: 0 });
  expect(answer.data).toBeUndefined();
});

test('an expensive operation beside the one that runs costs nothing', async () => {
  const query = `query A { providers { id } } query B($ids: [ID!]!) { ${expensive} }`;
  expect(await ask(server, { query, operationName: 'A', variables: { ids } })).toMatchObject({
    status: 200,
    cost: { requested: 8 },
  });
});

test('variables that cannot be read are refused before anything runs', async () => {
  const query = `query ($order: SessionOrder, $ids: [ID!]!) { ${expensive} sessions(orderBy: $order) { totalCount } }`;
  const variables = { ids: [], order: { field: 'LAST_ACTIV_AT', direction: 'ASC' } };
  expect(await askCounting({ query, variables })).toMatchObject({
    status: 400,
    codes: ['BAD_USER_INPUT'],
    calls: 0,
  });
});

test('the first ten of many bad values are told', async () => {
  const variables = { ids: Array.from({ length: 1000 }, () => ({})) };
  const { codes, messages } = await ask(server, {
    query: `query ($ids: [ID!]!) { ${expensive} }`,
    variables,
  });
  expect(codes).toHaveLength(11);
  expect(new Set(codes)).toEqual(new Set(['BAD_USER_INPUT']));
  expect(messages.at(-1)).toMatch(/^Too many errors/);
});

test('the limit is configuration', async () => {
  const tiny = await startTinyServer({ limits: { ...defaultLimits, cost: 100 }, providerCount: 10 });
  const statuses = [];
  for (const query of ['{ hello }', '{ hello a: hello }']) statuses.push((await ask(tiny, { query })).status);
  await tiny.close(0);
  expect(statuses).toEqual([200, 400]);
});
