/** What a client of a supergraph relies on, through the two gateways that run in Node. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Running } from '../../examples/supergraph/listen.ts';
import { cast } from '../../src/demo/company/directory.ts';
import { startApollo, startHive, startSubgraphs, type Subgraphs } from './supergraph.ts';

let subgraphs: Subgraphs;
beforeAll(async () => {
  subgraphs = await startSubgraphs();
});
afterAll(() => subgraphs.close());
beforeEach(() => {
  for (const emulator of Object.values(subgraphs.sessions.demo.emulators)) emulator.fault = { kind: 'ok' };
});

interface Reply {
  // oxlint-disable-next-line typescript/no-explicit-any -- the shape is what the test's own query asks for
  readonly data: any;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

describe.each([
  ['Hive Gateway', startHive],
  ['Apollo Gateway', startApollo],
] as const)('through %s', (_name, startGateway) => {
  let gateway: Running;
  beforeAll(async () => {
    gateway = await startGateway(subgraphs);
  });
  afterAll(() => gateway.close());

  /** @param userId who is signed in; null for nobody. */
  async function ask(userId: string | null, query: string, variables: object = {}): Promise<Reply> {
    const authorization =
      userId === null ? {} : { authorization: `Bearer ${await subgraphs.issuer.tokenFor(userId)}` };
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Reply;
  }

  const me = `{ me { name sessions(first: 3) {
    nodes { id displayName provider { id } details { __typename } }
    pageInfo { hasNextPage endCursor }
    providerReports { provider { id } status }
  } } }`;

  test('a person sees who they are and where they are signed in, from two subgraphs', async () => {
    const { data, errors } = await ask(cast.ordinary, me);
    expect(errors).toBeUndefined();
    expect(data.me.name).toBe('Mara Lindholm');
    expect(data.me.sessions.nodes).toHaveLength(3);
    expect(data.me.sessions.pageInfo).toEqual({ hasNextPage: true, endCursor: expect.any(String) });
    // Zendesk is linked by e-mail, which the token does not tell: the subgraph with the accounts does.
    expect(data.me.sessions.providerReports).toEqual(
      ['clerk', 'chat', 'support', 'locks'].map((id) => ({ provider: { id }, status: 'OK' })),
    );
  });

  test('the next page follows the last', async () => {
    const query = `query ($after: String) { me { sessions(first: 3, after: $after) { nodes { id } pageInfo { endCursor } } } }`;
    const { data: first } = await ask(cast.ordinary, query);
    const { data: next } = await ask(cast.ordinary, query, { after: first.me.sessions.pageInfo.endCursor });
    const ids = [...first.me.sessions.nodes, ...next.me.sessions.nodes].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(next.me.sessions.nodes).not.toEqual([]);
  });

  test('an address that is not verified links to nothing', async () => {
    const { data } = await ask(cast.unverified, me);
    expect(data.me.sessions.providerReports).toContainEqual({
      provider: { id: 'support' },
      status: 'LINK_UNKNOWN',
    });
  });

  test('a session knows the person by the name that the other subgraph has', async () => {
    const { data, errors } = await ask(
      cast.ordinary,
      '{ viewer { sessions(first: 2) { nodes { user { name } } } } }',
    );
    expect(errors).toBeUndefined();
    const mara = { user: { name: 'Mara Lindholm' } };
    expect(data.viewer.sessions.nodes).toEqual([mara, mara]);
  });

  test('a provider that does not answer costs only its own rows', async () => {
    subgraphs.sessions.demo.emulators.chat.fault = { kind: 'down' };
    // Not a person whose sessions were just read.
    const { data, errors } = await ask(cast.impersonated, me);
    expect(errors).toBeUndefined();
    expect(data.me.sessions.nodes).not.toEqual([]);
    expect(data.me.sessions.providerReports).toContainEqual({
      provider: { id: 'chat' },
      status: 'UNAVAILABLE',
    });
  });

  test('one session of another person is not there', async () => {
    const { data: own } = await ask(cast.ordinary, me);
    const [{ id }] = own.me.sessions.nodes;
    const one = 'query ($id: ID!) { session(id: $id) { id } }';
    expect((await ask(cast.ordinary, one, { id })).data).toEqual({ session: { id } });
    expect((await ask(cast.withoutChat, one, { id })).data).toEqual({ session: null });
  });

  test('a person signs out one of their sessions', async () => {
    const { data: own } = await ask(
      cast.busy,
      '{ me { sessions(first: 1, filter: { states: [ACTIVE] }) { nodes { id } } } }',
    );
    const [{ id }] = own.me.sessions.nodes;
    const revoke = `mutation ($id: ID!) { revokeSession(input: { id: $id, reason: LOST_OR_STOLEN }) {
      result { outcome session { id state user { name } } } userErrors { code } } }`;
    const { data, errors } = await ask(cast.busy, revoke, { id });
    expect(errors).toBeUndefined();
    expect(data.revokeSession).toMatchObject({
      result: { outcome: 'REVOKED', session: { id, user: { name: 'Tomas Verbruggen' } } },
      userErrors: [],
    });
  });

  test('who is not signed in is nobody, and is told so', async () => {
    expect((await ask(null, me)).data).toEqual({ me: null });
    const { data, errors } = await ask(null, '{ sessions(first: 1) { nodes { id } } }');
    expect(data).toEqual({ sessions: null });
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
  });

  test('what is for gateways is not passed on to their clients', async () => {
    const { errors } = await ask(cast.ordinary, '{ _service { sdl } }');
    expect(errors?.[0]?.message).toContain('Cannot query field "_service"');
  });
});
