/** What is really so at the demo's providers: whose each session is, and whether it goes on. Read from the emulators' own worlds, never through the product. */
import type { Demo } from '../../src/demo/demo.ts';

export type ProviderId = keyof Demo['emulators'];

export interface Truth {
  /** By `keyOf`. A session that is not in here never was. */
  readonly sessions: ReadonlyMap<string, TrueSession>;
  /** Keys of the sessions that go on now. */
  alive(belongs?: (session: TrueSession) => boolean): ReadonlySet<string>;
  /** Notes which sessions have ended since it was last called. */
  look(): void;
  /** From when on it is known that the session has ended, on the clock of `performance.now()`; Infinity while it goes on. */
  endedBy(key: string): number;
}

export interface TrueSession {
  readonly key: string;
  readonly providerId: ProviderId;
  readonly nativeId: string;
  /** In the company's directory; null where nothing leads to anybody. */
  readonly owner: string | null;
  isAlive(): boolean;
  /** Whether its provider shows it as one that goes on. It may have ended: Seam has no mark for a session that was revoked. */
  looksAlive(): boolean;
}

export function keyOf(providerId: string, nativeId: string): string {
  return `${providerId} ${nativeId}`;
}

function session(
  providerId: ProviderId,
  nativeId: string,
  owner: string | null,
  isAlive: () => boolean,
  looksAlive = isAlive,
): TrueSession {
  return { key: keyOf(providerId, nativeId), providerId, nativeId, owner, isAlive, looksAlive };
}

/** @param now the providers' clock. */
export function truthOf({ company, emulators }: Demo, now: () => number): Truth {
  const { clerk, chat, support, locks } = emulators;
  const known = new Set(company.people.map(({ id }) => id));
  const personOr = (id: string | null | undefined) => (id && known.has(id) ? id : null);
  const ownerAtSupport = (userId: number) => {
    const identities = support.world.users.find(({ id }) => id === userId)?.identities ?? [];
    const verified = new Set(
      identities.flatMap(({ value, verification_method: how }) => (how === 'full' ? [value] : [])),
    );
    return (
      company.people.find(({ email, emailVerified }) => emailVerified && verified.has(email))?.id ?? null
    );
  };
  const all = [
    ...clerk.world.sessions.map((one) =>
      session(
        'clerk',
        one.id,
        personOr(clerk.world.users.find(({ id }) => id === one.user_id)?.external_id),
        () => (one.status === 'active' || one.status === 'pending') && one.expire_at > now(),
      ),
    ),
    ...chat.world.sessions.map((one) =>
      session(
        'chat',
        one.sessionId,
        personOr(chat.world.users.find(({ id }) => id === one.userId)?.username),
        () => one.logoutAt === null,
      ),
    ),
    ...support.world.sessions.map((one) =>
      session('support', String(one.id), ownerAtSupport(one.user_id), () =>
        support.world.sessions.includes(one),
      ),
    ),
    ...locks.world.clientSessions.map((one) =>
      session(
        'locks',
        one.id,
        personOr(one.userIdentifierKey),
        () => one.revokedAt === null && one.expiresAt > now(),
        () => one.expiresAt > now(),
      ),
    ),
  ];
  const sessions = new Map(all.map((one) => [one.key, one]));
  const ended = new Map<string, number>();
  return {
    sessions,
    alive: (belongs = () => true) =>
      new Set(all.flatMap((one) => (belongs(one) && one.isAlive() ? [one.key] : []))),
    look() {
      const at = performance.now();
      for (const one of all) if (!ended.has(one.key) && !one.isAlive()) ended.set(one.key, at);
    },
    endedBy: (key) => ended.get(key) ?? Infinity,
  };
}
