import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkConfig } from './check.ts';
import { ConfigError } from './mistake.ts';

const providers = [{ id: 'clerk', kind: 'clerk', secretKey: 'sk_test_x' }];
const key = { name: 'ops', sha256: 'a'.repeat(64), scopes: [] };
const issuer = { issuer: 'https://i.example', audience: 'a' };
const jwksUri = 'https://i.example/jwks.json';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const pem = (public_: KeyObject) => String(public_.export({ type: 'spki', format: 'pem' }));

function check(auth: unknown) {
  const checked = checkConfig({ auth, providers }, {}).auth;
  if (checked === undefined) throw new Error('auth is missing');
  return checked;
}

function mistakesIn(auth: unknown): string[] {
  try {
    check(auth);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

test.each([{}, { apiKeys: [] }, { jwt: [], apiKeys: [] }])('%j lets nobody in, and is a mistake', (auth) => {
  expect(mistakesIn(auth)).toEqual(['auth: lets nobody in; add apiKeys (see "sessiongraph key") or jwt']);
});

test('keys and issuers that would hide another are mistakes', () => {
  const entry = { ...issuer, jwksUri };
  expect(mistakesIn({ apiKeys: [key, { ...key, sha256: 'A'.repeat(64) }], jwt: [entry, entry] })).toEqual([
    'auth.apiKeys[1].name: is the same as in entry 0; every key needs a name of its own, which the audit tells it by',
    'auth.apiKeys[1].sha256: is the same as in entry 0; every key needs a secret of its own',
    'auth.jwt[1].issuer: is the same as in entry 0; put what differs into one entry',
  ]);
});

test('a token must have been made for this server', () => {
  const [mistake] = mistakesIn({ jwt: [{ issuer: 'https://i.example', jwksUri }] });
  expect(mistake).toMatch(/^auth\.jwt\[0\]: needs audience or authorizedParties/);
  expect(
    mistakesIn({ jwt: [{ issuer: 'https://i.example', jwksUri, authorizedParties: ['https://app'] }] }),
  ).toEqual([]);
});

test('the session claim is required where it is named, and `sid` where it is not', () => {
  const { jwt } = check({
    jwt: [
      { ...issuer, jwksUri, requiredClaims: ['org'], claims: { sessionId: 'session' } },
      { ...issuer, issuer: 'other', jwksUri },
    ],
  });
  expect(jwt.map(({ claims, requiredClaims }) => [claims.sessionId, requiredClaims])).toEqual([
    ['session', ['org', 'session']],
    ['sid', []],
  ]);
});

test.each(['http://i.example/jwks.json', 'ftp://i.example/jwks.json', 'jwks.json'])(
  'keys are not fetched from %s',
  (uri) => {
    expect(mistakesIn({ jwt: [{ ...issuer, jwksUri: uri }] })).toEqual([
      expect.stringMatching(/^auth\.jwt\[0\]\.jwksUri: must be /),
    ]);
  },
);

test('keys may be fetched without https on this computer', () => {
  expect(mistakesIn({ jwt: [{ ...issuer, jwksUri: 'http://localhost:9000/jwks.json' }] })).toEqual([]);
});

test.each([
  ['HS256', ['HS256']],
  ['none', ['none']],
  ['nothing', []],
])('%s is no algorithm to trust', (_name, algorithms) => {
  expect(mistakesIn({ jwt: [{ ...issuer, jwksUri, algorithms }] })).toHaveLength(1);
});

test('a public key keeps those algorithms that fit it', () => {
  const { jwt } = check({ jwt: [{ ...issuer, publicKey: pem(rsa.publicKey) }] });
  expect(jwt[0]?.algorithms).toEqual(['RS256']);
  expect(mistakesIn({ jwt: [{ ...issuer, publicKey: pem(ec384.publicKey) }] })).toEqual([
    'auth.jwt[0].algorithms: has none that fits the public key; it fits ES384',
  ]);
});

const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
const privatePem = String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
test.each([
  ['a private key', privatePem, 'is a private key'],
  ['a private JWK', JSON.stringify(rsa.privateKey.export({ format: 'jwk' })), 'is a private key'],
  ['a shared secret', JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' }), 'must be a public key'],
  ['a short key', pem(weak.publicKey), 'is an RSA key of less than 2048 bits'],
  ['half a key', pem(rsa.publicKey).slice(0, 200), 'must be a public key'],
  ['any text', 'hunter2', 'must be a public key'],
])('%s is no public key, and is not quoted', (_what, publicKey, reason) => {
  const [mistake = '', ...others] = mistakesIn({ jwt: [{ ...issuer, publicKey }] });
  expect(others).toEqual([]);
  expect(mistake).toContain(`auth.jwt[0].publicKey: ${reason}`);
  expect(mistake).not.toContain(publicKey.slice(-20));
});
