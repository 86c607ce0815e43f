import { expect, test } from 'vitest';
import { seamConfig } from './config.ts';

const workspaceId = '5eab0000-0000-4000-8000-000000000001';
const read = (credentials: object) => seamConfig.safeParse({ id: 'locks', kind: 'seam', ...credentials });
const problems = (credentials: object) => {
  const parsed = read(credentials);
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

test('an API key is enough', () => {
  expect(read({ apiKey: 'seam_test2bMS_94SrGUXu' }).data).toMatchObject({
    baseUrl: 'https://connect.getseam.com',
    linkBy: 'userIdentifierKey',
  });
});

test('a personal access token goes with a workspace', () => {
  expect(problems({ personalAccessToken: 'seam_at1_long', workspaceId })).toEqual([]);
  expect(problems({ personalAccessToken: 'seam_at1_long' })).toEqual([
    'workspaceId: is required with personalAccessToken: one of its workspaces must be chosen',
  ]);
});

test.each([
  ['none', {}],
  ['both', { apiKey: 'seam_k1', personalAccessToken: 'seam_at1_long', workspaceId }],
])('%s of the two credentials is an error that says what to give', (_, credentials) => {
  expect(problems(credentials)).toContain(
    'apiKey: give either apiKey, or personalAccessToken with workspaceId, and not both',
  );
});

test.each([
  ['seam_at1_hush', 'is a personal access token: give it as personalAccessToken'],
  ['seam_cst1_hush', 'is a client session token, which is for browsers'],
  ['seam_pk1_hush', 'is a publishable key, which may not read sessions'],
  ['sk_live_hush', 'must start with "seam_"'],
  ['seam_hush hush', 'must start with "seam_"'],
])('%s is refused as an API key, with the fix and without the key', (apiKey, fix) => {
  const [problem, ...more] = problems({ apiKey });
  expect(more).toEqual([]);
  expect(problem).toContain(`apiKey: ${fix}`);
  expect(problem).not.toContain('hush');
});

test('an API key is refused as a personal access token', () => {
  expect(problems({ personalAccessToken: 'seam_test_hush', workspaceId })).toEqual([
    'personalAccessToken: must start with "seam_at"; an API key is given as apiKey',
  ]);
});

test('a workspace beside an API key is refused, since it would have no effect', () => {
  expect(problems({ apiKey: 'seam_k1', workspaceId })).toEqual([
    'workspaceId: goes with personalAccessToken only: an API key is bound to its workspace, so leave it out',
  ]);
});
