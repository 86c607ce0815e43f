/** Clerk's Backend API: the calls, their authentication, and what its errors mean. */
import type { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { statusFailure } from '../../upstream/status-failure.ts';
import type { Upstream, UpstreamRequest, UpstreamResponse } from '../../upstream/upstream.ts';
import type { OffsetPage } from '../offset-walk.ts';
import { wireErrors, wireSession, wireSessionList, wireUser, wireUserList } from './wire.ts';
import type { WireSession, WireUser } from './wire.ts';

/** Which version an instance answers with when none is asked for is not documented. */
const apiVersion = '2026-05-12';

/** The largest page of `/v1/sessions` and `/v1/users`. A larger one is no error but gives 10 rows (clerk/clerk-sdk-python#166). */
export const maxPageSize = 500;

export type UserFilter = 'user_id' | 'external_id' | 'email_address';

export interface SessionsPage {
  /** Newest first; null stands for a row that could not be read, or that is not what was asked for. */
  readonly rows: readonly (WireSession | null)[];
  readonly total: number | null;
  readonly receivedAt: number;
}

export interface UserRows {
  readonly users: readonly WireUser[];
  readonly brokenRows: number;
}

export interface ReadSession {
  readonly session: WireSession;
  readonly receivedAt: number;
}

/** What came of asking for a session's end. */
export type Revoking =
  | {
      readonly kind: 'answered';
      readonly session: WireSession;
      readonly answeredAt: number | null;
      readonly receivedAt: number;
    }
  | { readonly kind: 'refused'; readonly failure: ProviderFailure }
  | { readonly kind: 'notFound' };

export interface ClerkApi {
  /** The users that match at least one of at most 100 values. */
  listUsers(filter: UserFilter, values: readonly string[], call: Call): Promise<UserRows>;
  /** Any one user or none, to see whether the key works. */
  readAnyUser(call: Call): Promise<void>;
  listSessions(
    filter: 'user_id' | 'client_id',
    id: string,
    offset: number,
    call: Call,
  ): Promise<SessionsPage>;
  /** A session without its latest activity, which only lists tell (clerk/clerk-sdk-python#120). */
  getSession(id: string, call: Call): Promise<ReadSession | null>;
  revokeSession(id: string, call: Call): Promise<Revoking>;
}

export function createClerkApi(upstream: Upstream, secretKey: string, providerName: string): ClerkApi {
  const headers = { authorization: `Bearer ${secretKey}`, 'clerk-api-version': apiVersion };

  const send = (method: UpstreamRequest['method'], path: string, call: Call): Promise<UpstreamResponse> =>
    upstream.send({ method, path, headers }, call);

  function read<Schema extends z.ZodType>(response: UpstreamResponse, schema: Schema): z.output<Schema> {
    const parsed = schema.safeParse(response.json());
    if (parsed.success) return parsed.data;
    throw new ProviderFailure(
      'MALFORMED',
      `${providerName} gave an answer in a form that Clerk does not document: check that baseUrl is Clerk's API.`,
    );
  }

  function readSession(response: UpstreamResponse, id: string): WireSession {
    return read(
      response,
      wireSession.refine((session) => session.id === id),
    );
  }

  function failureOf(response: UpstreamResponse): ProviderFailure {
    switch (response.status) {
      case 401:
        return new ProviderFailure(
          'NOT_AUTHORIZED',
          `${providerName} does not accept this secretKey: copy it again from the Clerk Dashboard, API keys.`,
        );
      case 404:
        return new ProviderFailure(
          'MALFORMED',
          `${providerName} does not know this part of Clerk's API: check that baseUrl is Clerk's API, without "/v1".`,
        );
      case 409:
        // `conflict` and `resource_locked` pass by themselves.
        return new ProviderFailure('UNAVAILABLE', `${providerName} is busy with this just now: ask again.`);
      default:
        return statusFailure(response, providerName);
    }
  }

  async function get(path: string, call: Call): Promise<UpstreamResponse> {
    const response = await send('GET', path, call);
    if (response.status !== 200) throw failureOf(response);
    return response;
  }

  return {
    async listUsers(filter, values, call) {
      // Only repeated keys filter; `user_id[0]=` would be ignored and give every user (clerk/clerk-sdk-ruby#99).
      const query = new URLSearchParams(values.map((value): [string, string] => [filter, value]));
      query.set('limit', String(maxPageSize));
      const rows = read(await get(`/v1/users?${query}`, call), wireUserList);
      const users = rows.flatMap((row) => wireUser.safeParse(row).data ?? []);
      return { users, brokenRows: rows.length - users.length };
    },

    async readAnyUser(call) {
      read(await get('/v1/users?limit=1', call), wireUserList);
    },

    async listSessions(filter, id, offset, call) {
      const query = new URLSearchParams([
        [filter, id],
        ['limit', String(maxPageSize)],
        ['offset', String(offset)],
        ['paginated', 'true'],
      ]);
      const response = await send('GET', `/v1/sessions?${query}`, call);
      const { receivedAt } = response;
      if (isNotFound(response)) return { rows: [], total: 0, receivedAt };
      if (response.status !== 200) throw failureOf(response);
      const { data, total_count: total } = read(response, wireSessionList);
      const rows = data.map((row) => {
        const session = wireSession.safeParse(row).data;
        return session !== undefined && session[filter] === id ? session : null;
      });
      return { rows, total, receivedAt };
    },

    async getSession(id, call) {
      const response = await send('GET', `/v1/sessions/${encodeURIComponent(id)}`, call);
      if (isNotFound(response)) return null;
      if (response.status !== 200) throw failureOf(response);
      return { session: readSession(response, id), receivedAt: response.receivedAt };
    },

    async revokeSession(id, call) {
      const response = await send('POST', `/v1/sessions/${encodeURIComponent(id)}/revoke`, call);
      if (isNotFound(response)) return { kind: 'notFound' };
      if (response.status === 400) return { kind: 'refused', failure: failureOf(response) };
      if (response.status !== 200) throw failureOf(response);
      const answeredAt = Date.parse(response.header('date') ?? '');
      return {
        kind: 'answered',
        session: readSession(response, id),
        answeredAt: Number.isNaN(answeredAt) ? null : answeredAt,
        receivedAt: response.receivedAt,
      };
    },
  };
}

/** A page of the list as the walk over it takes it. */
export function offsetPage<Row>(
  { rows, total }: SessionsPage,
  offset: number,
  toRow: (session: WireSession) => Row,
): OffsetPage<Row> {
  // Where there are more rows than came, Clerk's own page was smaller than the one asked for.
  const cut = total !== null && offset + rows.length < total;
  return {
    rows: rows.map((row) => row && toRow(row)),
    size: cut ? rows.length : maxPageSize,
    total,
  };
}

/** Clerk's own 404, told by its body from that of a host that is not Clerk's API. */
function isNotFound(response: UpstreamResponse): boolean {
  if (response.status !== 404) return false;
  try {
    const [error] = wireErrors.parse(response.json()).errors;
    return error?.code === 'resource_not_found';
  } catch {
    return false;
  }
}
