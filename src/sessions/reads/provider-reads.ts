/**
 * Every read of a provider, in two layers. Process-wide, `SharedReads` joins identical reads and keeps their answers for a moment, whoever
 * asks: who may see a row is decided afterwards, on the row. Per request, a DataLoader gathers the keys of one tick, so that a provider sees
 * one question for many users and can choose its cheapest plan.
 */
import type {
  ClientSessionList,
  ClientSessionQuery,
  ConnectedAccountRecord,
  ConnectedDeviceRecord,
  ConnectWebviewRecord,
  UserIdentityRecord,
} from '../../providers/client-sessions-api.ts';
import type {
  AccountSessions,
  Position,
  Provider,
  SessionPage,
  SessionRef,
} from '../../providers/provider.ts';
import type { AccountRecord, LinkKey, SessionRecord } from '../../providers/records.ts';
import {
  createLoaders,
  createSharedProviderReads,
  type Loaders,
  type SharedProviderReads,
} from './loaders.ts';
import { createPatience } from './time-budget.ts';

/** The reads of one provider, bound to one request. All reject with a `ProviderFailure`, or with the abort reason when the asker left. */
export interface ProviderReads {
  readonly provider: Provider;
  accounts(key: LinkKey, value: string): Promise<readonly AccountRecord[]>;
  sessionsOf(accountId: string): Promise<AccountSessions>;
  /** Null where the provider cannot be asked for a device. */
  sessionsOfDevice(deviceId: string): Promise<AccountSessions | null>;
  session(ref: SessionRef): Promise<SessionRecord | null>;
  page(position: Position | null, size: number): Promise<SessionPage>;
  count(): Promise<number | null>;
  clientSessions(query: ClientSessionQuery): Promise<ClientSessionList>;
  /** The devices of the connected account. */
  connectedDevices(connectedAccountId: string): Promise<readonly ConnectedDeviceRecord[]>;
  connectedAccount(id: string): Promise<ConnectedAccountRecord | null>;
  connectWebview(id: string): Promise<ConnectWebviewRecord | null>;
  userIdentity(id: string): Promise<UserIdentityRecord | null>;
  /** After a change in the same request: what was read before it is read anew, with the time that a new request would have. */
  forget(): void;
  /** Gives further reads the time that a new request would have. */
  takeMoreTime(): void;
}

/** One provider's reads for the process; a request gets its own by `forRequest`. */
export interface ReadSource {
  readonly provider: Provider;
  /** @param signal aborts when the asker has left. */
  forRequest(signal: AbortSignal): ProviderReads;
  /** A session of the account was changed: no answer from before may be given again. */
  forget(): void;
}

export function createReadSource(provider: Provider): ReadSource {
  const shared = createSharedProviderReads(provider);
  return {
    provider,
    forRequest: (signal) => requestReads(provider, shared, signal),
    forget() {
      for (const reads of Object.values(shared)) reads.clear();
    },
  };
}

/** Loaders are made when the request first asks the provider, and again after a change: what was read before it is gone with them. */
function requestReads(provider: Provider, shared: SharedProviderReads, signal: AbortSignal): ProviderReads {
  const patience = createPatience(signal, provider.timeoutMs);
  let made: Loaders | null = null;
  const loaders = () => (made ??= createLoaders(provider, shared, patience));
  return {
    provider,
    async accounts(key, value) {
      // An account that is only a key exists by its sessions, so asking for them answers both and is one call for many users.
      if (provider.linkBy === 'userIdentifierKey') {
        return accountOfKey(provider, value, await loaders().sessions.load(value));
      }
      return loaders().accounts.load(`${key}:${value}`);
    },
    sessionsOf: (accountId) => loaders().sessions.load(accountId),
    sessionsOfDevice: (deviceId) => loaders().deviceSessions.load(deviceId),
    session: (ref) => loaders().session.load(JSON.stringify([ref.nativeId, ref.accountId])),
    page: (position, size) => loaders().pages.load(JSON.stringify([position, size])),
    count: () => loaders().counts.load(''),
    clientSessions: (query) => loaders().clientSessionLists.load(JSON.stringify(query)),
    connectedDevices: (id) => loaders().connectedDevices.load(id),
    connectedAccount: (id) => loaders().connectedAccounts.load(id),
    connectWebview: (id) => loaders().connectWebviews.load(id),
    userIdentity: (id) => loaders().userIdentities.load(id),
    forget() {
      made = null;
      patience.renew();
    },
    takeMoreTime: () => patience.renew(),
  };
}

function accountOfKey(
  provider: Provider,
  key: string,
  { sessions }: AccountSessions,
): readonly AccountRecord[] {
  if (sessions.length === 0) return [];
  return [
    {
      providerId: provider.id,
      nativeId: key,
      keys: { nativeId: key, userIdentifierKey: key },
      verifiedEmails: [],
      email: null,
      username: null,
      displayName: null,
      avatarUrl: null,
      lastSignInAt: null,
    },
  ];
}
