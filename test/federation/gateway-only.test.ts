/** `_service` and `_entities` answer a gateway that shows the secret, and nobody else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromGateway, service, startSubgraph, type Subgraph } from './subgraph.ts';

let subgraph: Subgraph;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

const sdl = '{ _service { sdl } }';
const entity = '{ _entities(representations: [{ __typename: "User", id: "mara.lindholm" }]) { __typename } }';

async function post(query: string, headers: Readonly<Record<string, string>>) {
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, ...((await response.json()) as { data?: unknown; errors?: unknown }) };
}

const forbidden = {
  status: 200,
  data: null,
  errors: [
    expect.objectContaining({
      message: expect.stringContaining('x-gateway-secret'),
      extensions: expect.objectContaining({ code: 'FORBIDDEN' }),
    }),
  ],
};

describe.each([
  ['_service', sdl],
  ['_entities', entity],
])('%s', (_field, query) => {
  test.each([
    ['no secret', {}],
    ['a wrong secret', { 'x-gateway-secret': 'the-secret-of-the-gatewaY' }],
    ['an empty secret', { 'x-gateway-secret': '' }],
    [
      'the secret twice',
      { 'x-gateway-secret': `${fromGateway['x-gateway-secret']}, ${fromGateway['x-gateway-secret']}` },
    ],
  ])('is refused to whoever shows %s, also after the gateway asked the same', async (_what, shown) => {
    expect(await post(query, { ...fromGateway, ...service })).not.toHaveProperty('errors');
    expect(await post(query, { ...shown, ...service })).toMatchObject(forbidden);
  });

  test('is no way around signing in', async () => {
    expect(await post(query, {})).toMatchObject({ status: 401 });
    expect(await post(query, { 'x-gateway-secret': 'the-secret-of-the-gatewaY' })).toMatchObject({
      status: 401,
    });
  });
});

describe('the gateway by itself, without a principal', () => {
  test.each([
    ['none', {}],
    ['an empty one', { authorization: '' }],
  ])('reads the schema (authorization: %s)', async (_what, authorization) => {
    expect(await post(sdl, { ...fromGateway, ...authorization })).toMatchObject({
      status: 200,
      data: { _service: { sdl: expect.stringContaining('@link') } },
    });
  });

  test('sees nobody', async () => {
    expect(await post(entity, fromGateway)).toEqual(
      expect.objectContaining({ status: 200, data: { _entities: [null] } }),
    );
    expect(await post('{ viewer { id } permissions }', fromGateway)).toMatchObject({
      data: { viewer: null, permissions: [] },
    });
    expect(await post('{ sessions { nodes { id } } }', fromGateway)).toMatchObject({
      data: { sessions: null },
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  test('does not make bad credentials good', async () => {
    expect(await post(sdl, { ...fromGateway, authorization: 'Bearer nonsense' })).toMatchObject({
      status: 401,
    });
  });
});

test('the secret widens nothing else: a person sees themselves', async () => {
  const asPerson = await subgraph.person('mara.lindholm');
  const viewer = { data: { viewer: { id: 'mara.lindholm' }, permissions: [] } };
  expect(await post('{ viewer { id } permissions }', { ...fromGateway, ...asPerson })).toMatchObject(viewer);
  expect(await post('{ viewer { id } permissions }', asPerson)).toMatchObject(viewer);
});
