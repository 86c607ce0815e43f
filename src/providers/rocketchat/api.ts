/** The calls to Rocket.Chat: paths, credentials, and what an answer means. Sessions leave here as records, users as the wire has them. */
import type { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Upstream, UpstreamResponse } from '../../upstream/upstream.ts';
import type { OffsetPage } from '../offset-walk.ts';
import type { SessionRecord } from '../records.ts';
import type { RocketChatConfig } from './config.ts';
import { errorBodyOf, rocketChatFailure, type RouteNeeds } from './failures.ts';
import { sessionRecord } from './records.ts';
import {
  wireMe,
  wirePermissions,
  wireSession,
  wireSessionList,
  wireUser,
  wireUserEnvelope,
  wireUserList,
  type WireMe,
  type WireUser,
} from './wire.ts';

/** The largest page the server gives unless its administrator changed `API_Upper_Count_Limit`. */
export const pageSize = 100;

/** A page of sessions; `total` counts logged-in devices, all pages. */
export interface SessionList extends OffsetPage<SessionRecord> {
  readonly total: number;
  readonly receivedAt: number;
  /** Calls a minute to this route, or null where the credentials are not limited. */
  readonly callsPerMinute: number | null;
}

export interface UserList extends OffsetPage<WireUser> {
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
  /** With `access: admin` the sessions of everybody, with `self` the credentials' own; newest sign-in first. */
  sessions(query: SessionListQuery, call: Call): Promise<SessionList>;
  /** The newest session whose search term matches the id, which may be another one; null where none does. Only with `access: admin`. */
  sessionLike(sessionId: string, call: Call): Promise<SessionRecord | null>;
  /** False where there never was such a session. A session that has ended is ended again. */
  logout(sessionId: string, call: Call): Promise<boolean>;
  me(call: Call): Promise<WireMe>;
  /**
   * Null where there is none. The user may be another one than asked for, since the server takes a username for an id and the other way
   * round. Rejects with NOT_SUPPORTED for `email` on servers before 8.4.
   */
  userBy(key: 'userId' | 'username' | 'email', value: string, call: Call): Promise<WireUser | null>;
  /** All users by username; the page size that was used is not told. */
  users(offset: number, call: Call): Promise<UserList>;
  /** The roles that each permission is given to. */
  permissions(call: Call): Promise<ReadonlyMap<string, readonly string[]>>;
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
): RocketChatApi {
  const headers = { 'x-user-id': config.userId, 'x-auth-token': config.authToken };
  const administers = config.access === 'admin';

  const get = (route: string, query: Readonly<Record<string, string>>, call: Call) => {
    const search = new URLSearchParams(query).toString();
    const path = `/api/v1/${route}${search === '' ? '' : `?${search}`}`;
    return upstream.send({ method: 'GET', path, headers }, call);
  };
  const expectSuccess = (response: UpstreamResponse, needs: RouteNeeds): UpstreamResponse => {
    if (response.status === 200) return response;
    throw rocketChatFailure(response, providerName, needs);
  };
  const read = <Schema extends z.ZodType>(schema: Schema, response: UpstreamResponse): z.output<Schema> => {
    const parsed = schema.safeParse(response.json());
    if (parsed.success) return parsed.data;
    throw new ProviderFailure(
      'MALFORMED',
      `${providerName} gave an answer that its API does not document: check that baseUrl is a Rocket.Chat server of version 5 or later.`,
    );
  };

  return {
    async sessions({ offset, count, filter }, call) {
      const query = {
        count: String(count),
        offset: String(offset),
        ...(filter === undefined ? {} : { filter }),
      };
      const [route, needs] = administers
        ? (['sessions/list.all', viewDevices] as const)
        : (['sessions/list', ownDevices] as const);
      const response = expectSuccess(await get(route, query, call), needs);
      const list = read(wireSessionList, response);
      const limit = response.header('x-ratelimit-limit') ?? '';
      return {
        rows: list.sessions.map((row) => {
          const session = wireSession.safeParse(row).data;
          return session === undefined ? null : sessionRecord(config.id, session, response.receivedAt);
        }),
        size: list.count,
        total: list.total,
        receivedAt: response.receivedAt,
        callsPerMinute: /^\d+$/.test(limit) ? Number(limit) : null,
      };
    },

    async sessionLike(sessionId, call) {
      const response = await get('sessions/info.admin', { sessionId }, call);
      if (response.status === 404) return null;
      const session = read(wireSession, expectSuccess(response, viewDevices));
      return sessionRecord(config.id, session, response.receivedAt);
    },

    async logout(sessionId, call) {
      const [route, needs] = administers
        ? (['sessions/logout', endDevices] as const)
        : (['sessions/logout.me', ownDevices] as const);
      const response = await upstream.send(
        { method: 'POST', path: `/api/v1/${route}`, headers, body: { sessionId } },
        call,
      );
      if (response.status === 404) return false;
      expectSuccess(response, needs);
      return true;
    },

    async me(call) {
      return read(wireMe, expectSuccess(await get('me', {}, call), signedIn));
    },

    async userBy(key, value, call) {
      const response = await get('users.info', { [key]: value }, call);
      if (response.status === 400) {
        const { error, errorType } = errorBodyOf(response);
        if (errorType === '' && error.startsWith('User not found')) return null;
        if (key === 'email' && !errorType.startsWith('totp-')) {
          throw new ProviderFailure('NOT_SUPPORTED', `${providerName} cannot look up an e-mail address.`);
        }
      }
      return read(wireUserEnvelope, expectSuccess(response, signedIn)).user;
    },

    async users(offset, call) {
      const query = { count: String(pageSize), offset: String(offset) };
      const list = read(wireUserList, expectSuccess(await get('users.list', query, call), listUsers));
      const rows = list.users.map((row) => wireUser.safeParse(row).data ?? null);
      return { rows, size: rows.length, total: list.total };
    },

    async permissions(call) {
      const list = read(wirePermissions, expectSuccess(await get('permissions.listAll', {}, call), signedIn));
      return new Map(
        list.update.filter((row) => row !== null).map(({ permission, roles }) => [permission, roles]),
      );
    },
  };
}
