/** One provider, asked for one request: by the reads of the table, and by those that are put together of them. */
import type DataLoader from 'dataloader';
import { keyAccount } from '../../providers/key-account.ts';
import type {
  AccountSessions,
  Position,
  Provider,
  SessionPage,
  SessionRef,
} from '../../providers/provider.ts';
import type { LinkKey, SessionRecord } from '../../providers/records.ts';
import type { Caller } from '../../upstream/call.ts';
import { asError, createLoader, gathering, type ScheduleBatch } from './loader.ts';
import type { SharedTable } from './shared-table.ts';
import { clientSessionsOf, table, type AccountsOfValue, type Read } from './table.ts';
import { createTimeBudget } from './time-budget.ts';

/** So many sessions are found with fewer calls in the lists of their accounts, which a provider may read together, than one by one. */
const manySessions = 10;

type SessionKey = readonly [nativeId: string, accountId: string | null];

/** Every read rejects with a `ProviderFailure`, or with the signal's reason when nobody waits any more. */
export class ProviderReads {
  readonly provider: Provider;
  readonly #shared: SharedTable;
  readonly #budget;
  readonly #scheduleBatch: ScheduleBatch;
  /** Made when a read is first asked for: a request needs one or two of them. */
  readonly #loaders = new Map<unknown, DataLoader<never, unknown, string>>();
  readonly #accounts = new Map<LinkKey, Map<string, AccountsOfValue | Promise<AccountsOfValue>>>();
  #sessions: DataLoader<SessionKey, SessionRecord | null, string> | null = null;

  constructor(shared: SharedTable, caller: Caller, scheduleBatch: ScheduleBatch) {
    this.provider = shared.provider;
    this.#shared = shared;
    this.#budget = createTimeBudget(caller, shared.provider.timeoutMs);
    this.#scheduleBatch = scheduleBatch;
  }

  /** @param read one of the `table`. */
  read<Key extends readonly unknown[], Value>(read: Read<Key, Value>, ...key: Key): Promise<Value> {
    // What stands at a read was made for it, here.
    let loader = this.#loaders.get(read) as DataLoader<Key, Value, string> | undefined;
    if (loader === undefined) {
      loader = createLoader(read, this.#shared, this.#budget, this.#scheduleBatch);
      this.#loaders.set(read, loader);
    }
    return loader.load(key);
  }

  /** The accounts that carry the value; at once where the request knows them already. The rows of an account wait for one promise. */
  accounts(key: LinkKey, value: string): AccountsOfValue | Promise<AccountsOfValue> {
    const known = this.#accountsBy(key);
    let found = known.get(value);
    if (found === undefined) known.set(value, (found = this.#readAccounts(key, value)));
    return found;
  }

  #accountsBy(key: LinkKey): Map<string, AccountsOfValue | Promise<AccountsOfValue>> {
    let known = this.#accounts.get(key);
    if (known === undefined) this.#accounts.set(key, (known = new Map()));
    return known;
  }

  async #readAccounts(key: LinkKey, value: string): Promise<AccountsOfValue> {
    // An account that is only a key exists by its sessions, so asking for them answers both and is one call for many users.
    const found =
      this.provider.linkBy === 'userIdentifierKey'
        ? accountOfKey(this.provider, value, await this.read(table.sessionsOf, value))
        : await this.read(table.accounts, key, value);
    this.#accountsBy(key).set(value, found);
    if (key === 'nativeId') return found;
    // What leads to an account is no matter: by its own id it is known then, too, and its sessions need not ask for it.
    for (const record of found.records) {
      this.#accountsBy('nativeId').set(record.nativeId, { records: [record], brokenRows: 0 });
    }
    return found;
  }

  /** One session, with as few calls as the others that are looked for at the same time allow. */
  session({ nativeId, accountId }: SessionRef): Promise<SessionRecord | null> {
    this.#sessions ??= gathering((keys) => this.#readSessions(keys), this.#scheduleBatch);
    return this.#sessions.load([nativeId, accountId]);
  }

  /** Several sessions of one account are one read of the account, many of many accounts one read of them all; several client sessions are one list. */
  #readSessions(keys: readonly SessionKey[]): Promise<readonly (SessionRecord | null | Error)[]> {
    const sharing = Map.groupBy(keys, ([, accountId]) => accountId);
    return Promise.all(
      keys.map(async (key) => {
        const isAlone = sharing.get(key[1])?.length === 1;
        const found =
          isAlone && keys.length < manySessions
            ? this.read(table.sessionAlone, ...key)
            : this.#sessionAmongOthers(key);
        return found.catch(asError);
      }),
    );
  }

  async #sessionAmongOthers(key: SessionKey): Promise<SessionRecord | null> {
    const { provider } = this;
    const [nativeId, accountId] = key;
    if (accountId !== null) {
      const read = await this.read(table.sessionsOf, accountId);
      const found = read.sessions.find((record) => record.nativeId === nativeId);
      if (found !== undefined) return found;
      const isWhole = !read.truncated && read.failure === null && read.brokenRows === 0;
      return isWhole && !provider.capabilities.keepsOldIds ? null : this.read(table.sessionAlone, ...key);
    }
    if (provider.clientSessions === undefined) return this.read(table.sessionAlone, ...key);
    const list = await this.read(table.clientSessions, {});
    const found = list.clientSessions.find((record) => record.nativeId === nativeId);
    if (found !== undefined) return clientSessionsOf(provider).toSession(found);
    return list.brokenRows > 0 ? this.read(table.sessionAlone, ...key) : null;
  }

  /** A page of all sessions; of one answer where the provider gives them all at once. */
  async page(position: Position | null, size: number): Promise<SessionPage> {
    if (this.provider.readAllSessions === undefined) return this.read(table.page, position, size);
    return (await this.read(table.allSessions)).page(position, size);
  }

  /** How many sessions there are in all; null where the provider does not say. */
  async count(): Promise<number | null> {
    if (this.provider.readAllSessions === undefined) return this.read(table.count);
    return (await this.read(table.allSessions)).total;
  }

  /** What was read before is read again, with the time budget of a new request. */
  invalidate(): void {
    this.#loaders.clear();
    this.#accounts.clear();
    this.#sessions = null;
    this.#budget.renew();
  }

  /** Gives further reads the time budget of a new request. */
  renewTimeBudget(): void {
    this.#budget.renew();
  }
}

function accountOfKey(
  provider: Provider,
  key: string,
  { sessions, brokenRows, failure }: AccountSessions,
): AccountsOfValue {
  if (sessions.length === 0) {
    if (failure !== null) throw failure;
    return { records: [], brokenRows };
  }
  return { records: [keyAccount(provider.id, key)], brokenRows: 0 };
}
