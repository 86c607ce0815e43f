/**
 * Every read of a provider, declared once: what its key is, whether keys are read together, what may be shared. The loaders of a request, what
 * requests share, and the methods of `ProviderReads` are derived from it, types included.
 */
import type {
  ClientSessionList,
  ClientSessionQuery,
  ClientSessionsApi,
  ConnectedAccountRecord,
  ConnectedDeviceList,
  ConnectWebviewRecord,
  UserIdentityRecord,
} from '../../providers/client-sessions-api.ts';
import type { Found } from '../../providers/found.ts';
import type {
  AccountSessions,
  AllSessions,
  Position,
  Provider,
  SessionPage,
} from '../../providers/provider.ts';
import type { AccountRecord, LinkKey, SessionRecord } from '../../providers/records.ts';
import type { Call } from '../../upstream/call.ts';
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';

/** Accounts that carry a value. */
export interface AccountsOfValue {
  readonly records: readonly AccountRecord[];
  /** Accounts that show the address that was asked for, though nobody verified it. They link nobody. */
  readonly unverified?: readonly AccountRecord[] | undefined;
  /** Rows that could not be read; any of them may be one more. */
  readonly brokenRows: number;
}

export interface Read<Key extends readonly unknown[], Value> {
  /**
   * Reads all the keys in one go, and gives each one's value, or why it has none. Where keys are not batched, there is one.
   *
   * @param offer takes what tells callers who cannot wait for the end what is known of a key before; null where that is nothing.
   */
  readonly read: (
    provider: Provider,
    keys: readonly Key[],
    call: Call,
    offer: (soFar: (key: Key, late: ProviderFailure) => Value | null) => void,
  ) => Promise<(key: Key) => Value | ProviderFailure | undefined>;
  /** The keys that a request asks for in one turn of the loop are one read. Others are a read each, and fail alone. */
  readonly isBatched: boolean;
  /** Whether a value may be given to later requests. */
  readonly isWhole: (value: Value) => boolean;
  /** Which changes of sessions make a value old: those of the account that the key names, those of any account, or none. */
  readonly changesWith: 'its account' | 'any account' | 'no session';
}

type Sharing<Value> = Pick<Read<readonly unknown[], Value>, 'changesWith'> &
  Partial<Pick<Read<readonly unknown[], Value>, 'isWhole'>>;

const isWhole = () => true;

function batch<Key extends readonly unknown[], Value>(
  read: Read<Key, Value>['read'],
  sharing: Sharing<Value>,
): Read<Key, Value> {
  return { read, isBatched: true, isWhole, ...sharing };
}

function single<Key extends readonly unknown[], Value>(
  read: (provider: Provider, call: Call, ...key: Key) => Promise<Value>,
  sharing: Sharing<Value>,
): Read<Key, Value> {
  return {
    async read(provider, [key], call) {
      if (key === undefined) return () => undefined;
      const value = await read(provider, call, ...key);
      return () => value;
    },
    isBatched: false,
    isWhole,
    ...sharing,
  };
}

/** A thing by its id; null where there is none. */
function byId<Value extends object>(
  find: (api: ClientSessionsApi, ids: readonly string[], call: Call) => Promise<Found<Value>>,
): Read<readonly [id: string], Value | null> {
  return batch(
    async (provider, keys, call) => {
      const { found, brokenRows } = await find(
        clientSessionsOf(provider),
        keys.map(([id]) => id),
        call,
      );
      return ([id]) => {
        const record = found.get(id);
        if (record === undefined && brokenRows > 0) return unreadable(provider);
        return record ?? null;
      };
    },
    { changesWith: 'no session' },
  );
}

export const table = {
  accounts: batch<readonly [key: LinkKey, value: string], AccountsOfValue>(
    async (provider, keys, call) => {
      const byKey = Map.groupBy(keys, ([key]) => key);
      const answers = new Map(
        await Promise.all(
          [...byKey].map(async ([key, group]) => {
            const values = group.map(([, value]) => value);
            return [key, await provider.findAccounts(key, values, call)] as const;
          }),
        ),
      );
      return ([key, value]) => {
        const answer = answers.get(key);
        return (
          answer && {
            records: answer.found.get(value) ?? [],
            unverified: answer.unverified?.get(value),
            brokenRows: answer.brokenRows,
          }
        );
      };
    },
    { changesWith: 'no session', isWhole: ({ brokenRows }) => brokenRows === 0 },
  ),

  sessionsOf: batch<readonly [accountId: string], AccountSessions>(
    async (provider, keys, call, offer) => {
      if (provider.sessionsOf === undefined) throw cannot(provider, 'list sessions');
      const found = await provider.sessionsOf(
        keys.map(([accountId]) => accountId),
        call,
        (soFar) => offer(([accountId], late) => soFar(accountId, late)),
      );
      return ([accountId]) => found.get(accountId);
    },
    { changesWith: 'its account', isWhole: ({ failure }) => failure === null },
  ),

  /** Null where the provider cannot be asked for a device. */
  sessionsOfDevice: single<readonly [deviceId: string], AccountSessions | null>(
    async (provider, call, deviceId) => (await provider.sessionsOfDevice?.(deviceId, call)) ?? null,
    { changesWith: 'any account', isWhole: (read) => read?.failure === null },
  ),

  sessionAlone: single<readonly [nativeId: string, accountId: string | null], SessionRecord | null>(
    async (provider, call, nativeId, accountId) => {
      if (provider.readSession === undefined) throw cannot(provider, 'tell of single sessions');
      return provider.readSession({ nativeId, accountId }, call);
    },
    { changesWith: 'any account' },
  ),

  /** Of providers without pages, whose pages and count are cut from it. */
  allSessions: single<readonly [], AllSessions>(
    async (provider, call) => {
      if (provider.readAllSessions === undefined) throw cannot(provider, 'list all sessions at once');
      return provider.readAllSessions(call);
    },
    { changesWith: 'any account' },
  ),

  page: single<readonly [position: Position | null, size: number], SessionPage>(
    async (provider, call, position, size) => {
      if (provider.readSessionPage === undefined) throw cannot(provider, 'list sessions of everybody');
      return provider.readSessionPage(position, size, call);
    },
    { changesWith: 'any account' },
  ),

  count: single<readonly [], number | null>(
    async (provider, call) => (await provider.countSessions?.(call)) ?? null,
    { changesWith: 'any account' },
  ),

  clientSessions: single<readonly [query: ClientSessionQuery], ClientSessionList>(
    (provider, call, query) => clientSessionsOf(provider).list(query, call),
    { changesWith: 'any account' },
  ),

  /** Of a connected account. */
  connectedDevices: batch<readonly [connectedAccountId: string], ConnectedDeviceList>(
    async (provider, keys, call) => {
      const ids = keys.map(([id]) => id);
      const { records, brokenRows } = await clientSessionsOf(provider).connectedDevices(ids, call);
      const byAccount = Map.groupBy(records, ({ connectedAccountId }) => connectedAccountId);
      return ([id]) => ({ records: byAccount.get(id) ?? [], brokenRows });
    },
    { changesWith: 'no session' },
  ),

  connectedAccount: byId<ConnectedAccountRecord>((api, ids, call) => api.connectedAccounts(ids, call)),
  connectWebview: byId<ConnectWebviewRecord>((api, ids, call) => api.connectWebviews(ids, call)),
  userIdentity: byId<UserIdentityRecord>((api, ids, call) => api.userIdentities(ids, call)),
};

/** Throws where the provider has no client sessions, which its caller must have ruled out. */
export function clientSessionsOf(provider: Provider): ClientSessionsApi {
  if (provider.clientSessions === undefined) throw new Error(`${provider.name} has no client sessions.`);
  return provider.clientSessions;
}

function cannot({ name }: Provider, what: string): ProviderFailure {
  return plainFailure('NOT_SUPPORTED', `${name} cannot ${what}.`);
}

function unreadable({ name }: Provider): ProviderFailure {
  return plainFailure('MALFORMED', `${name} answered with something that could not be read.`);
}
