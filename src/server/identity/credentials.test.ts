import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { idleKey, opsKey, startGuardedServer } from '../../../test/support/guarded-server.ts';
import { audience, startIssuer } from '../../../test/support/issuer.ts';

const who = '{ viewer { id } permissions }';

test('who gives nothing to be told by is refused, whatever is asked', async () => {
  const server = await startGuardedServer({});
  for (const query of [
    who,
    '{ __typename }',
    '{ __schema { types { name } } }',
    '{ nope',
    'mutation { x }',
  ]) {
    const answer = await server.ask(query);
    expect([answer.status, answer.data, answer.error?.extensions.code]).toEqual([
      401,
      undefined,
      'UNAUTHENTICATED',
    ]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="sessiongraph"');
  }
});

test('by GET as by POST', async () => {
  const server = await startGuardedServer({});
  const ask = (headers: Record<string, string>) => fetch(`${server.url}?query={permissions}`, { headers });
  expect((await ask({})).status).toBe(401);
  expect(await (await ask({ 'x-api-key': idleKey })).json()).toMatchObject({ data: { permissions: [] } });
});

test.each([
  { authorization: `Bearer ${opsKey}` },
  { authorization: `bearer  ${opsKey}` },
  { 'x-api-key': opsKey },
])('a key asks as a service, with its scopes: %j', async (headers) => {
  const server = await startGuardedServer({});
  const { data } = await server.ask(who, headers);
  expect(data).toEqual({ viewer: null, permissions: ['SESSIONS_READ_ANY', 'USERS_READ_ANY'] });
});

test('a key without scopes may do nothing, and nobody’s sessions show', async () => {
  const server = await startGuardedServer({});
  const { text: answer } = await server.ask(
    '{ permissions user(by: { id: "user_ann" }) { id } sessions(filter: { userIds: ["user_ann"] }) { nodes { id } } }',
    { 'x-api-key': idleKey },
  );
  expect(answer).toContain('"permissions":[]');
  expect(answer).not.toMatch(/"id":/);
});

test.each([
  ['another key', { 'x-api-key': `${opsKey}x` }, 'invalid_token'],
  ['the hash of a key', { 'x-api-key': '0'.repeat(64) }, 'invalid_token'],
  ['another key as bearer', { authorization: 'Bearer sgk_other' }, 'invalid_token'],
  ['no token that can be read', { authorization: 'Bearer a.b.c' }, 'invalid_token'],
  ['Basic', { authorization: `Basic ${btoa(`ops:${opsKey}`)}` }, 'invalid_request'],
  ['a key without "Bearer"', { authorization: opsKey }, 'invalid_request'],
  ['Bearer alone', { authorization: 'Bearer' }, 'invalid_request'],
  ['two tokens', { authorization: `Bearer ${opsKey}, Bearer ${opsKey}` }, 'invalid_request'],
  ['an empty key', { 'x-api-key': '' }, 'invalid_request'],
  ['both headers', { 'x-api-key': opsKey, authorization: `Bearer ${opsKey}` }, 'invalid_request'],
])('%s is refused', async (_what, headers, reason) => {
  const server = await startGuardedServer({});
  const answer = await server.ask(who, headers);
  expect([answer.status, answer.data, answer.error?.extensions.code]).toEqual([
    401,
    undefined,
    'UNAUTHENTICATED',
  ]);
  expect(answer.headers.get('www-authenticate')).toBe(`Bearer realm="sessiongraph", error="${reason}"`);
  expect(server.logged).toEqual([]);
});

test('a header that is sent twice is refused, though either could be good', async () => {
  const server = await startGuardedServer({});
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  const line = `authorization: Bearer ${opsKey}\r\n`;
  socket.end(
    `GET /graphql?query={permissions} HTTP/1.1\r\nhost: localhost\r\n${line}${line}connection: close\r\n\r\n`,
  );
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 /);
});

test('an issuer’s token is no key, nor its key a token', async () => {
  const issuer = await startIssuer();
  const jwt = [{ issuer: issuer.issuer, audience, jwksUri: issuer.jwksUri }];
  const server = await startGuardedServer({ jwt });
  const token = await issuer.sign();
  expect((await server.ask(who, { 'x-api-key': token })).status).toBe(401);
  expect((await server.askAs(token)).data).toEqual({ viewer: { id: 'user_ann' }, permissions: [] });
});

test('a body is not read before it is known who sends it', async () => {
  const server = await startGuardedServer({});
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n',
  );
  const [head] = (await once(socket, 'data')) as [Buffer];
  expect(head.toString()).toMatch(/^HTTP\/1\.1 401 /);
  socket.destroy();
});
