/**
 * The sessions of many accounts in as few calls as there can be.
 *
 * One account is its own list. For k accounts, `/api/v2/sessions?per_page=100` tells how many sessions there are, which is then known for a while: up
 * to 100 are already there (one call in all). More are read in one sweep of that list where its pages are fewer than k, else as k lists (see `plan.ts`).
 */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { createAccountsRead, type AccountsRead } from '../accounts-read.ts';
import type { AccountSessions, OfferSessions } from '../provider.ts';
import type { ProviderId, SessionRecord } from '../records.ts';
import type { KnownRows } from '../batch-plan.ts';
import { parse, type ZendeskApi } from './api.ts';
import { isRecordNotFound, malformed } from './errors.ts';
import { createGathering } from './gathering.ts';
import type { Identity } from './identity.ts';
import { planSessions } from './plan.ts';
import { maxPageSize, type ListWalk, type SessionList, type SessionLists } from './session-lists.ts';
import { readSession } from './records.ts';
import { wireSessionAnswer, wireSessionList } from './wire.ts';

/** The sessions of everybody, as an admin sees them. */
export const allSessions: SessionList = { path: '/api/v2/sessions', owner: null };

export function sessionsOfUser(accountId: string): SessionList {
  return { path: `/api/v2/users/${encodeURIComponent(accountId)}/sessions`, owner: accountId };
}

export function sessionPath(accountId: string, nativeId: string): string {
  return `${sessionsOfUser(accountId).path}/${encodeURIComponent(nativeId)}`;
}

/** What reading sessions takes besides the call. */
export interface SessionSource {
  readonly lists: SessionLists;
  readonly identity: Identity;
  /** How many sessions the account has. */
  readonly knownRows: KnownRows;
  /** How many calls for a page of all sessions the limits allow now. */
  callsLeft(): number;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
}

/** By the plan above, for an admin's credentials. The ids are distinct and of the right form. */
export async function readByPlan(
  source: SessionSource,
  accountIds: readonly string[],
  call: Call,
  offer: OfferSessions | undefined,
): Promise<ReadonlyMap<string, AccountSessions>> {
  const { lists, identity, knownRows } = source;
  const plan = (rows: number | null) => planSessions(accountIds.length, rows, source.callsLeft());
  const { how } = plan(knownRows.count());
  if (how === 'each') return readEach(source, accountIds, call, offer);
  if (how === 'sweep') return readAll(source, accountIds, call, offer);
  const first = await lists.readPage(allSessions, { page: 1, size: maxPageSize }, maxPageSize, call);
  const gathering = createGathering(accountIds, null);
  if (first.next === null) {
    gathering.take(first);
    // Sessions of one person are all that anybody but an admin would be shown.
    if (gathering.owners() < 2) await identity.confirmAdmin(call);
    return gathering.finish({ truncated: false, failure: null, observedAt: first.observedAt });
  }
  if (first.count !== null) knownRows.saw(first.count);
  return first.count !== null && plan(first.count).how === 'sweep'
    ? readAll(source, accountIds, call, offer)
    : readEach(source, accountIds, call, offer);
}

/** One walk over the list of all. */
async function readAll(
  { lists, identity, knownRows, now }: SessionSource,
  accountIds: readonly string[],
  call: Call,
  offer: OfferSessions | undefined,
): Promise<ReadonlyMap<string, AccountSessions>> {
  const gathering = createGathering(accountIds, null);
  const observedAt = now();
  offer?.(
    (accountId, failure) =>
      gathering.finish({ truncated: false, failure, observedAt }).get(accountId) ?? null,
  );
  let rows = 0;
  const walk = await lists.walk(
    allSessions,
    (page) => {
      gathering.take(page);
      rows += page.rows.length;
      return true;
    },
    call,
  );
  if (walk.failure === null) knownRows.saw(rows);
  if (gathering.owners() < 2) await identity.confirmAdmin(call);
  return gathering.finish(walk);
}

/** One list an account. One that fails costs only its own account; when all fail, the first failure rejects. */
async function readEach(
  source: SessionSource,
  accountIds: readonly string[],
  call: Call,
  offer: OfferSessions | undefined,
): Promise<ReadonlyMap<string, AccountSessions>> {
  const { ended, begun } = createAccountsRead(offer);
  const failures: ProviderFailure[] = [];
  await Promise.all(
    accountIds.map(async (accountId) => {
      try {
        ended.set(accountId, await readUser(source, accountId, begun, call));
      } catch (error) {
        if (!(error instanceof ProviderFailure)) throw error;
        failures.push(error);
        ended.set(accountId, { ...noSessions(source.now()), failure: error });
      }
    }),
  );
  if (failures.length > 0 && failures.length === accountIds.length) throw failures[0];
  return ended;
}

async function readUser(
  { lists, now }: SessionSource,
  accountId: string,
  begun: AccountsRead['begun'],
  call: Call,
): Promise<AccountSessions> {
  const gathering = createGathering([accountId], accountId);
  const finish = (walk: ListWalk) => gathering.finish(walk).get(accountId) ?? noSessions(walk.observedAt);
  try {
    const walk = await lists.walk(
      sessionsOfUser(accountId),
      (page) => {
        gathering.take(page);
        const { observedAt } = page;
        if (page.next !== null)
          begun.set(accountId, () => finish({ truncated: false, failure: null, observedAt }));
        return !gathering.isFull(accountId);
      },
      call,
    );
    return finish(walk);
  } catch (error) {
    // Zendesk does not know the user, who therefore has no sessions.
    if (error instanceof ProviderFailure && error.status === 'NOT_FOUND') return noSessions(now());
    throw error;
  }
}

export function noSessions(observedAt: number): AccountSessions {
  return { sessions: [], brokenRows: 0, truncated: false, failure: null, observedAt };
}

/** With `access: self`: the credentials' own account alone has sessions. */
export async function readOwn(
  source: SessionSource,
  accountIds: readonly string[],
  call: Call,
  offer: OfferSessions | undefined,
): Promise<ReadonlyMap<string, AccountSessions>> {
  if (accountIds.length === 0) return new Map();
  const ownId = await source.identity.ownId(call);
  return readEach(
    source,
    accountIds.filter((accountId) => accountId === ownId),
    call,
    offer,
  );
}

/** Null where Zendesk has no such session of the account. */
export async function readOneSession(
  api: ZendeskApi,
  providerId: ProviderId,
  nativeId: string,
  accountId: string,
  call: Call,
): Promise<SessionRecord | null> {
  const response = await api.send('GET', sessionPath(accountId, nativeId), call);
  if (isRecordNotFound(response, accountId, nativeId)) return null;
  const { session: rows } = parse(response, wireSessionAnswer, api.name);
  const sessions = rows.map((row) => readSession(row, providerId, null, response.receivedAt));
  if (sessions.includes(null)) throw malformed(api.name);
  const session = sessions.find((each) => each?.nativeId === nativeId) ?? null;
  if (session === null || (session.accountId ?? accountId) !== accountId) return null;
  return { ...session, accountId };
}

/** Null where Zendesk does not say. */
export async function countSessions(
  api: ZendeskApi,
  { path }: SessionList,
  call: Call,
): Promise<number | null> {
  return (await api.read(`${path}?per_page=1`, wireSessionList, call)).count;
}
