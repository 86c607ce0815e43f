import { startClerkEmulator } from '../../demo/clerk/emulator.ts';
import { clerkEmailAddress, clerkSession, clerkUser, type ClerkWorld } from '../../demo/clerk/world.ts';
import { describeProviderContract, type ContractSetup } from '../contract-suite.ts';
import { clerk, createClerk } from './kind.ts';
import { clerkConfig } from './config.ts';

const secretKey = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const wrongKey = 'sk_live_wrong0wrong0wrong0wrong0';

const setup: ContractSetup = async ({ linkBy, now, openUpstream }) => {
  const startedAt = now() - 3 * 24 * 60 * 60 * 1000;
  let made = 0;
  const newSession = (userId: string) => {
    made += 1;
    const number = String(made).padStart(5, '0');
    return clerkSession({
      id: `sess_${number}`,
      user_id: userId,
      created_at: startedAt + made * 1000,
      latest_activity: {
        object: 'session_activity',
        id: `sess_activity_${number}`,
        is_mobile: false,
        device_type: 'Macintosh',
        browser_name: 'Chrome',
        browser_version: '138.0.0.0',
        ip_address: '66.41.122.192',
        city: 'San Francisco',
        country: 'US',
      },
    });
  };
  const sessions = (userId: string, count: number) => Array.from({ length: count }, () => newSession(userId));

  const world: ClerkWorld = {
    secretKey,
    users: [
      clerkUser({ id: 'user_busy', created_at: startedAt, external_id: '42' }, 'busy@example.com'),
      clerkUser({ id: 'user_other', created_at: startedAt, external_id: '-43' }, 'other@example.com'),
      clerkUser({
        id: 'user_idle',
        created_at: startedAt,
        email_addresses: [clerkEmailAddress('unverified@example.com', 'unverified')],
      }),
    ],
    sessions: [...sessions('user_busy', 501), ...sessions('user_other', 3)],
  };
  const emulator = await startClerkEmulator({ world, now });
  // The other answer is told from a revoking by the clock, which stands still here: see revoke.test.ts.
  emulator.behaviour.revokeOfEnded = 'refuses';
  const upstream = openUpstream(emulator.url);
  const make = (key: string) =>
    createClerk(
      clerkConfig.parse({
        id: 'clerk',
        kind: 'clerk',
        baseUrl: emulator.url,
        secretKey: key,
        ...(linkBy === null ? {} : { linkBy }),
      }),
      { upstream, now },
    );

  return {
    provider: make(secretKey),
    withWrongCredentials: make(wrongKey),
    secrets: [secretKey, wrongKey],
    emulator,
    busy: { accountId: 'user_busy', keys: { externalId: '42', email: 'busy@example.com' } },
    other: { accountId: 'user_other', keys: { externalId: '-43', email: 'other@example.com' } },
    idle: { accountId: 'user_idle', keys: {} },
    unverifiedEmail: 'unverified@example.com',
    unknownAccountId: 'user_unknown',
    unknownSessionId: 'sess_unknown',
    sessionIdsOf: (accountId) =>
      world.sessions.filter((session) => session.user_id === accountId).map((session) => session.id),
    allSessionIds: () => world.sessions.map((session) => session.id),
    addSession(accountId) {
      const session = newSession(accountId);
      world.sessions.push(session);
      return session.id;
    },
    endSession(sessionId) {
      for (const session of world.sessions) if (session.id === sessionId) session.status = 'ended';
    },
    crowd(accountId) {
      world.sessions.push(...sessions(accountId, 600));
    },
    breakOneRow(accountId) {
      const row = world.sessions.find((session) => session.user_id === accountId);
      if (row === undefined) throw new Error(`${accountId} has no session`);
      const { id } = row;
      Object.assign(row, { id: 7 });
      return id;
    },
    readsLaterPage: (call) => /\/sessions\?.*offset=[1-9]/.test(call),
    close: () => emulator.close(),
  };
};

describeProviderContract(clerk, setup, {
  afterRevoking: 'REVOKED',
  revoking: 'REVOKED',
  revokingAgain: 'ALREADY_ENDED',
  findsSessionsWithoutAccount: true,
});
