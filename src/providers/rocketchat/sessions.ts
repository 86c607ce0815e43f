/**
 * Reading sessions: those of accounts, by one filtered list an account or one walk over all sessions, whichever is fewer calls; and one by its
 * id.
 */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { createAccountsRead } from '../accounts-read.ts';
import { walkOffsets, type OffsetWalk } from '../offset-walk.ts';
import {
  maxSessionsPerAccount,
  type AccountSessions,
  type SessionRef,
  type OfferSessions,
} from '../provider.ts';
import type { SessionRecord } from '../records.ts';
import { readKey } from '../text.ts';
import type { RocketChatApi, SessionList } from './api.ts';
import type { RocketChatConfig } from './config.ts';
import { pageSize, planAfter, planRows } from './plan.ts';

interface SessionWalk extends OffsetWalk<SessionRecord> {
  readonly observedAt: number;
}

type Access = Pick<RocketChatConfig, 'access' | 'userId'>;

/** The sessions of each account; with `access: self` only the credentials' own has any. Rejects only where nothing at all could be read. */
export async function sessionsOf(
  api: RocketChatApi,
  { access, userId }: Access,
  accountIds: readonly string[],
  call: Call,
  now: () => number,
  offer: OfferSessions | undefined,
): Promise<ReadonlyMap<string, AccountSessions>> {
  const none = { sessions: [], brokenRows: 0, truncated: false, failure: null, observedAt: now() };
  const ids = [...new Set(accountIds)];
  const askable = ids.filter((id) => (access === 'self' ? id === userId : isAskable(id)));
  const read = await (access === 'self'
    ? ownSessions(api, userId, askable, call, offer)
    : sessionsOfAccounts(api, askable, call, now, offer));
  return new Map(ids.map((id) => [id, read.get(id) ?? none]));
}

async function sessionsOfAccounts(
  api: RocketChatApi,
  ids: readonly string[],
  call: Call,
  now: () => number,
  offer: OfferSessions | undefined,
): Promise<ReadonlyMap<string, AccountSessions>> {
  const callsLeft = api.callsLeft('sessions/list.all');
  if (planRows(ids.length, api.known.sessions.count(), callsLeft).how === 'each') {
    return askSingly(api, ids, call, now, offer);
  }
  const firstPage = await api.sessions({ offset: 0, count: pageSize }, call);
  if (planAfter(firstPage, ids.length, Math.max(0, callsLeft - 1)).how === 'each')
    return askSingly(api, ids, call, now, offer);

  const walk = await walkSessions(api, null, Infinity, call, firstPage, (soFar) =>
    offer?.((id, failure) => ({ ...sessionsOfAccount(soFar(), id), failure })),
  );
  const byAccount = Map.groupBy(walk.rows, (session) => session.accountId);
  return new Map(ids.map((id) => [id, accountSessions(walk, byAccount.get(id) ?? [])]));
}

async function ownSessions(
  api: RocketChatApi,
  userId: string,
  asked: readonly string[],
  call: Call,
  offer: OfferSessions | undefined,
): Promise<ReadonlyMap<string, AccountSessions>> {
  if (asked.length === 0) return new Map();
  const walk = await walkSessions(api, null, maxSessionsPerAccount, call, undefined, (soFar) =>
    offer?.((_id, failure) => ({ ...accountSessions(soFar()), failure })),
  );
  return new Map([[userId, accountSessions(walk)]]);
}

/**
 * Reads the session list to its end, or up to `maxRows`. Rejects where the first page fails.
 *
 * @param filter see `SessionListQuery`; null for everything.
 * @param onBegun given, where one page is not all, what tells at any time which rows were read so far.
 */
async function walkSessions(
  api: RocketChatApi,
  filter: string | null,
  maxRows: number,
  call: Call,
  firstPage?: SessionList,
  onBegun?: (soFar: () => SessionWalk) => void,
): Promise<SessionWalk> {
  const fetchPage = (offset: number): Promise<SessionList> =>
    api.sessions({ offset, count: pageSize, ...(filter === null ? {} : { filter }) }, call);
  const first = firstPage ?? (await fetchPage(0));
  const observedAt = first.receivedAt;
  const walk = await walkOffsets(
    fetchPage,
    (session) => session.nativeId,
    maxRows,
    first,
    (soFar) => onBegun?.(() => ({ ...soFar(), observedAt })),
  );
  return { ...walk, observedAt };
}

async function askSingly(
  api: RocketChatApi,
  ids: readonly string[],
  call: Call,
  now: () => number,
  offer: OfferSessions | undefined,
): Promise<ReadonlyMap<string, AccountSessions>> {
  const { ended, begun } = createAccountsRead(offer);
  const failures: ProviderFailure[] = [];
  const ask = async (id: string): Promise<void> => {
    try {
      const walk = await walkSessions(api, id, maxSessionsPerAccount, call, undefined, (soFar) =>
        begun.set(id, () => sessionsOfAccount(soFar(), id)),
      );
      ended.set(id, sessionsOfAccount(walk, id));
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      failures.push(error);
      ended.set(id, { sessions: [], brokenRows: 0, truncated: false, failure: error, observedAt: now() });
    }
  };
  await Promise.all(ids.map(ask));
  const [failure] = failures;
  if (failure !== undefined && failures.length === ids.length) throw failure;
  return ended;
}

/** The filter looks into names too, so that rows of other accounts come with them; they are not broken, just not asked for. */
function sessionsOfAccount(walk: SessionWalk, id: string): AccountSessions {
  return accountSessions(
    walk,
    walk.rows.filter((session) => session.accountId === id),
  );
}

/** @param sessions those of the walk that belong to the account. */
function accountSessions(walk: SessionWalk, sessions = walk.rows): AccountSessions {
  return {
    sessions: sessions.slice(0, maxSessionsPerAccount),
    // Nobody can tell whose the unreadable rows are, so each account may lack them.
    brokenRows: walk.brokenRows,
    truncated: walk.truncated || sessions.length > maxSessionsPerAccount,
    failure: walk.failure,
    observedAt: walk.observedAt,
  };
}

/**
 * The session with this id, where it belongs to the account; null where none is logged in. `sessions/info.admin` takes the id for a regular
 * expression over a text that holds more than ids, and so may give another session; `sessions/info` gives the credentials' own, but with the hash
 * of its login token. Where the first is not enough, and instead of the second, the list is filtered by the id. (The account's own list would not
 * do: it shows only the newest connection of a device, while the ids of older ones stay valid.)
 */
export async function findSession(
  api: RocketChatApi,
  { access }: Pick<Access, 'access'>,
  ref: SessionRef,
  call: Call,
): Promise<SessionRecord | null> {
  const session = await findById(api, access, ref.nativeId, call);
  const isOfAccount = ref.accountId === null || session?.accountId === ref.accountId;
  return isOfAccount ? session : null;
}

async function findById(
  api: RocketChatApi,
  access: Access['access'],
  sessionId: string,
  call: Call,
): Promise<SessionRecord | null> {
  if (!isAskable(sessionId)) return null;
  if (access === 'admin' && meansItself(sessionId)) {
    const session = await api.sessionLike(sessionId, call);
    if (session === null || session.nativeId === sessionId) return session;
  }
  const walk = await walkSessions(api, sessionId, maxSessionsPerAccount, call);
  const session = walk.rows.find((row) => row.nativeId === sessionId);
  if (session !== undefined) return session;
  if (walk.failure !== null) throw walk.failure;
  if (walk.brokenRows === 0 && !walk.truncated) return null;
  throw new ProviderFailure(
    'MALFORMED',
    'Rocket.Chat has sessions that may be this one, but not in a form or a number in which it could be found.',
  );
}

/** Whether the server can be asked for it: a half of a surrogate pair cannot be sent in a URL, and would become another id. */
export function isAskable(id: string): boolean {
  return readKey(id) !== null && id.isWellFormed();
}

/** Whether the text as a regular expression finds nothing but itself. Ids of today do (Meteor's `Random.id`: letters and digits). */
function meansItself(text: string): boolean {
  return /^[\w-]+$/.test(text);
}
