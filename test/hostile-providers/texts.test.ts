/** What a provider writes is shown as text of a bounded length, and as nothing else. */
import { expect, test } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import { startAsking } from './asking.ts';
import { answerLists, json, lists } from './session-lists.ts';

const { ask, emulators, outcomeOf } = startAsking();

/** Changes what Clerk tells of the person. */
function tellOfUser(changes: object): void {
  const { clerk } = emulators();
  const user = clerk.world.users.find(({ external_id: id }) => id === cast.ordinary);
  clerk.instead = (call) =>
    call.includes('/v1/users') ? json(JSON.stringify([{ ...user, ...changes }])) : null;
}

async function clerkAccount(): Promise<{
  displayName: string | null;
  avatarUrl: string | null;
  bytes: number;
}> {
  const { user, bytes } = await ask();
  const account = user.accounts.find(({ provider }: { provider: { id: string } }) => provider.id === 'clerk');
  return { displayName: null, avatarUrl: null, ...account, bytes };
}

test.each([
  ['a bidirectional override', 'Mara\u202egnp.exe'],
  ['control characters', 'Ma\u0000ra\u001b[31m\u0085'],
])('a name with %s loses it', async (_what, name) => {
  tellOfUser({ first_name: name });
  const { displayName } = await clerkAccount();
  expect(displayName).toMatch(/^Ma.*Lindholm$/);
  expect(displayName).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test.each([501, 5_000_000])(
  'a name of %i letters is shown with 500 at most, or not at all',
  async (length) => {
    tellOfUser({ first_name: 'M'.repeat(length) });
    const { displayName, bytes } = await clerkAccount();
    expect(displayName?.length ?? 0).toBeLessThanOrEqual(500);
    expect(bytes).toBeLessThan(100_000);
  },
);

test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'])(
  '%s is no address of a picture',
  async (url) => {
    tellOfUser({ image_url: 'https://img.example/mara.png' });
    expect((await clerkAccount()).avatarUrl).toBe('https://img.example/mara.png');
    tellOfUser({ image_url: url });
    expect((await clerkAccount()).avatarUrl).toBeNull();
  },
);

test.each([501, 5_000_000])('a country of %i letters costs its row at most, and says so', async (length) => {
  const row = lists.clerk.row(1, emulators());
  const activity = { object: 'session_activity', id: 'a', is_mobile: false, country: 'N'.repeat(length) };
  const rows = [{ ...row, latest_activity: activity }, lists.clerk.row(2, emulators())];
  answerLists(emulators(), 'clerk', () => json(JSON.stringify({ data: rows, total_count: 2 })));
  const { bytes, report, rows: shown, user } = await outcomeOf('clerk');
  expect(bytes).toBeLessThan(100_000);
  expect(report.complete).toBe(shown.length === rows.length);
  for (const { location } of user.clerk.nodes) {
    expect(location?.country?.length ?? 0).toBeLessThanOrEqual(500);
  }
});
