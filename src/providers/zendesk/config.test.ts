import { expect, test } from 'vitest';
import { zendeskConfig } from './config.ts';

const entry = { id: 'support', kind: 'zendesk', baseUrl: 'https://acme.zendesk.com' };
const ways = {
  oauth: { clientId: 'sessiongraph', clientSecret: 'secret' },
  bearerToken: 'token',
  apiToken: { email: 'ops@example.com', token: 'token' },
};

test.each(Object.entries(ways))('takes %s alone, for an admin who is linked by externalId', (key, value) => {
  expect(zendeskConfig.parse({ ...entry, [key]: value })).toMatchObject({
    [key]: value,
    access: 'admin',
    linkBy: 'externalId',
  });
});

test.each([
  ['none', {}],
  ['two', { oauth: ways.oauth, bearerToken: ways.bearerToken }],
  ['three', ways],
])('refuses %s of the credentials and names them', (_, credentials) => {
  const parsed = zendeskConfig.safeParse({ ...entry, ...credentials });
  expect(parsed.error?.issues[0]?.message).toBe('give exactly one of oauth, bearerToken and apiToken');
});

test.each([
  ['a path in baseUrl', { baseUrl: 'https://acme.zendesk.com/api/v2' }, 'baseUrl'],
  ['a linkBy of another kind', { linkBy: 'username' }, 'linkBy'],
  ['an access of its own', { access: 'agent' }, 'access'],
  ['an empty secret', { bearerToken: ' ' }, 'bearerToken'],
])('refuses %s', (_, change, key) => {
  const parsed = zendeskConfig.safeParse({ ...entry, bearerToken: 'token', ...change });
  expect(parsed.error?.issues.map(({ path }) => path[0])).toContain(key);
});
