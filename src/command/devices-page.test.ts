import { expect, test } from 'vitest';
import { checkConfig } from '../config/check.ts';
import { ConfigError } from '../config/config.ts';
import { openConfiguredPage } from './devices-page.ts';

const issuer = 'https://login.example.com';
const config = checkConfig(
  {
    auth: { jwt: [{ issuer, audience: 'devices-page', jwksUri: `${issuer}/jwks` }] },
    providers: [{ id: 'locks', kind: 'seam', apiKey: 'seam_test_not_a_secret', linkBy: 'userIdentifierKey' }],
    page: { oidc: { issuer, clientId: 'devices-page' } },
  },
  {},
);

test('there is no page where nobody signs in, nor without `page`', async () => {
  expect(await openConfiguredPage({ page: config.page, auth: undefined })).toBeNull();
  expect(await openConfiguredPage({ page: undefined, auth: config.auth })).toBeNull();
});

test('a page that this installation does not have is a mistake in the configuration', async () => {
  await expect(openConfiguredPage(config, new URL('file:///nowhere/'))).rejects.toThrow(ConfigError);
});
