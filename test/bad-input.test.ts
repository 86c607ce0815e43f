/** What is asked wrongly gets a clear error with a code, and the rest of the question its answer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../src/demo/company/directory.ts';
import { startServer, type TestServer } from './support/server.ts';

let server: TestServer;
let ids: { session: string; device: string; clientSession: string; cursor: string };
beforeAll(async () => {
  server = await startServer();
  const { data } = await server.ask(
    `query ($id: ID!) { user(by: { id: $id }) { sessions(first: 1) { pageInfo { endCursor } nodes { id } }
      devices(first: 1) { nodes { id } } clientSessions { nodes { id } } } }`,
    { id: cast.ordinary },
  );
  const { sessions, devices, clientSessions } = data.user;
  ids = {
    session: sessions.nodes[0].id,
    device: devices.nodes[0].id,
    clientSession: clientSessions.nodes[0].id,
    cursor: sessions.pageInfo.endCursor,
  };
});
afterAll(() => server.close());

const named = `filter: { userIds: ["${cast.ordinary}"] }`;

describe('an id', () => {
  test.each([
    ['is malformed', 'not an id', 'INVALID_ID', /no id of this API/],
    ['is empty', '', 'INVALID_ID', /no id of this API/],
    [
      'is of a provider, not of this API',
      'sess_2wmSnIrq5dtl2HNZf1WfgeHraby',
      'INVALID_ID',
      /no id of this API/,
    ],
  ])('that %s is refused', async (_what, id, code, message) => {
    const { status, data, errors } = await server.ask(
      'query ($id: ID!) { session(id: $id) { id } providers { id } }',
      { id },
    );
    expect(status).toBe(200);
    expect(data).toMatchObject({ session: null, providers: [{ id: 'clerk' }, {}, {}, {}] });
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(errors[0]?.message).toMatch(message);
  });

  test('of another type is refused by name', async () => {
    const { errors } = await server.ask('query ($id: ID!) { session(id: $id) { id } }', { id: ids.device });
    expect(errors[0]?.message).toMatch(/id of a Device; here an id of Session/);
  });

  test('that nothing has any more is null, without an error', async () => {
    const gone = Buffer.from(JSON.stringify(['Session', 'clerk', 'sess_gone', 'user_gone'])).toString(
      'base64url',
    );
    const foreign = Buffer.from(JSON.stringify(['Session', 'gone', 'x', null])).toString('base64url');
    expect(
      await server.ask(
        'query ($a: ID!, $b: ID!) { a: session(id: $a) { id } b: session(id: $b) { id } n: node(id: $a) { id } }',
        { a: gone, b: foreign },
      ),
    ).toEqual({
      status: 200,
      data: { a: null, b: null, n: null },
      errors: [],
    });
  });

  test('that pairs a real session with another account is null', async () => {
    const [type, provider, nativeId] = JSON.parse(Buffer.from(ids.session, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify([type, provider, nativeId, 'user_someoneElse'])).toString(
      'base64url',
    );
    const { data, errors } = await server.ask('query ($id: ID!) { session(id: $id) { id } }', { id: forged });
    expect([data, errors]).toEqual([{ session: null }, []]);
  });

  test('among several costs only its own slot', async () => {
    const { data, errors } = await server.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [ids.session, 'bad', ids.clientSession, ids.device],
    });
    expect(data.nodes).toEqual([{ id: ids.session }, null, { id: ids.clientSession }, { id: ids.device }]);
    expect(errors).toMatchObject([{ path: ['nodes', 1], extensions: { code: 'INVALID_ID' } }]);
  });

  test.each(['nodes', 'users'])('one too many in %s is refused', async (field) => {
    const many = Array.from({ length: 101 }, () => ids.session);
    const { errors } = await server.ask(`query ($ids: [ID!]!) { ${field}(ids: $ids) { id } }`, { ids: many });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors[0]?.message).toMatch(/100/);
  });
});

describe('a page', () => {
  test.each([
    [`first: 0, ${named}`, 'BAD_USER_INPUT', /"first" must be 1 to 100; it is 0/],
    [`first: 101, ${named}`, 'BAD_USER_INPUT', /"first" must be 1 to 100; it is 101/],
    [`last: -1, ${named}`, 'BAD_USER_INPUT', /"last" must be 1 to 100/],
    [`first: 1, last: 1, ${named}`, 'BAD_USER_INPUT', /exclude each other/],
    [`after: "garbage", ${named}`, 'INVALID_CURSOR', /no cursor of this API/],
    ['last: 3', 'BAD_USER_INPUT', /"last" cannot be used when nobody is named/],
    ['orderBy: { field: CREATED_AT, direction: ASC }', 'BAD_USER_INPUT', /"orderBy" cannot be used/],
    [
      'filter: { providerIds: ["nope"] }',
      'UNKNOWN_PROVIDER',
      /no provider "nope".*clerk, chat, support, locks/,
    ],
    ['filter: { userIds: [] }', 'BAD_USER_INPUT', /"filter.userIds" is empty/],
    [
      'filter: { createdAt: { after: "2026-02-01T00:00:00Z", before: "2026-01-01T00:00:00Z" } }',
      'BAD_USER_INPUT',
      /must be earlier/,
    ],
    [`filter: { text: "${'x'.repeat(201)}" }`, 'BAD_USER_INPUT', /1 to 200 characters/],
    ['filter: { ipAddress: "10.0.0.0/8" }', 'BAD_USER_INPUT', /one IPv4 or IPv6 address/],
  ])('with %s is refused', async (args, code, message) => {
    const { data, errors } = await server.ask(`{ sessions(${args}) { totalCount } }`);
    expect(data).toEqual({ sessions: null });
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(errors[0]?.message).toMatch(message);
  });

  test('at a cursor of another filter, order or list is refused', async () => {
    const { errors } = await server.ask(
      `query ($id: ID!, $after: String) { user(by: { id: $id }) { id
        filtered: sessions(after: $after, filter: { states: [ACTIVE] }) { totalCount }
        ordered: sessions(after: $after, orderBy: { field: CREATED_AT, direction: ASC }) { totalCount }
        devices(after: $after) { totalCount } } sessions(after: $after) { totalCount } }`,
      { id: cast.ordinary, after: ids.cursor },
    );
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(Array(4).fill('INVALID_CURSOR'));
  });
});

describe('a document', () => {
  test.each([
    ['that does not parse', '{ sessions(', 400],
    ['that asks what there is not', '{ nope }', 400],
    [
      'with a moment without a zone',
      '{ sessions(filter: { createdAt: { after: "2026-01-01" } }) { totalCount } }',
      400,
    ],
    ['that names a user in two ways', '{ user(by: { id: "a", email: "b@c.d" }) { id } }', 400],
    ['that names a user in no way', '{ user(by: {}) { id } }', 400],
  ])('%s is refused with status %#', async (_what, query, status) => {
    const answer = await server.ask(query);
    expect(answer.status).toBe(status);
    expect(answer.errors.length).toBeGreaterThan(0);
    for (const { extensions } of answer.errors) expect(extensions.code).toMatch(/^[A-Z_]+$/);
  });
});

describe('a client session', () => {
  test('of a provider that is none of Seam is refused', async () => {
    const { errors } = await server.ask('{ clientSessions(providerId: "clerk") { totalCount } }');
    expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_PROVIDER' } }]);
  });

  test.each([
    ['providerId: "nope"', 'providerId'],
    ['userIdentifierKey: " "', 'userIdentifierKey'],
    ['userIdentifierKey: "a", userIdentityIds: []', 'userIdentityIds'],
    ['userIdentifierKey: "a", expiresAt: "2001-01-01T00:00:00Z"', 'expiresAt'],
  ])('made with %s is a user error', async (input, field) => {
    const { data, errors } = await server.ask(
      `mutation { getOrCreateClientSession(input: { ${input} }) { token clientSession { id } userErrors { code field message retryable } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.getOrCreateClientSession).toMatchObject({
      token: null,
      clientSession: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', field], retryable: false }],
    });
  });
});
