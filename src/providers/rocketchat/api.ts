/** The calls to Rocket.Chat: paths, credentials, and what an answer means. Ids are only ever part of a query or a body. */
import type { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';
import { readJsonRows } from '../../upstream/json-rows.ts';
import type { Upstream, UpstreamResponse } from '../../upstream/upstream.ts';
import { createKnownRows, type KnownRows } from '../batch-plan.ts';
import { readRow, type Row } from '../fields.ts';
import type { OffsetPage } from '../offset-walk.ts';
import type { SessionRecord } from '../records.ts';
import type { RocketChatConfig } from './config.ts';
import { errorBodyOf, rocketChatFailure, type RouteNeeds } from './errors.ts';
import { pageSize } from './plan.ts';
import { sessionRecord, userRecord, type UserRecord } from './records.ts';
import { wireLogout, wirePermissions, wireSessionList, wireUserList } from './wire.ts';

/** Rows take 1 KB, users with all they can have some more. */
const maxListBytes = pageSize * 20 * 1024;

/** A page of sessions; `total` counts logged-in devices, all pages. */
export interface SessionList extends OffsetPage<SessionRecord> {
  readonly total: number;
  readonly receivedAt: number;
  /** Calls a minute to this route, or null where the credentials are not limited. */
  readonly callsPerMinute: number | null;
}

export interface UserList extends OffsetPage<UserRecord> {
  readonly total: number;
}

export interface SessionListQuery {
  readonly offset: number;
  /** How many rows, 1 to 100; 0 would be an error of the database. */
  readonly count: number;
  /** A literal, case-insensitive part of device, operating system, session id and user id, run together; matches by accident too. */
  readonly filter?: string;
}

export interface RocketChatApi {
  /** How many sessions or users there are, as far as it was told not long ago. */
  readonly known: { readonly sessions: KnownRows; readonly users: KnownRows };
  /** How many calls to the list the limits allow now. */
  callsLeft(list: 'sessions/list.all' | 'users.list'): number;
  /** With `access: admin` the sessions of everybody, with `self` the credentials' own; newest sign-in first. */
  sessions(query: SessionListQuery, call: Call): Promise<SessionList>;
  /** The newest session whose search term matches the id, which may be another one; null where none does. Only with `access: admin`. */
  sessionLike(sessionId: string, call: Call): Promise<SessionRecord | null>;
  /**
   * False where there never was such a session. A session that has ended is ended again. Counts only where the server names the session that it
   * ended; any other success rejects with MALFORMED.
   */
  logout(sessionId: string, call: Call): Promise<boolean>;
  me(call: Call): Promise<Me>;
  /**
   * Null where there is none; `broken` where there is one that cannot be read. The user may be another one than asked for, since the server takes a username for an id and the other way
   * round. Rejects with NOT_SUPPORTED for `email` on servers before 8.4.
   */
  userBy(
    key: 'userId' | 'username' | 'email',
    value: string,
    call: Call,
  ): Promise<UserRecord | 'broken' | null>;
  /** All users by username; the page size that was used is not told. */
  users(offset: number, call: Call): Promise<UserList>;
  /**
   * The roles that each permission is given to, which whoever is signed in may read (RocketChat/Rocket.Chat,
   * apps/meteor/app/api/server/v1/permissions.ts: `authRequired` and no permission; `update` is the whole list where `updatedSince` is not given).
   */
  permissions(call: Call): Promise<ReadonlyMap<string, readonly string[]>>;
}

export interface Me extends UserRecord {
  /** Null where they cannot be read. */
  readonly roles: readonly string[] | null;
}

const signedIn: RouteNeeds = { permission: null, licensed: false };
const ownDevices: RouteNeeds = { permission: null, licensed: true };
const viewDevices: RouteNeeds = { permission: 'view-device-management', licensed: true };
const endDevices: RouteNeeds = { permission: 'logout-device-management', licensed: true };
const listUsers: RouteNeeds = { permission: 'view-d-room', licensed: false };

export function createRocketChatApi(
  config: RocketChatConfig,
  providerName: string,
  upstream: Upstream,
  now: () => number,
): RocketChatApi {
  const headers = { 'x-user-id': config.userId, 'x-auth-token': config.authToken };
  const known = { sessions: createKnownRows(now), users: createKnownRows(now) };
  const administers = config.access === 'admin';

  const get = (
    route: string,
    query: Readonly<Record<string, string>>,
    call: Call,
    maxBytes?: number,
  ): Promise<UpstreamResponse> => {
    const search = new URLSearchParams(query).toString();
    const path = `/api/v1/${route}${search === '' ? '' : `?${search}`}`;
    return upstream.send({ method: 'GET', path, headers, ...(maxBytes !== undefined && { maxBytes }) }, call);
  };
  const expectSuccess = (response: UpstreamResponse, needs: RouteNeeds): UpstreamResponse => {
    if (response.status === 200) return response;
    throw rocketChatFailure(response, providerName, needs);
  };
  const undocumented = () =>
    new ProviderFailure(
      'MALFORMED',
      `${providerName} gave an answer that its API does not document: check that baseUrl is a Rocket.Chat server of version 5 or later.`,
    );
  const read = <Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> => {
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    throw undocumented();
  };
  const rowIn = (json: unknown): Row => readRow(json) ?? fail(undocumented());
  /** The rows of a list, no more of them than were asked for, and what stands around them. */
  const rowsIn = async <Record>(
    response: UpstreamResponse,
    key: string,
    maxRows: number,
    readRecord: (row: Row) => Record | null,
  ) => {
    const list = await readJsonRows(response, {
      key,
      maxRows,
      providerName,
      read: (value) => {
        const row = readRow(value);
        return row === null ? null : readRecord(row);
      },
    });
    return list ?? fail(undocumented());
  };

  return {
    known,
    callsLeft: (list) => upstream.callsLeft({ method: 'GET', path: `/api/v1/${list}` }),

    async sessions({ offset, count, filter }, call) {
      const query = {
        count: String(count),
        offset: String(offset),
        ...(filter === undefined ? {} : { filter }),
      };
      const [route, needs] = administers
        ? (['sessions/list.all', viewDevices] as const)
        : (['sessions/list', ownDevices] as const);
      const response = expectSuccess(await get(route, query, call, maxListBytes), needs);
      const { receivedAt } = response;
      const { rows, envelope } = await rowsIn(response, 'sessions', count, (row) =>
        sessionRecord(row, config.id, receivedAt),
      );
      const list = read(wireSessionList, envelope);
      if (filter === undefined) known.sessions.saw(list.total);
      const limit = response.header('x-ratelimit-limit') ?? '';
      return {
        rows,
        size: list.count,
        total: list.total,
        receivedAt,
        callsPerMinute: /^\d+$/.test(limit) ? Number(limit) : null,
      };
    },

    async sessionLike(sessionId, call) {
      const response = await get('sessions/info.admin', { sessionId }, call);
      if (response.status === 404) return null;
      const row = rowIn(expectSuccess(response, viewDevices).json());
      return sessionRecord(row, config.id, response.receivedAt) ?? fail(undocumented());
    },

    async logout(sessionId, call) {
      const [route, needs] = administers
        ? (['sessions/logout', endDevices] as const)
        : (['sessions/logout.me', ownDevices] as const);
      const response = await upstream.send(
        // A sign-out repeated is a success again (RocketChat/Rocket.Chat, ee/server/api/sessions.ts: the lookup does not ask for `logoutAt`).
        { method: 'POST', path: `/api/v1/${route}`, headers, body: { sessionId }, effect: 'repeatable' },
        call,
      );
      if (response.status === 404) return false;
      const parsed = wireLogout.safeParse(expectSuccess(response, needs).json());
      if (parsed.data?.sessionId === sessionId) return true;
      throw plainFailure(
        'MALFORMED',
        `${providerName} did not confirm the sign-out in the way its API documents, so it may not have been made: look, and ask again.`,
      );
    },

    async me(call) {
      const row = rowIn(expectSuccess(await get('me', {}, call), signedIn).json());
      const user = userRecord(row, config.id) ?? fail(undocumented());
      const { roles } = row;
      const isReadable = Array.isArray(roles) && roles.every((role) => typeof role === 'string');
      return { ...user, roles: isReadable ? roles : null };
    },

    async userBy(key, value, call) {
      const response = await get('users.info', { [key]: value }, call);
      if (response.status === 400) {
        const { error, errorType } = errorBodyOf(response);
        if (errorType === '' && error.startsWith('User not found')) return null;
        if (key === 'email' && !errorType.startsWith('totp-')) {
          throw plainFailure('NOT_SUPPORTED', `${providerName} cannot look up an e-mail address.`);
        }
      }
      const user = rowIn(rowIn(expectSuccess(response, signedIn).json())['user']);
      return userRecord(user, config.id) ?? 'broken';
    },

    async users(offset, call) {
      const query = { count: String(pageSize), offset: String(offset) };
      const response = expectSuccess(await get('users.list', query, call, maxListBytes), listUsers);
      const { rows, envelope } = await rowsIn(response, 'users', pageSize, (row) =>
        userRecord(row, config.id),
      );
      const { total } = read(wireUserList, envelope);
      known.users.saw(total);
      return { rows, size: rows.length, total };
    },

    async permissions(call) {
      const response = expectSuccess(await get('permissions.listAll', {}, call), signedIn);
      const list = read(wirePermissions, response.json());
      return new Map(
        list.update.filter((row) => row !== null).map(({ permission, roles }) => [permission, roles]),
      );
    },
  };
}

function fail(failure: ProviderFailure): never {
  throw failure;
}
