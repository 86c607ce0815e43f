/** Credentials of principals, right and wrong, wherever a client may put them: no answer, log line or audit record repeats them. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startMarkedProviders, type MarkedProviders } from './marked-providers.ts';
import { startMarkedServer, type MarkedServer, type Sent } from './marked-server.ts';
import { createMarks } from './marks.ts';
import { createOutputs } from './outputs.ts';

// Real servers and processes, on a computer that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const marks = createMarks();
const outputs = createOutputs(marks);
let providers: MarkedProviders;
let server: MarkedServer;
let credentials: Readonly<Record<string, string>>;

beforeAll(async () => {
  providers = await startMarkedProviders(marks);
  server = await startMarkedServer({ marks, outputs, providers });
  const { opsKey, annsToken, gatewaySecret } = server.credentials;
  const past = Math.floor(Date.now() / 1000) - 3600;
  const claims: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'an expired token': { exp: past },
    'a token of another issuer': { iss: `https://${marks.make('the name of an issuer')}.example` },
    'a token for another audience': { aud: marks.make('an audience') },
    'a token of nobody': { sub: '' },
    'a token of an unfinished sign-in': { sts: 'pending' },
    'a token that is not good yet': { nbf: past + 7200 },
  };
  const tokens = Object.entries(claims).map(
    async ([name, more]) => [name, await server.signToken(name, more)] as const,
  );
  const [head, payload] = annsToken.split('.');
  credentials = {
    'the key of a service': opsKey,
    'a key that nobody has': marks.make('a key that nobody has', 'sgk_'),
    "Ann's token": annsToken,
    ...Object.fromEntries(await Promise.all(tokens)),
    'a forged token': `${head}.${payload}.${marks.make('a forged signature')}`,
    'a broken token': `${marks.make('a broken token')}.x.y`,
    'the gateway secret': gatewaySecret,
    'a wrong gateway secret': marks.make('a wrong gateway secret'),
    "a provider's key": marks.make("Clerk's secret key", 'sk_live_'),
    "the token of Ann's client session": marks.make("the token of ann's client session", 'seam_cst1'),
  };
});
afterAll(async () => {
  await server.close();
  await providers.close();
});

const json = { 'content-type': 'application/json' };
const question = JSON.stringify({ query: '{ viewer { id } permissions }' });

/** Requests with a credential in a place of their own. */
const places: Readonly<Record<string, (credential: string) => Sent>> = {
  'as a bearer': (credential) => inHeader('authorization', `Bearer ${credential}`),
  'as Basic': (credential) =>
    inHeader('authorization', `Basic ${Buffer.from(`user:${credential}`).toString('base64')}`),
  twice: (credential) => ({
    ...inHeader('authorization', `Bearer ${credential}`),
    headers: { ...json, authorization: `Bearer ${credential}`, 'x-api-key': credential },
  }),
  ...Object.fromEntries(
    [
      'authorization',
      'x-api-key',
      'x-gateway-secret',
      'cookie',
      'proxy-authorization',
      'host',
      'origin',
      'referer',
      'user-agent',
      'accept',
      'accept-language',
      'content-type',
      'content-encoding',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-request-id',
      'x-graphql-csrf',
      'apollo-require-preflight',
      'traceparent',
      'tracestate',
      'if-none-match',
      'sec-fetch-site',
      'expect',
      'upgrade',
    ].map((name) => [name, (credential: string) => inHeader(name, credential)]),
  ),
  'a preflight': (credential) => ({
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': credential,
    },
  }),
  'a parameter of the URL': (credential) => ({
    path: `/graphql?query={__typename}&access_token=${credential}&${credential}=1`,
    headers: { 'x-graphql-csrf': '1', 'x-api-key': credential },
  }),
  'a path': (credential) => ({ path: `/${credential}` }),
  'a path below GraphQL': (credential) => ({ path: `/graphql/${credential}`, method: 'POST' }),
  'a file of GraphiQL': (credential) => ({ path: `/graphiql-assets/${credential}/graphiql.js` }),
  'the page': (credential) => ({
    path: `/graphql?query=${credential}`,
    headers: { accept: 'text/html', authorization: `Bearer ${credential}`, cookie: credential },
  }),
  'the root': (credential) => ({ path: `/?key=${credential}`, headers: { accept: 'text/html' } }),
  ...Object.fromEntries(
    ['/health', '/ready', '/metrics'].map((path) => [
      path,
      (credential: string) => ({ path: `${path}?key=${credential}`, headers: { 'x-api-key': credential } }),
    ]),
  ),
  'a body that is no JSON': (credential) => ({
    ...inHeader('authorization', `Bearer ${credential}`),
    body: credential,
  }),
  'a body of another type': (credential) => ({
    method: 'POST',
    headers: { 'content-type': `text/plain; name=${credential}` },
    body: credential,
  }),
};

function inHeader(name: string, value: string): Sent {
  const isCredential = name === 'authorization' || name === 'x-api-key';
  // Beside a good credential, so that the request is answered.
  const headers = isCredential ? json : { ...json, ...server.principals.ann };
  return { method: 'POST', headers: { ...headers, [name]: value }, body: question };
}

test.each(Object.entries(places))('a credential %s', async (place, request) => {
  for (const [name, credential] of Object.entries(credentials))
    await server.send(`the answer to ${name} ${place}`, request(credential));
  expect(await server.leaks()).toEqual([]);
  expect(server.faults()).toEqual([]);
});

test('the right ones are let in', async () => {
  const { opsKey, annsToken } = server.credentials;
  const ask = async (headers: Readonly<Record<string, string>>) =>
    (await server.ask('who is let in', headers, '{ viewer { id } permissions }')).data;
  expect(await ask({ authorization: `Bearer ${annsToken}` })).toMatchObject({ viewer: { id: 'ann' } });
  expect((await ask({ 'x-api-key': opsKey })).permissions).toHaveLength(5);
});

test('what is no HTTP is not repeated', async () => {
  const { port } = new URL(server.url);
  for (const line of [
    `${server.credentials.opsKey} / HTTP/1.1`,
    `GET / ${server.credentials.opsKey}`,
    'GET / HTTP/1.1',
  ]) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.end(`${line}\r\n${server.credentials.annsToken}\r\n\r\n`);
    outputs.add('the answer to what is no HTTP', await text(socket));
  }
  expect(await server.leaks()).toEqual([]);
});

test('GraphiQL holds no secret', async () => {
  const page = await server.send('the page', { headers: { accept: 'text/html' } });
  expect(page.text).toContain('graphiql');
  const files = page.text.match(/graphiql-assets\/[^"]+/g) ?? [];
  expect(files.length).toBeGreaterThan(4);
  for (const path of new Set(files)) await server.send(path, { path: `/${path}` });
  expect(await server.leaks()).toEqual([]);
});

describe('the keys of an issuer', () => {
  const answers: Readonly<Record<string, [number, Readonly<Record<string, string>>, string]>> = {
    'that fails': [500, {}, marks.make("an issuer's error")],
    'that answers something else': [200, {}, marks.make("an issuer's answer")],
    'that answers other JSON': [200, json, JSON.stringify({ keys: marks.make("an issuer's JSON") })],
    'that sends elsewhere': [302, { location: `/?${marks.make("an issuer's redirect")}` }, ''],
  };
  test.each(Object.entries(answers))('%s are told without its address and its answer', async (_, answer) => {
    const [status, headers, body] = answer;
    const issuer = createServer((_request, response) => response.writeHead(status, headers).end(body));
    issuer.listen(0, '127.0.0.1');
    await once(issuer, 'listening');
    const { port } = issuer.address() as AddressInfo;
    const key = marks.make('the key of a JWKS address');
    const jwksUri = `http://127.0.0.1:${port}/jwks.json?key=${key}`;
    const guarded = await startMarkedServer({
      marks,
      outputs,
      providers,
      issuers: [{ issuer: 'https://other.example', audience: 'sessions', jwksUri }],
    });
    onTestFinished(async () => {
      await guarded.close();
      issuer.close();
    });
    const token = await server.signToken('a token of the other issuer', { iss: 'https://other.example' });
    const reply = await guarded.ask('an answer', { authorization: `Bearer ${token}` }, '{ viewer { id } }');
    expect(reply.status).toBe(503);
    expect(guarded.logged).toHaveLength(1);
    expect(await guarded.leaks()).toEqual([]);
  });
});
