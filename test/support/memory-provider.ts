/** A provider in memory, for rules that need many shapes of data and not one HTTP call. The adapters are tested against the emulators. */
import type { AccountSessions, Position, Provider, SessionPage } from '../../src/providers/provider.ts';
import type {
  AccountRecord,
  LinkKey,
  ProviderId,
  ProviderKind,
  SessionRecord,
} from '../../src/providers/records.ts';
import { ProviderFailure } from '../../src/upstream/failure.ts';

export interface MemoryProvider extends Provider {
  accounts: readonly AccountRecord[];
  sessions: readonly SessionRecord[];
  /** Thrown by every read while it is set. */
  failure: ProviderFailure | null;
  /** What was asked: `findAccounts email 2`, `sessionsOf 3`, `readSessionPage`. */
  readonly calls: string[];
}

export interface MemoryOptions {
  readonly kind?: ProviderKind;
  readonly linkBy?: LinkKey;
  readonly listsAllSessions?: boolean;
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
  const provider: MemoryProvider = {
    id: providerId,
    kind: options.kind ?? 'zendesk',
    name: `Memory (${id})`,
    linkBy: options.linkBy ?? 'externalId',
    timeoutMs: 5000,
    freshForMs: 0,
    capabilities: {
      listsAllSessions: options.listsAllSessions ?? true,
      countsSessions: options.listsAllSessions ?? true,
      tellsDevice: true,
      tellsAddresses: options.linkBy !== 'userIdentifierKey',
      tellsIpAddress: true,
      tellsLocation: true,
      tellsExpiry: true,
      tellsEndedSessions: true,
      tellsCurrent: options.kind === 'clerk',
      keepsOldIds: false,
      endsSessions: true,
      hasClientSessions: false,
    },
    accounts: [],
    sessions: [],
    failure: null,
    calls,
    async findAccounts(key, values) {
      ask(`findAccounts ${key} ${values.length}`);
      return new Map(
        values.map((value) => [
          value,
          provider.accounts.filter((account) =>
            key === 'email' ? account.verifiedEmails.includes(value) : account.keys[key] === value,
          ),
        ]),
      );
    },
    async sessionsOf(accountIds) {
      ask(`sessionsOf ${accountIds.length}`);
      return new Map(accountIds.map((accountId) => [accountId, sessionsOf(accountId)]));
    },
    async readSession(ref) {
      ask('readSession');
      return provider.sessions.find(({ nativeId }) => nativeId === ref.nativeId) ?? null;
    },
    async readSessionPage(position, size): Promise<SessionPage> {
      ask('readSessionPage');
      const rows = provider.sessions.toSorted((a, b) => (a.nativeId < b.nativeId ? -1 : 1));
      const rest = rows.filter(({ nativeId }) => position === null || nativeId > lastIdIn(position));
      const page = rest.slice(0, size);
      const last = page.at(-1);
      return {
        rows: page.map((session) => ({ session, after: { last: session.nativeId } })),
        next: last === undefined || rest.length <= size ? null : { last: last.nativeId },
        brokenRows: 0,
        observedAt: 1,
      };
    },
    async countSessions() {
      ask('countSessions');
      return provider.sessions.length;
    },
    async endSession(ref) {
      ask('endSession');
      const session = provider.sessions.find(({ nativeId }) => nativeId === ref.nativeId) ?? null;
      provider.sessions = provider.sessions.filter((candidate) => candidate !== session);
      return { outcome: session === null ? 'NOT_FOUND' : 'REVOKED', session };
    },
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
    details: { kind: 'zendesk', userId: null, authenticatedAt: null, lastSeenAt: null, url: null },
    observedAt: 1,
    ...more,
  };
}
