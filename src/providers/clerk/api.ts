/** Clerk's Backend API: the calls and their authentication. Rows leave here as records. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { readJsonRows, type JsonRows } from '../../upstream/json-rows.ts';
import type { Upstream, UpstreamResponse } from '../../upstream/upstream.ts';
import { readCount } from '../fields.ts';
import type { ProviderId } from '../records.ts';
import { failureOf, isNotFound, malformed } from './errors.ts';
import { readAccount, readSession, type ClerkSessionRecord, type ReadAccount } from './records.ts';

/** Which version an instance answers with when none is asked for is not documented. */
const apiVersion = '2026-05-12';

/** The largest page of `/v1/sessions` and `/v1/users`. A larger one is no error but gives 10 rows (clerk/clerk-sdk-python#166). */
export const maxPageSize = 500;

/** A session is about 1 KB of JSON. */
const maxSessionListBytes = 2 * 1024 * 1024;
/** A user is 3 KB, and up to 24 KB more where an application keeps metadata; 100 are asked for at a time. */
const maxUserListBytes = 4 * 1024 * 1024;

export type UserFilter = 'user_id' | 'external_id' | 'email_address';
export type SessionFilter = 'user_id' | 'client_id';

export interface SessionsPage {
  /** Newest first; null stands for a row that could not be read, or that is not what was asked for. */
  readonly rows: readonly (ClerkSessionRecord | null)[];
  readonly total: number | null;
  readonly receivedAt: number;
}

/** What came of asking for a session's end. */
export type Revoking =
  | {
      readonly kind: 'answered';
      readonly session: ClerkSessionRecord;
      /** Clerk's own clock, in epoch milliseconds; null where it did not say. */
      readonly answeredAt: number | null;
    }
  | { readonly kind: 'refused'; readonly failure: ProviderFailure }
  | { readonly kind: 'notFound' };

export interface ClerkApi {
  /** The users that match at least one of at most 100 values; null stands for one that could not be read. */
  listUsers(
    filter: UserFilter,
    values: readonly string[],
    call: Call,
  ): Promise<readonly (ReadAccount | null)[]>;
  /** Any one user or none, to see whether the key works. */
  readAnyUser(call: Call): Promise<void>;
  /** @param status shows only active sessions. Clerk's filter knows `pending` not, and takes one value. */
  listSessions(
    filter: SessionFilter,
    id: string,
    offset: number,
    call: Call,
    status?: 'active',
  ): Promise<SessionsPage>;
  /** A session without its latest activity, which only lists tell (clerk/clerk-sdk-python#120). */
  getSession(id: string, call: Call): Promise<ClerkSessionRecord | null>;
  revokeSession(id: string, call: Call): Promise<Revoking>;
}

export function createClerkApi(
  upstream: Upstream,
  secretKey: string,
  providerId: ProviderId,
  name: string,
): ClerkApi {
  const headers = { authorization: `Bearer ${secretKey}`, 'clerk-api-version': apiVersion };

  const get = (path: string, call: Call, maxBytes?: number) =>
    upstream.send({ method: 'GET', path, headers, ...(maxBytes !== undefined && { maxBytes }) }, call);

  async function readRows<Row>(
    response: UpstreamResponse,
    read: (row: unknown) => Row | null,
  ): Promise<JsonRows<Row>> {
    if (response.status !== 200) throw failureOf(response, name);
    const list = await readJsonRows(response, {
      key: 'data',
      maxRows: maxPageSize,
      read,
      providerName: name,
    });
    if (list === null) throw malformed(name);
    return list;
  }

  /** The session that was asked for; Clerk's documented answer to reading and to revoking one. */
  function sessionIn(response: UpstreamResponse, id: string): ClerkSessionRecord {
    const session = readSession(response.json(), providerId, response.receivedAt);
    if (session === null || session.nativeId !== id) throw malformed(name);
    return session;
  }

  return {
    async listUsers(filter, values, call) {
      // Only repeated keys filter; `user_id[0]=` would be ignored and give every user (clerk/clerk-sdk-ruby#99).
      const query = values.map((value) => `${filter}=${encodeURIComponent(value)}`).join('&');
      const response = await get(`/v1/users?${query}&limit=${maxPageSize}`, call, maxUserListBytes);
      return (await readRows(response, (row) => readAccount(row, providerId))).rows;
    },

    async readAnyUser(call) {
      await readRows(await get('/v1/users?limit=1', call), (row) => row);
    },

    async listSessions(filter, id, offset, call, status) {
      const which = `${filter}=${encodeURIComponent(id)}${status === undefined ? '' : `&status=${status}`}`;
      const query = `${which}&limit=${maxPageSize}&offset=${offset}&paginated=true`;
      const response = await get(`/v1/sessions?${query}`, call, maxSessionListBytes);
      const { receivedAt } = response;
      if (isNotFound(response)) return { rows: [], total: 0, receivedAt };
      const list = await readRows(response, (row) => {
        const session = readSession(row, providerId, receivedAt);
        const owner = filter === 'user_id' ? session?.accountId : session?.deviceId;
        return owner === id ? session : null;
      });
      // With `paginated=true` a list is an object, without a plain array; which of the two comes is not in the specification.
      return { rows: list.rows, total: readCount(list.envelope?.['total_count']), receivedAt };
    },

    async getSession(id, call) {
      const response = await get(`/v1/sessions/${encodeURIComponent(id)}`, call);
      if (isNotFound(response)) return null;
      if (response.status !== 200) throw failureOf(response, name);
      return sessionIn(response, id);
    },

    async revokeSession(id, call) {
      const path = `/v1/sessions/${encodeURIComponent(id)}/revoke`;
      // A session that is revoked stays so, and revoke.ts tells a second revoking from the first by its time.
      const response = await upstream.send({ method: 'POST', path, headers, effect: 'repeatable' }, call);
      if (isNotFound(response)) return { kind: 'notFound' };
      if (response.status === 400) return { kind: 'refused', failure: failureOf(response, name) };
      if (response.status !== 200) throw failureOf(response, name);
      const answeredAt = Date.parse(response.header('date') ?? '');
      return {
        kind: 'answered',
        session: sessionIn(response, id),
        answeredAt: Number.isNaN(answeredAt) ? null : answeredAt,
      };
    },
  };
}
