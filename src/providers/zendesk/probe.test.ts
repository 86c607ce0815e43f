import { expect, test } from 'vitest';
import { agentToken, anyCall, oauth, openZendesk } from './testing.ts';

const apiToken = {
  bearerToken: undefined,
  apiToken: { email: 'admin@example.com', token: 'legacy-api-token' },
};

test('an OAuth client of an admin works and needs nothing', async () => {
  const { zendesk } = await openZendesk({ config: oauth });
  expect(await zendesk.probe(anyCall())).toEqual([
    { ok: true, message: 'Signed in as admin@example.com, role "admin".' },
    { ok: true, message: 'Reads sessions.' },
  ]);
});

test('an API token works, with a warning of its end', async () => {
  const { zendesk } = await openZendesk({ config: apiToken });
  const lines = await zendesk.probe(anyCall());
  expect(lines.every(({ ok }) => ok)).toBe(true);
  expect(lines.at(-1)?.message).toContain('2027-04-30');
  expect(lines.at(-1)?.message).toContain('use oauth');
});

test('an API token does not work after 2027-04-30', async () => {
  const { zendesk, clock } = await openZendesk({ config: apiToken });
  clock.now = Date.parse('2027-05-01T00:00:00Z');
  expect((await zendesk.probe(anyCall())).at(-1)).toMatchObject({ ok: false });
});

test('a bearer token is told to be one that nobody renews', async () => {
  const { zendesk } = await openZendesk();
  const lines = await zendesk.probe(anyCall());
  expect(lines.at(-1)).toMatchObject({ ok: true, message: expect.stringContaining('not renewed') });
});

test('credentials that Zendesk does not know are told as such', async () => {
  const { zendesk } = await openZendesk({ config: { bearerToken: 'wrong' } });
  const [line] = await zendesk.probe(anyCall());
  expect(line).toMatchObject({ ok: false, message: expect.stringContaining('Anonymous user') });
});

test('an agent is no admin, but may see their own', async () => {
  const { zendesk: asAdmin } = await openZendesk({ config: { bearerToken: agentToken } });
  expect((await asAdmin.probe(anyCall()))[0]).toMatchObject({
    ok: false,
    message: expect.stringContaining('set access to self'),
  });
  const { zendesk: asSelf } = await openZendesk({ config: { bearerToken: agentToken, access: 'self' } });
  expect((await asSelf.probe(anyCall())).every(({ ok }) => ok)).toBe(true);
});

test('a client that may only read cannot end sessions', async () => {
  const { zendesk, emulator } = await openZendesk({ config: oauth });
  emulator.world.oauthClients = emulator.world.oauthClients.map((client) => ({
    ...client,
    allowed_scopes: ['read'],
  }));
  const lines = await zendesk.probe(anyCall());
  expect(lines.filter(({ ok }) => !ok)).toMatchObject([{ message: expect.stringContaining('"write"') }]);
});

test('refused cursors are a limit, not a fault', async () => {
  const { zendesk } = await openZendesk({ settings: { cursorPaging: false } });
  const lines = await zendesk.probe(anyCall());
  expect(lines.every(({ ok }) => ok)).toBe(true);
  expect(lines[1]?.message).toContain('10,000');
});
