/** The reads of one provider as loaders: what a request asks in one tick, less what other requests asked just now, is one question. */
import DataLoader from 'dataloader';
import type {
  ClientSessionList,
  ClientSessionQuery,
  ClientSessionsApi,
  ConnectedAccountRecord,
  ConnectedDeviceRecord,
  ConnectWebviewRecord,
  UserIdentityRecord,
} from '../../providers/client-sessions-api.ts';
import type { Found } from '../../providers/found.ts';
import type {
  AccountSessions,
  Position,
  Provider,
  SessionPage,
  SessionRef,
} from '../../providers/provider.ts';
import type { AccountRecord, LinkKey, SessionRecord } from '../../providers/records.ts';
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { createSharedReads, type SharedReads } from '../../upstream/shared-reads.ts';
import type { Patience } from './time-budget.ts';

/** What is kept of one provider for all requests, each answer for `freshForMs`. */
export interface SharedProviderReads {
  readonly accounts: SharedReads<readonly AccountRecord[]>;
  readonly sessions: SharedReads<AccountSessions>;
  readonly deviceSessions: SharedReads<AccountSessions | null>;
  readonly session: SharedReads<SessionRecord | null>;
  readonly pages: SharedReads<SessionPage>;
  readonly counts: SharedReads<number | null>;
  readonly clientSessionLists: SharedReads<ClientSessionList>;
  readonly connectedDevices: SharedReads<readonly ConnectedDeviceRecord[]>;
  readonly connectedAccounts: SharedReads<ConnectedAccountRecord | null>;
  readonly connectWebviews: SharedReads<ConnectWebviewRecord | null>;
  readonly userIdentities: SharedReads<UserIdentityRecord | null>;
}

const maxSharedEntries = 10_000;

/** So many sessions are found with fewer calls in the lists of their accounts, which a provider may read together, than one by one. */
const manySessions = 10;

export function createSharedProviderReads(provider: Provider): SharedProviderReads {
  const sharing = <Value>(keep: (value: Value) => boolean = () => true): SharedReads<Value> =>
    createSharedReads<Value>({ freshForMs: provider.freshForMs, maxEntries: maxSharedEntries, keep });
  return {
    accounts: sharing(),
    sessions: sharing((sessions) => sessions.failure === null),
    deviceSessions: sharing((sessions) => sessions?.failure === null),
    session: sharing(),
    pages: sharing(),
    counts: sharing(),
    clientSessionLists: sharing(),
    connectedDevices: sharing(),
    connectedAccounts: sharing(),
    connectWebviews: sharing(),
    userIdentities: sharing(),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;

export function createLoaders(provider: Provider, shared: SharedProviderReads, { during }: Patience) {
  /** What the request asks in one tick, less what is shared, is one read. */
  const batched = <Value>(
    reads: SharedReads<Value>,
    read: (missing: readonly string[], call: Call) => Promise<ReadonlyMap<string, Value>>,
  ) =>
    loader<Value>(async (keys) => {
      const values = await during((call) => reads.readMany(keys, read, call));
      return keys.map((key) => (values.has(key) ? (values.get(key) as Value) : noAnswer(provider)));
    });
  /** Each key is a read of its own, and fails alone. */
  const single = <Value>(reads: SharedReads<Value>, read: (key: string, call: Call) => Promise<Value>) => {
    const readOne = async ([key = '']: readonly string[], joined: Call) =>
      new Map([[key, await read(key, joined)]]);
    return loader<Value>((keys) =>
      Promise.all(
        keys.map(async (key) => {
          try {
            const values = await during((call) => reads.readMany([key], readOne, call));
            return values.get(key) as Value;
          } catch (error) {
            return error instanceof Error ? error : noAnswer(provider);
          }
        }),
      ),
    );
  };
  /** Records by id, where a missing one is null. */
  const byId = <Value>(
    reads: SharedReads<Value | null>,
    read: (ids: readonly string[], call: Call) => Promise<Found<Value>>,
  ) =>
    batched<Value | null>(reads, async (ids, joined) => {
      const { found } = await read(ids, joined);
      return new Map(ids.map((id) => [id, found.get(id) ?? null]));
    });

  const accounts = batched(shared.accounts, (keys, joined) => readAccounts(provider, keys, joined));
  const sessions = batched(shared.sessions, async (ids, joined) => {
    if (provider.sessionsOf === undefined) throw cannot(provider, 'list sessions');
    return provider.sessionsOf(ids, joined);
  });
  const deviceSessions = single(
    shared.deviceSessions,
    async (id, joined) => (await provider.sessionsOfDevice?.(id, joined)) ?? null,
  );
  const oneSession = single(shared.session, async (key, joined) => {
    if (provider.readSession === undefined) throw cannot(provider, 'tell of single sessions');
    return provider.readSession(parseRef(key), joined);
  });
  const pages = single(shared.pages, async (key, joined) => {
    if (provider.readSessionPage === undefined) throw cannot(provider, 'list sessions of everybody');
    const [position, size] = JSON.parse(key) as [Position | null, number];
    return provider.readSessionPage(position, size, joined);
  });
  const counts = single(
    shared.counts,
    async (_key, joined) => (await provider.countSessions?.(joined)) ?? null,
  );
  const clientSessionLists = single(shared.clientSessionLists, (key, joined) =>
    clientSessionsOf(provider).list(JSON.parse(key) as ClientSessionQuery, joined),
  );
  const session = loader<SessionRecord | null>((keys) => readSessions(keys));
  const connectedDevices = batched(shared.connectedDevices, async (ids, joined) => {
    const { records } = await clientSessionsOf(provider).connectedDevices(ids, joined);
    return new Map(ids.map((id) => [id, records.filter((device) => device.connectedAccountId === id)]));
  });
  const connectedAccounts = byId(shared.connectedAccounts, (ids, joined) =>
    clientSessionsOf(provider).connectedAccounts(ids, joined),
  );
  const connectWebviews = byId(shared.connectWebviews, (ids, joined) =>
    clientSessionsOf(provider).connectWebviews(ids, joined),
  );
  const userIdentities = byId(shared.userIdentities, (ids, joined) =>
    clientSessionsOf(provider).userIdentities(ids, joined),
  );

  /** Several sessions of one account are one read of the account, many of many accounts one read of them all; several client sessions are one list. */
  function readSessions(keys: readonly string[]): Promise<readonly (SessionRecord | null | Error)[]> {
    const accountOf = new Map(keys.map((key) => [key, parseRef(key).accountId]));
    const sharing = Map.groupBy(keys, (key) => accountOf.get(key) ?? null);
    return Promise.all(
      keys.map(async (key) => {
        const accountId = accountOf.get(key) ?? null;
        const isAlone = sharing.get(accountId)?.length === 1;
        if (isAlone && keys.length < manySessions) return oneSession.load(key).catch(asError);
        return sessionAmongOthers(key, accountId).catch(asError);
      }),
    );
  }

  async function sessionAmongOthers(key: string, accountId: string | null): Promise<SessionRecord | null> {
    const { nativeId } = parseRef(key);
    if (accountId !== null) {
      const read = await sessions.load(accountId);
      const found = read.sessions.find((record) => record.nativeId === nativeId);
      if (found !== undefined) return found;
      const isWhole = !read.truncated && read.failure === null && read.brokenRows === 0;
      return isWhole && !provider.capabilities.keepsOldIds ? null : oneSession.load(key);
    }
    if (provider.clientSessions === undefined) return oneSession.load(key);
    const list = await clientSessionLists.load('{}');
    const found = list.clientSessions.find((record) => record.nativeId === nativeId);
    if (found !== undefined) return provider.clientSessions.toSession(found);
    return list.brokenRows > 0 ? oneSession.load(key) : null;
  }

  return {
    accounts,
    sessions,
    deviceSessions,
    session,
    pages,
    counts,
    clientSessionLists,
    connectedDevices,
    connectedAccounts,
    connectWebviews,
    userIdentities,
  };
}

/** Answers of one upstream wave arrive in several ticks; waiting for the next turn of the loop keeps their follow-ups one batch. */
function loader<Value>(
  read: (keys: readonly string[]) => Promise<readonly (Value | Error)[]>,
): DataLoader<string, Value> {
  return new DataLoader(read, { batchScheduleFn: (run) => setImmediate(run) });
}

function noAnswer(provider: Provider): Error {
  return new Error(`A read of ${provider.name} gave no answer for a key.`);
}

/** Keys are `linkKey:value`; those of one link key are one question. */
async function readAccounts(
  provider: Provider,
  keys: readonly string[],
  call: Call,
): Promise<ReadonlyMap<string, readonly AccountRecord[]>> {
  const questions = Map.groupBy(keys, (key) => key.slice(0, key.indexOf(':')) as LinkKey);
  const answers = await Promise.all(
    [...questions].map(async ([linkKey, group]) => {
      const values = group.map((key) => key.slice(linkKey.length + 1));
      const { found } = await provider.findAccounts(linkKey, values, call);
      return values.map((value) => [`${linkKey}:${value}`, found.get(value) ?? []] as const);
    }),
  );
  return new Map(answers.flat());
}

/** A provider without the method: the caller may have asked its capabilities first. */
function cannot({ name }: Provider, what: string): ProviderFailure {
  return new ProviderFailure('NOT_SUPPORTED', `${name} cannot ${what}.`);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('A read failed.', { cause: error });
}

function parseRef(key: string): SessionRef {
  const [nativeId, accountId] = JSON.parse(key) as [string, string | null];
  return { nativeId, accountId };
}

/** Throws where the provider has no client sessions, which its caller must have ruled out. */
export function clientSessionsOf(provider: Provider): ClientSessionsApi {
  if (provider.clientSessions === undefined) throw new Error(`${provider.name} has no client sessions.`);
  return provider.clientSessions;
}
