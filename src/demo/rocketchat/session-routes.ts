/** The six routes of device management. */
import type { EmulatorResponse } from '../emulator.ts';
import { failure, notFound, success } from './answers.ts';
import { bySessionId, isResponse, paginated, pagination, sortOrder, type Params } from './params.ts';
import type { Route } from './route.ts';
import { searchTermOf, type SessionStore } from './session-store.ts';
import { hashLoginToken, type RocketChatSession, type RocketChatWorld } from './world.ts';

type Row = Readonly<Record<string, unknown>>;

export function sessionRoutes(world: RocketChatWorld, store: SessionStore): Readonly<Record<string, Route>> {
  const populatedRow = (session: RocketChatSession): Row => {
    const user = store.userOf(session);
    const name = user?.name ?? null;
    return {
      ...listRow(session),
      ...(user === null ? {} : { _user: { username: user.username, ...(name === null ? {} : { name }) } }),
    };
  };
  const page = (
    params: Params,
    matches: (session: RocketChatSession) => boolean,
    rowOf: (session: RocketChatSession) => Row,
  ): EmulatorResponse => {
    const items = pagination(params, world.settings);
    if (isResponse(items)) return items;
    const order = sortOrder(params);
    if (isResponse(order)) return order;
    const { offset, count } = items;
    const sessions = store.listed(matches);
    const rows = sessions.slice(offset, offset + count).map(rowOf);
    return success({ sessions: sortedWithinPage(rows, order), total: sessions.length, count, offset });
  };

  return {
    'GET /api/v1/sessions/list': {
      needs: { licensed: true, permission: null, twoFactor: false },
      params: paginated,
      handle: ({ user, token, params }) =>
        page(
          params,
          (session) => session.userId === user.id && contains(searchTermOf(session), params['filter'] ?? ''),
          (session) => ({
            ...listRow(session),
            ...(world.settings.tellsCurrent
              ? { current: session.loginToken === hashLoginToken(token.secret) }
              : {}),
          }),
        ),
    },

    'GET /api/v1/sessions/info': {
      needs: { licensed: true, permission: null, twoFactor: false },
      params: bySessionId,
      handle({ user, params }) {
        const session = store.find(params['sessionId'] ?? '', user.id);
        // The whole document, hashed login token and all, logged out or not.
        return session === null ? notFound('Session not found') : success(documentOf(session));
      },
    },

    'POST /api/v1/sessions/logout.me': {
      needs: { licensed: true, permission: null, twoFactor: false },
      params: bySessionId,
      handle({ user, params: { sessionId = '' } }) {
        const session = store.find(sessionId, user.id);
        if (session === null || session.loginToken === '') return notFound('Session not found');
        store.logOut(session, user.id);
        return success({ sessionId });
      },
    },

    'GET /api/v1/sessions/list.all': {
      needs: { licensed: true, permission: 'view-device-management', twoFactor: true },
      params: paginated,
      handle({ params }) {
        const filter = params['filter'] ?? '';
        const namesakes = world.users
          .filter(
            (user) => user.active && (contains(user.username, filter) || contains(user.name ?? '', filter)),
          )
          .slice(0, 5);
        const matches = (session: RocketChatSession): boolean =>
          session.sessionId !== '' &&
          (filter === '' ||
            contains(searchTermOf(session), filter) ||
            namesakes.some((user) => user.id === session.userId));
        return page(params, matches, populatedRow);
      },
    },

    'GET /api/v1/sessions/info.admin': {
      needs: { licensed: true, permission: 'view-device-management', twoFactor: true },
      params: bySessionId,
      handle({ params: { sessionId = '' } }) {
        let pattern: RegExp;
        try {
          // Not escaped, and matched anywhere: another session may be the newest one that fits.
          pattern = new RegExp(sessionId, 'i');
        } catch {
          return failure('Regular expression is invalid');
        }
        const [session] = store.listed((candidate) => pattern.test(searchTermOf(candidate)));
        return session === undefined ? notFound('Session not found') : success(populatedRow(session));
      },
    },

    'POST /api/v1/sessions/logout': {
      needs: { licensed: true, permission: 'logout-device-management', twoFactor: true },
      params: bySessionId,
      handle({ user, params: { sessionId = '' } }) {
        const session = store.find(sessionId);
        if (session === null || session.loginToken === '') return notFound('Session not found');
        store.logOut(session, user.id);
        return success({ sessionId });
      },
    },
  };
}

function listRow(session: RocketChatSession): Row {
  return {
    _id: session.sessionId,
    sessionId: session.sessionId,
    userId: session.userId,
    ...(session.device === null ? {} : { device: session.device }),
    host: session.host,
    ip: session.ip,
    loginAt: new Date(session.loginAt).toISOString(),
    ...session.oddities,
  };
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

/** `sort` is applied after the page is cut, so it orders the rows of a page and nothing else. */
function sortedWithinPage(rows: readonly Row[], order: ReadonlyMap<string, 1 | -1>): readonly Row[] {
  return rows.toSorted((one, other) => {
    for (const [key, direction] of order) {
      const [a, b] = [valueAt(one, key), valueAt(other, key)];
      if (a !== b) return a < b ? -direction : direction;
    }
    return 0;
  });
}

function valueAt(row: Row, key: string): string {
  let value: unknown = row;
  for (const part of key.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Row)[part] : undefined;
  }
  return String(value ?? '');
}

function documentOf(session: RocketChatSession): Row {
  const at = new Date(session.loginAt);
  return {
    _id: `${session.sessionId}-document`,
    type: 'session',
    instanceId: 'instance1',
    sessionId: session.sessionId,
    userId: session.userId,
    loginToken: session.loginToken,
    ...(session.device === null ? {} : { device: session.device }),
    host: session.host,
    ip: session.ip,
    loginAt: at.toISOString(),
    createdAt: at.toISOString(),
    day: at.getUTCDate(),
    month: at.getUTCMonth() + 1,
    year: at.getUTCFullYear(),
    searchTerm: searchTermOf(session),
    ...(session.logoutAt === null ? {} : { logoutAt: new Date(session.logoutAt).toISOString() }),
    ...(session.logoutBy === null ? {} : { logoutBy: session.logoutBy }),
  };
}
