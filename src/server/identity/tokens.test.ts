import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { base64url, UnsecuredJWT, type JWTPayload } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { type GuardedServer, startGuardedServer } from '../../../test/support/guarded-server.ts';
import { audience, type Issuer, startIssuer } from '../../../test/support/issuer.ts';

const now = () => Math.floor(Date.now() / 1000);

let issuer: Issuer;
beforeEach(async () => {
  issuer = await startIssuer();
});

function serve(entry: object = {}): Promise<GuardedServer> {
  const { issuer: name, jwksUri } = issuer;
  return startGuardedServer({ jwt: [{ issuer: name, audience, jwksUri, ...entry }] });
}

async function expectRefused(server: GuardedServer, token: string, message: string | RegExp): Promise<void> {
  const answer = await server.askAs(token);
  expect([answer.status, answer.data, answer.error]).toEqual([
    401,
    undefined,
    { message: expect.stringMatching(message), extensions: { code: 'UNAUTHENTICATED' } },
  ]);
  expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="sessiongraph", error="invalid_token"');
  expect(server.logged).toEqual([]);
}

describe('keys', () => {
  test.each(['RS256', 'ES256', 'EdDSA'] as const)('a token signed by %s is good', async (algorithm) => {
    issuer = await startIssuer(algorithm);
    const server = await serve();
    expect((await server.askAs(await issuer.sign())).data).toEqual({
      viewer: { id: 'user_ann' },
      permissions: [],
    });
  });

  test.each([
    ['PEM', (pem: string) => pem],
    [
      'PEM with its line ends as an environment file holds them',
      (pem: string) => pem.replaceAll('\n', '\\n'),
    ],
    ['JWK', (pem: string) => JSON.stringify(createPublicKey(pem).export({ format: 'jwk' }))],
  ])('a public key is taken as %s, and needs no request', async (_form, write) => {
    const publicKey = write(await issuer.publicPem());
    const server = await serve({ jwksUri: undefined, publicKey });
    expect((await server.askAs(await issuer.sign())).data.viewer).toEqual({ id: 'user_ann' });
    expect(issuer.fetches).toBe(0);
  });

  test('the key that a header names or brings along is not used', async () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const server = await serve();
    const header = { alg: 'ES256', kid: 'key-1', jwk: stranger.publicKey.export({ format: 'jwk' }) };
    const { privateKey } = stranger;
    await expectRefused(server, signWith(privateKey, header), /^The token is not valid\.$/);
  });

  test('the public key is no secret to sign with (HS256)', async () => {
    issuer = await startIssuer('RS256');
    const pem = await issuer.publicPem();
    const [byJwks, byPem] = [await serve(), await serve({ jwksUri: undefined, publicKey: pem })];
    const content = unsigned({ alg: 'HS256', kid: 'key-1' });
    const token = `${content}.${createHmac('sha256', pem).update(content).digest('base64url')}`;
    await expectRefused(byJwks, token, /^The token is not valid\.$/);
    await expectRefused(byPem, token, /^The token is not valid\.$/);
  });

  test('an algorithm that does not fit the key is refused', async () => {
    const server = await serve({ jwksUri: undefined, publicKey: await issuer.publicPem() });
    for (const alg of ['RS256', 'EdDSA', 'ES384', 'none', 'constructor', '']) {
      await expectRefused(server, `${unsigned({ alg })}.AAAA`, /^The token is not valid\.$/);
    }
  });

  test('a token without a signature is refused', async () => {
    const server = await serve();
    const unsecured = new UnsecuredJWT(claims()).encode();
    await expectRefused(server, unsecured, /^The token is not valid\.$/);
    const [header = '', payload = ''] = (await issuer.sign()).split('.');
    await expectRefused(server, `${header}.${payload}.`, /^The token is not valid\.$/);
  });

  test('a token that was changed after it was signed is refused', async () => {
    const server = await serve();
    const [header = '', , signature = ''] = (await issuer.sign()).split('.');
    const changed = base64url.encode(JSON.stringify(claims({ sub: 'user_ben' })));
    await expectRefused(server, `${header}.${changed}.${signature}`, /^The token is not valid\.$/);
  });
});

describe('claims', () => {
  test.each<[string, () => object, RegExp]>([
    ['expired', () => ({ exp: now() - 30 }), /has expired/],
    ['without an end', () => ({ exp: undefined }), /no "exp" claim/],
    ['not valid yet', () => ({ nbf: now() + 30 }), /not valid yet/],
    ['of another issuer', () => ({ iss: 'https://other.example' }), /issuer that is not known/],
    ['without an issuer', () => ({ iss: undefined }), /issuer that is not known/],
    ['for another audience', () => ({ aud: 'other' }), /another audience/],
    ['without an audience', () => ({ aud: undefined }), /no "aud" claim/],
    ['of nobody', () => ({ sub: undefined }), /names nobody/],
    ['of a blank name', () => ({ sub: ' ' }), /names nobody/],
    ['of a number', () => ({ sub: 42 }), /names nobody/],
    ['of a sign-in that is not finished', () => ({ sts: 'pending' }), /still pending/],
    ['with times that are no numbers', () => ({ exp: 'later' }), /not valid/],
  ])('a token %s is refused', async (_what, given, message) => {
    await expectRefused(await serve(), await issuer.sign({ ...given() }), message);
  });

  test('clocks may differ by a few seconds', async () => {
    const server = await serve();
    const token = await issuer.sign({ exp: now() - 2, nbf: now() + 2 });
    expect((await server.askAs(token)).status).toBe(200);
  });

  test('one of several audiences is enough', async () => {
    const server = await serve({ audience: ['a', 'b'] });
    expect((await server.askAs(await issuer.sign({ aud: ['x', 'b'] }))).status).toBe(200);
  });

  test('a required claim must be there', async () => {
    const server = await serve({ requiredClaims: ['org'] });
    await expectRefused(server, await issuer.sign(), /no "org" claim/);
    expect((await server.askAs(await issuer.sign({ org: 'acme' }))).status).toBe(200);
  });

  test('the user is who the configured claim names, also one that every object has', async () => {
    const byUid = await serve({ claims: { userId: 'uid' } });
    expect((await byUid.askAs(await issuer.sign({ uid: 'user_ben' }))).data.viewer).toEqual({
      id: 'user_ben',
    });
    const byConstructor = await serve({ claims: { userId: 'constructor' } });
    await expectRefused(byConstructor, await issuer.sign(), /names nobody/);
  });

  test.each([
    ['a text', 'openid sessions:read:any users:read:any sessions:everything'],
    ['a list', ['openid', 'sessions:read:any', 'users:read:any', 7]],
  ])('scopes count as %s, where they are known', async (_form, scope) => {
    const server = await serve();
    const { data } = await server.askAs(await issuer.sign({ scope }));
    expect(data.permissions).toEqual(['SESSIONS_READ_ANY', 'USERS_READ_ANY']);
  });
});

describe('an address', () => {
  const accounts = '{ viewer { accounts { provider { id } } } }';
  const providersOf = async (server: GuardedServer, token: string) =>
    (await server.askAs(token, accounts)).data.viewer.accounts.map(
      ({ provider }: { provider: { id: string } }) => provider.id,
    );

  test('leads to accounts when the issuer has verified it, however it is written', async () => {
    const server = await serve();
    const token = await issuer.sign({ email: 'Ann@Example.com', email_verified: true });
    expect(await providersOf(server, token)).toEqual(['clerk', 'support']);
  });

  test.each([undefined, false, 'true', 1, {}])(
    'leads nowhere when email_verified is %j',
    async (verified) => {
      const server = await serve();
      const token = await issuer.sign({ email: 'ben@example.com', email_verified: verified });
      expect(await providersOf(server, token)).toEqual(['clerk']);
    },
  );
});

describe('a Clerk session token', () => {
  const clerk = {
    audience: undefined,
    authorizedParties: ['https://app.example.com'],
    claims: { sessionId: 'sid' },
  };
  const azp = 'https://app.example.com';

  test('tells which session is the current one', async () => {
    const server = await serve(clerk);
    const token = await issuer.sign({ aud: undefined, azp, sid: 'sess_ann2', sts: 'active' });
    const { data } = await server.askAs(
      token,
      '{ viewer { sessions { nodes { nativeId isCurrent provider { id } } } } }',
    );
    const rows: { nativeId: string; isCurrent: boolean | null }[] = data.viewer.sessions.nodes;
    expect(Object.fromEntries(rows.map(({ nativeId, isCurrent }) => [nativeId, isCurrent]))).toEqual({
      sess_ann1: false,
      sess_ann2: true,
    });
  });

  test.each([
    ['another frontend', { azp: 'https://evil.example' }, /another application/],
    ['no frontend', { azp: undefined }, /another application/],
    ['several frontends', { azp: [azp] }, /another application/],
    ['no session', { sid: undefined }, /no "sid" claim/],
    ['a session without a name', { sid: '' }, /names no session/],
    ['a session with tasks left', { sts: 'pending' }, /still pending/],
  ])('of %s is refused', async (_what, given, message) => {
    const server = await serve(clerk);
    const token = await issuer.sign({ aud: undefined, azp, sid: 'sess_ann1', ...given });
    await expectRefused(server, token, message);
  });

  test('a session is not needed where nobody said so, and then none is current', async () => {
    const server = await serve();
    const { data } = await server.askAs(
      await issuer.sign(),
      '{ viewer { sessions { nodes { isCurrent } } } }',
    );
    expect(data.viewer.sessions.nodes).toEqual([{ isCurrent: null }, { isCurrent: null }]);
  });
});

function claims(given: JWTPayload = {}): JWTPayload {
  return { iss: issuer.issuer, aud: audience, sub: 'user_ann', exp: now() + 60, ...given };
}

function unsigned(header: object): string {
  return [header, claims()].map((part) => base64url.encode(JSON.stringify(part))).join('.');
}

function signWith(key: KeyObject, header: object): string {
  const content = unsigned(header);
  const signature = sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' });
  return `${content}.${signature.toString('base64url')}`;
}

describe('two issuers that give the same id to different people', () => {
  test('are told apart by the prefix of one, and none can name people of the other', async () => {
    const other = await startIssuer();
    const entry = ({ issuer: name, jwksUri }: Issuer) => ({ issuer: name, audience, jwksUri });
    const server = await startGuardedServer({
      jwt: [entry(issuer), { ...entry(other), userIdPrefix: 'partners:' }],
    });
    const viewerOf = async (token: string) => (await server.askAs(token)).data.viewer;
    expect(await viewerOf(await issuer.sign())).toEqual({ id: 'user_ann' });
    expect(await viewerOf(await other.sign())).toEqual({ id: 'partners:user_ann' });
    await expectRefused(
      server,
      await issuer.sign({ sub: 'partners:user_ann' }),
      /^The token names somebody of another issuer/,
    );
  });

  test('the person of the other issuer sees nothing of their namesake', async () => {
    const server = await serve({ userIdPrefix: 'partners:' });
    const token = await issuer.sign();
    const { data } = await server.askAs(token, '{ viewer { sessions { nodes { id } } } }');
    expect(data).toEqual({ viewer: { sessions: { nodes: [] } } });
  });
});
