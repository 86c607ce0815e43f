/** The routes about users and permissions that linking and checking need, and the one that ends all of a user's tokens. */
import { failure, invalidParams, success, unauthorized } from './answers.ts';
import { isResponse, pagination } from './params.ts';
import type { Principal, Route } from './route.ts';
import { hashLoginToken, type RocketChatUser, type RocketChatWorld } from './world.ts';

const signedIn = { licensed: false, permission: null, twoFactor: false };
const seesEverything = 'view-full-other-user-info';

export function userRoutes(
  world: RocketChatWorld,
  baseUrl: () => string,
  now: () => number,
): Readonly<Record<string, Route>> {
  return {
    'GET /api/v1/me': {
      needs: signedIn,
      params: { known: {} },
      handle: ({ user }) =>
        success({
          ...wholeUser(user),
          avatarUrl: `${baseUrl()}/avatar/${encodeURIComponent(user.username)}`,
        }),
    },

    'GET /api/v1/users.info': {
      needs: signedIn,
      params: { known: { userId: 'string', username: 'string', importId: 'string', email: 'string' } },
      handle(asker) {
        const entries = Object.entries(asker.params);
        const [entry] = entries;
        const [major, minor] = world.settings.version;
        const knowsEmail = major > 8 || (major === 8 && minor >= 4);
        if (entry === undefined || entries.length > 1 || (entry[0] === 'email' && !knowsEmail)) {
          return invalidParams('must match exactly one schema in oneOf');
        }
        const [key, value] = entry;
        const user = findUser(world, asker, key, value);
        if (user === null) return failure('User not found.');
        const own = user === asker.user;
        const canViewAllInfo = own || asker.can(seesEverything);
        return success({
          user: {
            ...(canViewAllInfo ? wholeUser(user) : publicUser(user)),
            canViewAllInfo,
            ...(own ? { services: servicesOf(user) } : {}),
          },
        });
      },
    },

    'GET /api/v1/users.list': {
      needs: { ...signedIn, permission: 'view-d-room' },
      params: { known: { count: 'number', offset: 'number', sort: 'string' } },
      handle(asker) {
        const items = pagination(asker.params, world.settings);
        if (isResponse(items)) return items;
        const { offset, count } = items;
        const everybody = world.users.toSorted((one, other) => (one.username < other.username ? -1 : 1));
        const users = everybody
          .slice(offset, offset + count)
          .map(asker.can(seesEverything) ? wholeUser : publicUser);
        // Unlike the session lists, `count` is the number of rows.
        return success({ users, count: users.length, offset, total: everybody.length });
      },
    },

    'GET /api/v1/permissions.listAll': {
      needs: signedIn,
      params: { known: { updatedSince: 'string' } },
      handle: () =>
        success({
          update: Object.entries(world.permissions).map(([permission, roles]) => ({
            _id: permission,
            roles,
          })),
          remove: [],
        }),
    },

    'POST /api/v1/users.logout': {
      needs: signedIn,
      params: { known: { userId: 'string' } },
      handle(asker) {
        const userId = asker.params['userId'] ?? asker.user.id;
        if (userId !== asker.user.id && !asker.can('logout-other-user')) return unauthorized;
        const user = world.users.find(({ id }) => id === userId);
        if (user === undefined) return failure('User not found.');
        // Every token goes, personal access tokens too.
        user.tokens = [];
        for (const session of world.sessions) if (session.userId === userId) session.logoutAt ??= now();
        return success({ message: `User ${userId} has been logged out!` });
      },
    },
  };
}

/** By id or username, whichever of the two was asked for; by address only for those who may see addresses. */
function findUser(
  world: RocketChatWorld,
  asker: Principal,
  key: string,
  value: string,
): RocketChatUser | null {
  if (key === 'importId') return null;
  if (key === 'email') {
    if (!asker.can(seesEverything)) return null;
    return (
      world.users.find(({ emails }) => emails.some(({ address }) => address === value.toLowerCase())) ?? null
    );
  }
  return world.users.find(({ id, username }) => id === value || username === value) ?? null;
}

function publicUser(user: RocketChatUser): Readonly<Record<string, unknown>> {
  const { id, username, name, active } = user;
  return { _id: id, username, ...(name === null ? {} : { name }), active, type: 'user', status: 'offline' };
}

function wholeUser(user: RocketChatUser): Readonly<Record<string, unknown>> {
  const { emails, roles, lastLogin } = user;
  return {
    ...publicUser(user),
    ...(emails.length === 0 ? {} : { emails }),
    roles,
    ...(lastLogin === null ? {} : { lastLogin: new Date(lastLogin).toISOString() }),
  };
}

/** What `users.info` gives of the asker's own account. */
function servicesOf(user: RocketChatUser): Readonly<Record<string, unknown>> {
  return {
    password: true,
    resume: { loginTokens: user.tokens.map(({ secret }) => ({ hashedToken: hashLoginToken(secret) })) },
  };
}
