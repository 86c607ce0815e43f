import { startRocketChatEmulator } from '../../demo/rocketchat/emulator.ts';
import { describeProviderContract, type ContractSetup } from '../contract-suite.ts';
import { rocketchat, createRocketChat } from './kind.ts';
import { rocketChatConfig } from './config.ts';
import { bot, noon, session, sessions, user, workspace } from './testing.ts';

const wrongToken = 'wrong-token-0123456789';

const setup: ContractSetup = async ({ linkBy, now, openUpstream }) => {
  const world = workspace({
    users: [
      user('busyBusyBusyBusy1', {
        username: 'busy',
        emails: [{ address: 'busy@example.com', verified: true }],
      }),
      user('otherOtherOther01', { username: 'other' }),
      user('idleIdleIdleIdle1', {
        username: 'idle',
        emails: [{ address: 'unverified@example.com', verified: false }],
      }),
    ],
    sessions: [
      ...sessions('busySession', 'busyBusyBusyBusy1', 230),
      ...sessions('otherSession', 'otherOtherOther01', 3),
    ],
  });
  const emulator = await startRocketChatEmulator({ world, now });
  const upstream = openUpstream(emulator.url);
  const make = (authToken: string) =>
    createRocketChat(
      rocketChatConfig.parse({
        id: 'chat',
        kind: 'rocketchat',
        baseUrl: emulator.url,
        userId: bot.userId,
        authToken,
        ...(linkBy === null ? {} : { linkBy }),
      }),
      { upstream, now },
    );
  const living = () => world.sessions.filter(({ logoutAt }) => logoutAt === null);
  const person = (accountId: string) => {
    const { username = '', emails = [] } = world.users.find(({ id }) => id === accountId) ?? {};
    return {
      accountId,
      keys: { nativeId: accountId, username, ...(emails[0]?.verified ? { email: emails[0].address } : {}) },
    };
  };
  let added = 0;

  return {
    provider: make(bot.authToken),
    withWrongCredentials: make(wrongToken),
    emulator,
    secrets: [bot.authToken, wrongToken, ...world.sessions.map(({ loginToken }) => loginToken)],
    busy: person('busyBusyBusyBusy1'),
    other: person('otherOtherOther01'),
    idle: person('idleIdleIdleIdle1'),
    unverifiedEmail: 'unverified@example.com',
    unknownAccountId: 'nobodyNobodyNobod',
    unknownSessionId: 'neverNeverNeverNe',
    sessionIdsOf: (accountId) =>
      living()
        .filter(({ userId }) => userId === accountId)
        .map(({ sessionId }) => sessionId),
    allSessionIds: () => living().map(({ sessionId }) => sessionId),
    addSession(accountId) {
      added += 1;
      const sessionId = `addedSession${added}`;
      world.sessions.push(session(sessionId, accountId, { loginAt: noon + added }));
      return sessionId;
    },
    endSession(sessionId) {
      for (const each of world.sessions) if (each.sessionId === sessionId) each.logoutAt = noon;
    },
    crowd(accountId) {
      world.sessions.push(...sessions('crowdSession', accountId, 1000));
    },
    breakOneRow(accountId) {
      const broken = living().find(({ userId }) => userId === accountId);
      if (broken === undefined) throw new Error(`${accountId} has no session`);
      broken.oddities = { sessionId: 4 };
      return broken.sessionId;
    },
    readsLaterPage: (call) => call.includes('/sessions/list.all?') && !call.includes('offset=0'),
    close: () => emulator.close(),
  };
};

describeProviderContract(rocketchat, setup, {
  afterRevoking: 'GONE',
  revoking: 'REVOKED',
  revokingAgain: 'ALREADY_ENDED',
  findsSessionsWithoutAccount: true,
});
