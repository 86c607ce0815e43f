/** Reading sessions: user by user or device by device, since Clerk lists none without naming one. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { createAccountsRead } from '../accounts-read.ts';
import { cutSessions } from '../cut-sessions.ts';
import { isNativeId } from '../native-id.ts';
import { walkOffsets, type OffsetPage, type OffsetWalk } from '../offset-walk.ts';
import {
  maxSessionsPerAccount,
  type AccountSessions,
  type SessionRef,
  type OfferSessions,
} from '../provider.ts';
import type { SessionRecord } from '../records.ts';
import type { Revocations } from '../revocations.ts';
import { maxPageSize, type ClerkApi, type SessionFilter, type SessionsPage } from './api.ts';
import { isAlive, type ClerkSessionRecord } from './records.ts';

/** What reading sessions takes besides the call. */
export interface SessionSource {
  readonly api: ClerkApi;
  /** What this server revoked a moment ago. */
  readonly revocations: Revocations;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
}

/** A session as it was read: one that this server revoked a moment ago is not alive, whatever a lagging read says. */
export function asRead<Row extends SessionRecord>(record: Row, revocations: Revocations): Row {
  return isAlive(record.state) && revocations.revokedAt(record.nativeId) !== null
    ? { ...record, state: 'REVOKED', nativeState: 'revoked' }
    : record;
}

/**
 * So many rows are looked through for sessions that go on, among those that have ended, which Clerk keeps for a while in the same list. It
 * takes ten calls, of an account with more than `maxSessionsPerAccount` alone.
 */
const maxRowsRead = 5000;

/** All sessions of each user. */
export async function sessionsOf(
  source: SessionSource,
  userIds: readonly string[],
  call: Call,
  offer: OfferSessions | undefined,
): Promise<ReadonlyMap<string, AccountSessions>> {
  const { ended, begun } = createAccountsRead(offer);
  const readOne = async (userId: string) => {
    const onBegun = (soFar: () => AccountSessions) => void begun.set(userId, soFar);
    ended.set(userId, await sessionsBy(source, 'user_id', userId, call, onBegun));
  };
  await Promise.all(Array.from(new Set(userIds), readOne));
  return ended;
}

/**
 * All sessions of a user, or of a client, which is one browser or app.
 *
 * @param onBegun given, where one page is not all, what tells at any time which sessions were read so far.
 */
export async function sessionsBy(
  source: SessionSource,
  filter: SessionFilter,
  owner: string,
  call: Call,
  onBegun?: (soFar: () => AccountSessions) => void,
): Promise<AccountSessions> {
  const observedAt = source.now();
  const nothing = { sessions: [], brokenRows: 0, truncated: false, failure: null, observedAt };
  if (!isNativeId(owner)) return nothing;
  try {
    const walk = await walkSessions(source, filter, owner, call, undefined, (soFar) =>
      onBegun?.(() => {
        const { rows, brokenRows } = soFar();
        return { ...nothing, brokenRows, ...cutSessions(rows, false) };
      }),
    );
    const { rows, failure } = walk;
    const said = { brokenRows: walk.brokenRows, observedAt: walk.observedAt };
    // A failure behind as many as are shown costs none of them.
    const isCut = walk.truncated || (failure !== null && rows.length >= maxSessionsPerAccount);
    if (!isCut) return { ...said, ...cutSessions(rows, false), failure };
    const active = failure === null ? await walkActive(source, filter, owner, call) : [];
    const known = new Map([...rows, ...active].map((session) => [session.nativeId, session]));
    // Clerk cannot be asked for those that are pending, so one that was not read may go on.
    return { ...said, ...cutSessions([...known.values()], true), failure: null };
  } catch (error) {
    if (error instanceof ProviderFailure) return { ...nothing, failure: error };
    throw error;
  }
}

/** Those that Clerk calls active, as far as they can be read; they are more of what is known to be incomplete. */
async function walkActive(
  source: SessionSource,
  filter: SessionFilter,
  owner: string,
  call: Call,
): Promise<readonly ClerkSessionRecord[]> {
  try {
    return (await walkSessions(source, filter, owner, call, 'active')).rows;
  } catch (error) {
    if (error instanceof ProviderFailure) return [];
    throw error;
  }
}

async function walkSessions(
  { api, revocations }: SessionSource,
  filter: SessionFilter,
  owner: string,
  call: Call,
  status?: 'active',
  onBegun?: (soFar: () => OffsetWalk<ClerkSessionRecord>) => void,
): Promise<OffsetWalk<ClerkSessionRecord> & { readonly observedAt: number }> {
  const fetchPage = async (offset: number) =>
    offsetPage(await api.listSessions(filter, owner, offset, call, status), offset, revocations);
  const first = await api.listSessions(filter, owner, 0, call, status);
  const walk = await walkOffsets(
    fetchPage,
    ({ nativeId }) => nativeId,
    maxRowsRead,
    offsetPage(first, 0, revocations),
    onBegun,
  );
  return { ...walk, observedAt: first.receivedAt };
}

function offsetPage(
  { rows, total }: SessionsPage,
  offset: number,
  revocations: Revocations,
): OffsetPage<ClerkSessionRecord> {
  // Where there are more rows than came, Clerk's own page was smaller than the one asked for.
  const cut = total !== null && offset + rows.length < total;
  return {
    rows: rows.map((row) => row && asRead(row, revocations)),
    size: cut ? rows.length : maxPageSize,
    total,
  };
}

/** Lists tell more of a session than asking by its id (clerk/clerk-sdk-python#120), so one is picked from a list. */
async function pickFromList(
  { api, revocations }: SessionSource,
  filter: SessionFilter,
  owner: string,
  sessionId: string,
  call: Call,
): Promise<SessionRecord | null> {
  const { rows } = await api.listSessions(filter, owner, 0, call);
  const session = rows.find((row) => row?.nativeId === sessionId) ?? null;
  return session && asRead(session, revocations);
}

export async function readOneSession(
  source: SessionSource,
  { nativeId, accountId }: SessionRef,
  call: Call,
): Promise<SessionRecord | null> {
  if (!isNativeId(nativeId)) return null;
  if (accountId !== null && isNativeId(accountId)) {
    const listed = await pickFromList(source, 'user_id', accountId, nativeId, call);
    if (listed !== null) return listed;
  }
  const read = await source.api.getSession(nativeId, call);
  if (read === null || (accountId !== null && read.accountId !== accountId)) return null;
  const listed =
    read.deviceId === null ? null : await pickFromList(source, 'client_id', read.deviceId, nativeId, call);
  return listed ?? asRead(read, source.revocations);
}
