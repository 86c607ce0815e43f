import { expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { checkConfig } from './check.ts';

const issuer = 'https://login.example.com';
const clientId = 'devices-page';
const jwt = [{ issuer, audience: ['app', clientId], jwksUri: `${issuer}/jwks` }];
const providers = [
  { id: 'locks', kind: 'seam', apiKey: 'seam_test_not_a_secret', linkBy: 'userIdentifierKey' },
];

function check(page: object, auth: object | undefined = { jwt }) {
  return checkConfig({ providers, page, ...(auth === undefined ? {} : { auth }) }, {}).page;
}

function mistakes(page: object, auth?: object): string {
  try {
    check(page, auth);
    return 'none';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

test('a page needs no more than an issuer and a client id', () => {
  expect(check({ oidc: { issuer, clientId } })).toEqual({
    path: '/devices',
    oidc: { issuer, clientId, scope: 'openid email' },
  });
});

test('a page whose tokens would not be accepted is a mistake, by key', () => {
  const page = { oidc: { issuer, clientId } };
  expect(mistakes({ oidc: { issuer: 'https://other.example', clientId } })).toMatch(
    /^page\.oidc\.issuer: is the issuer of no entry of auth\.jwt/,
  );
  expect(mistakes({ oidc: { issuer, clientId: 'another' } })).toMatch(
    /^page\.oidc\.clientId: is no audience/,
  );
  const apiKeys = [{ name: 'ops', sha256: 'a'.repeat(64), scopes: [] }];
  expect(mistakes(page, { apiKeys })).toMatch(/^page\.oidc\.issuer: is the issuer of no entry/);
});

test.for([
  [{ path: '/graphql' }, 'page.path'],
  [{ path: '/demo/devices' }, 'page.path'],
  [{ path: 'devices' }, 'page.path'],
  [{ path: '/devices/' }, 'page.path'],
  [{ changePasswordUrl: 'javascript:alert(1)' }, 'page.changePasswordUrl'],
  [{ reportUrl: '/report' }, 'page.reportUrl'],
  [{ locale: 'not a language' }, 'page.locale'],
  [{ oidc: { issuer: 'http://login.example.com', clientId } }, 'page.oidc.issuer'],
] as const)('%j is a mistake at %s', ([change, key]) => {
  expect(mistakes({ oidc: { issuer, clientId }, ...change })).toContain(`${key}: `);
});
