/** A provider in memory, for rules that need many shapes of data and not one HTTP call. The adapters are tested against the emulators. */
import { showsUnverified } from '../../src/providers/email-address.ts';
import type {
  AccountSessions,
  Position,
  Provider,
  ProviderCapabilities,
  SessionPage,
} from '../../src/providers/provider.ts';
import type {
  AccountRecord,
  LinkKey,
  ProviderId,
  ProviderKind,
  SessionRecord,
} from '../../src/providers/records.ts';
import { ProviderFailure } from '../../src/upstream/failure.ts';

type Acts = 'sessionsOf' | 'readSession' | 'revokeSession';

export interface MemoryProvider extends Omit<Provider, Acts>, Required<Pick<Provider, Acts>> {
  accounts: readonly AccountRecord[];
  sessions: readonly SessionRecord[];
  /** How many accounts nobody can read. */
  brokenAccounts: number;
  /** Thrown by every read while it is set. */
  failure: ProviderFailure | null;
  /** What was asked: `findAccounts email 2`, `sessionsOf 3`, `readSessionPage`. */
  readonly calls: string[];
  /** Waited for before a session is ended, with its native id, or the account's for a bulk call. What it throws, that call rejects with. */
  beforeEnd: (nativeId: string) => void | Promise<void>;
  /** Native ids of sessions, in the order they were ended. */
  readonly ended: string[];
}

export interface MemoryOptions {
  readonly kind?: ProviderKind;
  readonly linkBy?: LinkKey;
  readonly listsAllSessions?: boolean;
  /** Sessions that were ended stay in the lists. */
  readonly keepsEnded?: boolean;
  /** Ids stay good that it lists no more. */
  readonly keepsOldIds?: boolean;
  /** It has a bulk call. */
  readonly endsAll?: boolean;
  /** 0 unless told otherwise. */
  readonly freshForMs?: number;
  /** 10 unless told otherwise. */
  readonly maxConcurrency?: number;
}

export function memoryProvider(id: string, options: MemoryOptions = {}): MemoryProvider {
  const providerId = id as ProviderId;
  const calls: string[] = [];
  const ask = (call: string) => {
    calls.push(call);
    if (provider.failure !== null) throw provider.failure;
  };
  const sessionsOf = (accountId: string): AccountSessions => ({
    sessions: provider.sessions.filter((session) => session.accountId === accountId),
    brokenRows: 0,
    truncated: false,
    failure: null,
    observedAt: 1,
  });
  const alive = new Set(['ACTIVE', 'PENDING', 'UNKNOWN']);
  const end = (session: SessionRecord) => {
    const kept = options.keepsEnded === true ? [{ ...session, state: 'REVOKED' as const }] : [];
    provider.sessions = provider.sessions.flatMap((other) => (other === session ? kept : [other]));
    provider.ended.push(session.nativeId);
  };
  const listsAll = options.listsAllSessions ?? true;
  const capabilities: ProviderCapabilities = {
    tellsDevice: true,
    tellsAddresses: options.linkBy !== 'userIdentifierKey',
    tellsIpAddress: true,
    tellsLocation: true,
    tellsExpiry: true,
    tellsEndedSessions: true,
    tellsCurrent: options.kind === 'clerk',
    keepsOldIds: options.keepsOldIds ?? false,
    listsSessions: true,
    listsAllSessions: listsAll,
    countsSessions: listsAll,
    revokesSessions: true,
    revokesAllSessions: options.endsAll === true,
    hasClientSessions: false,
  };
  const provider: MemoryProvider = {
    id: providerId,
    kind: options.kind ?? 'zendesk',
    name: `Memory (${id})`,
    linkBy: options.linkBy ?? 'externalId',
    timeoutMs: 5000,
    maxConcurrency: options.maxConcurrency ?? 10,
    freshForMs: options.freshForMs ?? 0,
    capabilities,
    accounts: [],
    sessions: [],
    brokenAccounts: 0,
    failure: null,
    calls,
    beforeEnd: () => {},
    ended: [],
    async findAccounts(key, values) {
      ask(`findAccounts ${key} ${values.length}`);
      const found = new Map(
        values.map((value) => [
          value,
          provider.accounts.filter((account) =>
            key === 'email' ? account.verifiedEmails.includes(value) : account.keys[key] === value,
          ),
        ]),
      );
      const unverified = new Map(
        values.map((value) => [
          value,
          provider.accounts.filter((account) => showsUnverified(account, value)),
        ]),
      );
      return { found, brokenRows: provider.brokenAccounts, ...(key === 'email' ? { unverified } : {}) };
    },
    async sessionsOf(accountIds) {
      ask(`sessionsOf ${accountIds.length}`);
      return new Map(accountIds.map((accountId) => [accountId, sessionsOf(accountId)]));
    },
    async readSession(ref) {
      ask('readSession');
      return provider.sessions.find(({ nativeId }) => nativeId === ref.nativeId) ?? null;
    },
    async readSessionPage(position: Position | null, size: number): Promise<SessionPage> {
      ask('readSessionPage');
      const rows = provider.sessions.toSorted((a, b) => (a.nativeId < b.nativeId ? -1 : 1));
      const rest = rows.filter(({ nativeId }) => position === null || nativeId > lastIdIn(position));
      const page = rest.slice(0, size);
      const last = page.at(-1);
      return {
        rows: page,
        positionAfter: (index) => ({ last: page[index]?.nativeId ?? null }),
        next: last === undefined || rest.length <= size ? null : { last: last.nativeId },
        truncated: false,
        brokenRows: 0,
        observedAt: 1,
      };
    },
    async countSessions() {
      ask('countSessions');
      return provider.sessions.length;
    },
    async revokeSession(ref) {
      ask('revokeSession');
      await provider.beforeEnd(ref.nativeId);
      const session = provider.sessions.find(({ nativeId }) => nativeId === ref.nativeId) ?? null;
      if (session === null) return { outcome: 'NOT_FOUND', session };
      if (session.state === 'REVOKED') return { outcome: 'ALREADY_ENDED', session };
      end(session);
      return { outcome: 'REVOKED', session: { ...session, state: 'REVOKED' } };
    },
    ...(options.endsAll === true && {
      async revokeAllSessions(accountId: string) {
        ask('revokeAllSessions');
        await provider.beforeEnd(accountId);
        for (const session of provider.sessions) {
          if (session.accountId === accountId && alive.has(session.state)) end(session);
        }
        return 'REVOKED' as const;
      },
    }),
    probe: async () => [],
  };
  return provider;
}

function lastIdIn(position: Position): string {
  const last = typeof position === 'object' && position !== null && 'last' in position ? position.last : null;
  if (typeof last !== 'string') throw new ProviderFailure('REJECTED', 'Not a position of this provider.');
  return last;
}

export function accountRecord(
  providerId: string,
  nativeId: string,
  more: Partial<AccountRecord> = {},
): AccountRecord {
  return {
    providerId: providerId as ProviderId,
    nativeId,
    keys: { nativeId },
    verifiedEmails: [],
    email: null,
    username: null,
    displayName: null,
    avatarUrl: null,
    lastSignInAt: null,
    lastActiveAt: null,
    banned: null,
    locked: null,
    ...more,
  };
}

export function sessionRecord(
  providerId: string,
  nativeId: string,
  more: Partial<SessionRecord> = {},
): SessionRecord {
  return {
    providerId: providerId as ProviderId,
    nativeId,
    accountId: null,
    state: 'ACTIVE',
    nativeState: null,
    createdAt: null,
    lastActiveAt: null,
    lastActivePrecision: null,
    expiresAt: null,
    endedAt: null,
    isOwnCredentials: null,
    deviceId: null,
    device: null,
    ipAddress: null,
    location: null,
    actor: null,
    details: { kind: 'zendesk' },
    observedAt: 1,
    ...more,
  };
}
