import { seamApiKey, seamClientSession, seamId, seamUserIdentity, seamWorld } from '../../demo/seam/build.ts';
import { startSeamEmulator } from '../../demo/seam/emulator.ts';
import type { SeamClientSession } from '../../demo/seam/world.ts';
import { describeProviderContract, type ContractSetup } from '../contract-suite.ts';
import { seam, createSeam } from './kind.ts';
import { seamConfig } from './config.ts';

const wrongKey = 'seam_test0wrong0wrong0wrong0';
const identities = { busy: seamId(1, 1), other: seamId(1, 2), idle: seamId(1, 3) };

/** Linking by e-mail is the suite's usual way, since an account that is only a key cannot be without a session. */
const setup: ContractSetup = async ({ linkBy, now, openUpstream }) => {
  const byKey = linkBy === 'userIdentifierKey';
  let made = 0;
  const newSession = (person: 'busy' | 'other'): SeamClientSession => {
    made += 1;
    return seamClientSession({
      id: seamId(9, made),
      createdAt: now() - 86_400_000 + made * 1000,
      userIdentifierKey: person,
      userIdentityId: identities[person],
    });
  };
  const sessions = (person: 'busy' | 'other', count: number) =>
    Array.from({ length: count }, () => newSession(person));
  const world = seamWorld({
    userIdentities: [
      seamUserIdentity({ id: identities.busy, createdAt: now(), email: 'Busy@example.com' }),
      seamUserIdentity({ id: identities.other, createdAt: now(), email: 'other@example.com' }),
      seamUserIdentity({ id: identities.idle, createdAt: now(), fullName: 'Idle' }),
    ],
    clientSessions: [...sessions('busy', 40), ...sessions('other', 3)],
  });
  const emulator = await startSeamEmulator({ world, now });
  const upstream = openUpstream(emulator.url);
  const make = (apiKey: string) =>
    createSeam(
      seamConfig.parse({
        id: 'locks',
        kind: 'seam',
        baseUrl: emulator.url,
        apiKey,
        linkBy: linkBy ?? 'email',
      }),
      { upstream, now },
    );
  const person = (name: 'busy' | 'other' | 'idle') => {
    const accountId = byKey ? name : identities[name];
    return {
      accountId,
      keys: { nativeId: accountId, userIdentifierKey: name, email: `${name}@example.com` },
    };
  };
  const ofAccount = (accountId: string) =>
    world.clientSessions.filter(
      (session) => (byKey ? session.userIdentifierKey : session.userIdentityId) === accountId,
    );
  const nameOf = (accountId: string) =>
    accountId === 'other' || accountId === identities.other ? 'other' : 'busy';

  return {
    provider: make(seamApiKey),
    withWrongCredentials: make(wrongKey),
    get secrets() {
      return [seamApiKey, wrongKey, ...world.clientSessions.map((session) => session.token)];
    },
    emulator,
    busy: person('busy'),
    other: person('other'),
    idle: person('idle'),
    // Seam's search finds Busy@example.com by this part of it.
    unverifiedEmail: 'y@example.com',
    unknownAccountId: byKey ? 'nobody' : seamId(1, 99),
    unknownSessionId: seamId(9, 999_999),
    sessionIdsOf: (accountId) => ofAccount(accountId).map((session) => session.id),
    allSessionIds: () => world.clientSessions.map((session) => session.id),
    addSession(accountId) {
      const session = newSession(nameOf(accountId));
      world.clientSessions.push(session);
      return session.id;
    },
    // Seam does not tell that somebody else revoked a session; that it expired, it does.
    endSession(sessionId) {
      for (const session of world.clientSessions) if (session.id === sessionId) session.expiresAt = now();
    },
    crowd(accountId) {
      world.clientSessions.push(...sessions(nameOf(accountId), 1001));
    },
    breakOneRow(accountId) {
      const [session] = ofAccount(accountId);
      if (session === undefined) throw new Error(`${accountId} has no session`);
      world.clientSessions = world.clientSessions.map((row) =>
        row === session ? { ...row, overrides: { created_at: 'yesterday' } } : row,
      );
      return session.id;
    },
    readsLaterPage: null,
    close: () => emulator.close(),
  };
};

describeProviderContract(seam, setup, {
  afterRevoking: 'REVOKED',
  revoking: 'REVOKED',
  revokingAgain: 'ALREADY_ENDED',
  findsSessionsWithoutAccount: true,
});
