import { startZendeskEmulator } from '../../demo/zendesk/emulator.ts';
import { zendeskEmail, zendeskSession, zendeskUser, type ZendeskWorld } from '../../demo/zendesk/world.ts';
import { describeProviderContract, type ContractSetup } from '../contract-suite.ts';
import { zendesk, createZendesk } from './kind.ts';
import { zendeskConfig } from './config.ts';

const clientSecret = 'af3t24tfj34h43s';
const wrongSecret = 'wrong0wrong0wrong0';

const setup: ContractSetup = async ({ linkBy, now, openUpstream }) => {
  let made = 0;
  const sessions = (userId: number, count: number) =>
    Array.from({ length: count }, () => {
      made += 1;
      return zendeskSession(3_432_432_000 + made, userId, now() - 86_400_000 + made * 1000);
    });
  const world: ZendeskWorld = {
    users: [
      zendeskUser({ id: 1, role: 'admin' }, 'admin@example.com'),
      zendeskUser({ id: 42, external_id: 'Busy-1' }, 'Busy@Example.com', 'second@example.com'),
      zendeskUser({ id: 43, external_id: 'one,two' }, 'other@example.com'),
      zendeskUser({ id: 44, identities: [zendeskEmail('unverified@example.com', 'none')] }),
    ],
    sessions: [],
    oauthClients: [
      {
        identifier: 'sessiongraph',
        secret: clientSecret,
        kind: 'confidential',
        user_id: 1,
        allowed_scopes: ['read', 'write'],
      },
    ],
    oauthTokens: [],
    apiTokens: [],
  };
  world.sessions = [...sessions(42, 120), ...sessions(43, 3), ...sessions(42, 30)];
  const emulator = await startZendeskEmulator({ world, now });
  const upstream = openUpstream(emulator.url);
  const make = (secret: string) =>
    createZendesk(
      zendeskConfig.parse({
        id: 'support',
        kind: 'zendesk',
        baseUrl: emulator.url,
        oauth: { clientId: 'sessiongraph', clientSecret: secret },
        ...(linkBy === null ? {} : { linkBy }),
      }),
      { upstream, now },
    );
  const ofUser = (accountId: string) =>
    world.sessions.filter((session) => String(session.user_id) === accountId);

  return {
    provider: make(clientSecret),
    withWrongCredentials: make(wrongSecret),
    secrets: [clientSecret, wrongSecret],
    emulator,
    busy: { accountId: '42', keys: { externalId: 'Busy-1', email: 'busy@example.com' } },
    other: { accountId: '43', keys: { externalId: 'one,two', email: 'other@example.com' } },
    idle: { accountId: '44', keys: {} },
    unverifiedEmail: 'unverified@example.com',
    unknownAccountId: '999',
    unknownSessionId: '999999',
    sessionIdsOf: (accountId) => idsOf(ofUser(accountId)),
    allSessionIds: () => idsOf(world.sessions),
    addSession(accountId) {
      const added = sessions(Number(accountId), 1);
      world.sessions.push(...added);
      return idsOf(added)[0] ?? '';
    },
    endSession(sessionId) {
      world.sessions = world.sessions.filter((session) => String(session.id) !== sessionId);
    },
    crowd(accountId) {
      world.sessions.push(...sessions(Number(accountId), 1000));
    },
    breakOneRow(accountId) {
      const [row] = ofUser(accountId);
      if (row === undefined) throw new Error(`${accountId} has no session`);
      row.shownAs = { id: { broken: true } };
      return String(row.id);
    },
    readsLaterPage: (call) => /\/sessions\?.*page%5Bafter%5D=/.test(call),
    close: () => emulator.close(),
  };
};

function idsOf(rows: ZendeskWorld['sessions']): string[] {
  return rows.map((session) => String(session.id));
}

describeProviderContract(zendesk, setup, {
  afterRevoking: 'GONE',
  revoking: 'REVOKED',
  revokingAgain: 'NOT_FOUND',
  findsSessionsWithoutAccount: false,
});
