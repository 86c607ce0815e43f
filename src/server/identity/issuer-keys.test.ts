import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type GuardedServer, startGuardedServer } from '../../../test/support/guarded-server.ts';
import { audience, type Issuer, startIssuer } from '../../../test/support/issuer.ts';
import { checkConfig } from '../../config/check.ts';
import { createLog } from '../watch/log.ts';
import { IdentityRefusal } from './refusal.ts';
import { createTokens } from './tokens.ts';

let issuer: Issuer;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  issuer = await startIssuer();
});
afterEach(() => {
  vi.useRealTimers();
});

const jwt = () => [{ issuer: issuer.issuer, audience, jwksUri: issuer.jwksUri }];
const serve = (): Promise<GuardedServer> => startGuardedServer({ jwt: jwt() });
const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

/** A server's reader of tokens by itself, for numbers of them. */
function openTokens() {
  const providers = [{ id: 'clerk', kind: 'clerk', secretKey: 'sk' }];
  const { auth } = checkConfig({ auth: { jwt: jwt() }, providers }, {});
  return createTokens(auth?.jwt ?? [], Date.now, createLog({ write() {} }));
}

async function outcomesOf(read: (token: string) => Promise<unknown>, tokens: readonly string[]) {
  const outcomes = await Promise.allSettled(tokens.map(read));
  return new Set(
    outcomes.map((outcome) =>
      outcome.status === 'rejected' && outcome.reason instanceof IdentityRefusal
        ? outcome.reason.status
        : 200,
    ),
  );
}

async function forge(count: number): Promise<string[]> {
  const [, payload = '', signature = ''] = (await issuer.sign()).split('.');
  return Array.from({ length: count }, () => {
    const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid: randomUUID() })).toString('base64url');
    return `${header}.${payload}.${signature}`;
  });
}

test('10,000 tokens with forged key ids fetch the keys once, and once more in half a minute', async () => {
  const read = openTokens();
  const tokens = await forge(10_000);
  expect(await outcomesOf(read, tokens.slice(0, 5000))).toEqual(new Set([401]));
  expect(issuer.fetches).toBe(1);
  pass(31);
  expect(await outcomesOf(read, tokens.slice(5000))).toEqual(new Set([401]));
  expect(issuer.fetches).toBe(2);
  // And the good ones are none the worse.
  expect(await outcomesOf(read, [await issuer.sign()])).toEqual(new Set([200]));
});

test('1,000 tokens while the keys cannot be had ask for them once in five seconds', async () => {
  issuer.mode = 'failing';
  const read = openTokens();
  for (const token of await forge(1000)) expect(await outcomesOf(read, [token])).toEqual(new Set([503]));
  expect(issuer.fetches).toBe(1);
  pass(6);
  expect(await outcomesOf(read, await forge(100))).toEqual(new Set([503]));
  expect(issuer.fetches).toBe(2);
});

test('a token of an unknown issuer fetches nothing', async () => {
  const server = await serve();
  const answer = await server.askAs(await issuer.sign({ iss: `${issuer.issuer}/` }));
  expect([answer.status, issuer.fetches]).toEqual([401, 0]);
});

test.each(['failing', 'broken', 'huge'] as const)(
  'while the issuer is %s its tokens are answered with 503, and with an answer as soon as it is back',
  async (mode) => {
    issuer.mode = mode;
    const server = await serve();
    const refused = await server.askAs(await issuer.sign());
    expect([refused.status, refused.error?.extensions.code, refused.headers.get('retry-after')]).toEqual([
      503,
      'UNAVAILABLE',
      '5',
    ]);
    expect(server.logged.map((line) => JSON.parse(line))).toMatchObject([
      { level: 40, jwksUri: issuer.jwksUri, msg: 'the keys of an issuer could not be read' },
    ]);
    issuer.mode = 'ok';
    pass(6);
    expect((await server.askAs(await issuer.sign())).status).toBe(200);
  },
);

test('keys that are known serve on while the issuer is away', async () => {
  const server = await serve();
  await server.askAs(await issuer.sign());
  issuer.mode = 'failing';
  pass(60);
  const [forged = ''] = await forge(1);
  expect((await server.askAs(forged)).status).toBe(503);
  expect((await server.askAs(await issuer.sign())).status).toBe(200);
});

test('a new key is taken after at most half a minute, and the old one is gone', async () => {
  const server = await serve();
  const old = await issuer.sign({ exp: Math.floor(Date.now() / 1000) + 600 });
  expect((await server.askAs(old)).status).toBe(200);
  await issuer.rotate();
  pass(31);
  expect((await server.askAs(await issuer.sign())).status).toBe(200);
  expect((await server.askAs(old)).status).toBe(401);
  expect(issuer.fetches).toBe(2);
});

test('several issuers do not sign for each other', async () => {
  const other = await startIssuer();
  const server = await startGuardedServer({
    jwt: [issuer, other].map(({ issuer: name, jwksUri }) => ({ issuer: name, audience, jwksUri })),
  });
  expect((await server.askAs(await other.sign({ sub: 'user_ben' }))).data.viewer).toEqual({ id: 'user_ben' });
  expect((await server.askAs(await other.sign({ iss: issuer.issuer }))).status).toBe(401);
  expect((await server.askAs(await issuer.sign({ iss: other.issuer }))).status).toBe(401);
});
