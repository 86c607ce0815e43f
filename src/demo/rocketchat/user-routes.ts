/** The routes about users and permissions that linking and checking need, and the one that ends all of a user's tokens. */
import { failure, invalidParams, success, unauthorized } from './answers.ts';
import { isResponse, pagination } from './params.ts';
import type { Principal, Route } from './route.ts';
import { hashLoginToken, type RocketChatUser, type RocketChatWorld } from './world.ts';

const signedIn = { licensed: false, permission: null, twoFactor: false };
const seesEverything = 'view-full-other-user-info';
const workspaceCreatedAt = Date.parse('2020-01-01T00:00:00.000Z');

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
          ...detailedUser(user),
          avatarUrl: `${baseUrl()}/avatar/${encodeURIComponent(user.username)}`,
          ...(user.emails[0]?.verified === true ? { email: user.emails[0].address } : {}),
          isOAuthUser: false,
          settings: { profile: {}, preferences: {}, calendar: {} },
          services: { password: { exists: true }, totp: { enabled: user.hasTwoFactor } },
        }),
    },

    'GET /api/v1/users.info': {
      needs: signedIn,
      params: {
        known: {
          userId: 'string',
          username: 'string',
          importId: 'string',
          email: 'string',
          freeSwitchExtension: 'string',
          includeUserRooms: 'string',
          // Known and without effect since 7.0 (developer.rocket.chat/apidocs/get-users-info).
          fields: 'string',
        },
      },
      handle(principal) {
        const { includeUserRooms, fields: _fields, ...selectors } = principal.params;
        const entries = Object.entries(selectors);
        const [entry] = entries;
        if (entry === undefined || entries.length > 1 || !isKnownSelector(world, entry[0])) {
          return invalidParams('must match a schema in anyOf');
        }
        const [key, value] = entry;
        const user = findUser(world, principal, key, value);
        if (user === null) return failure('User not found.');
        const own = user === principal.user;
        const canViewAllInfo = own || principal.can(seesEverything);
        // Nobody of this workspace has joined a room.
        const seesRooms = includeUserRooms === 'true' && (own || principal.can('view-other-user-channels'));
        return success({
          user: {
            ...(canViewAllInfo ? detailedUser(user) : publicUser(user)),
            canViewAllInfo,
            ...(own ? { services: servicesOf(user) } : {}),
            ...(seesRooms ? { rooms: [] } : {}),
          },
        });
      },
    },

    'GET /api/v1/users.list': {
      needs: { ...signedIn, permission: 'view-d-room' },
      params: { known: { count: 'number', offset: 'number', sort: 'string', email: 'string' } },
      handle(principal) {
        const items = pagination(principal.params, world.settings);
        if (isResponse(items)) return items;
        const { offset, count } = items;
        const { email } = principal.params;
        if (email !== undefined && !isAtLeast(world, 8, 4)) {
          return invalidParams('must NOT have additional properties');
        }
        if (email === '') return invalidParams('must NOT have fewer than 1 characters');
        const sees = principal.can(seesEverything);
        const matching = world.users
          .filter((user) => email === undefined || (sees && hasAddress(user, email)))
          .toSorted((one, other) => (one.username < other.username ? -1 : 1));
        const users = matching.slice(offset, offset + count).map(sees ? listedUser : publicUser);
        // Unlike the session lists, `count` is the number of rows.
        return success({ users, count: users.length, offset, total: matching.length });
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
      handle(principal) {
        const userId = principal.params['userId'] ?? principal.user.id;
        if (userId !== principal.user.id && !principal.can('logout-other-user')) return unauthorized;
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

function isAtLeast({ settings }: RocketChatWorld, major: number, minor: number): boolean {
  const [isMajor, isMinor] = settings.version;
  return isMajor > major || (isMajor === major && isMinor >= minor);
}

function isKnownSelector(world: RocketChatWorld, key: string): boolean {
  if (key === 'email') return isAtLeast(world, 8, 4);
  if (key === 'freeSwitchExtension') return isAtLeast(world, 8, 5);
  return true;
}

/** By id or username, whichever of the two was asked for; by address only for those who may see addresses. */
function findUser(
  world: RocketChatWorld,
  principal: Principal,
  key: string,
  value: string,
): RocketChatUser | null {
  switch (key) {
    case 'userId':
    case 'username':
      return world.users.find(({ id, username }) => id === value || username === value) ?? null;
    case 'email':
      return principal.can(seesEverything)
        ? (world.users.find((user) => hasAddress(user, value)) ?? null)
        : null;
    default:
      return null;
  }
}

function hasAddress({ emails }: RocketChatUser, email: string): boolean {
  return emails.some(({ address }) => address === email.toLowerCase());
}

function publicUser(user: RocketChatUser): Readonly<Record<string, unknown>> {
  const { id, username, name, active } = user;
  return { _id: id, username, ...(name === null ? {} : { name }), active, type: 'user', status: 'offline' };
}

/** What a list adds for those who may see everything (@rocket.chat/rest-typings 8.8.1, `DefaultUserInfo`). */
function listedUser(user: RocketChatUser): Readonly<Record<string, unknown>> {
  const { emails, roles, lastLogin } = user;
  return {
    ...publicUser(user),
    ...(emails.length === 0 ? {} : { emails }),
    roles,
    ...(lastLogin === null ? {} : { lastLogin: new Date(lastLogin).toISOString() }),
  };
}

/** What is told of one user beyond that (@rocket.chat/core-typings 8.8.1, `IUser`). */
function detailedUser(user: RocketChatUser): Readonly<Record<string, unknown>> {
  const createdAt = user.createdAt ?? workspaceCreatedAt;
  return {
    ...listedUser(user),
    createdAt: new Date(createdAt).toISOString(),
    _updatedAt: new Date(user.lastLogin ?? createdAt).toISOString(),
    utcOffset: 0,
  };
}

/** What `users.info` gives of the principal's own account. */
function servicesOf(user: RocketChatUser): Readonly<Record<string, unknown>> {
  return {
    password: { bcrypt: '$2b$10$an-emulated-hash' },
    resume: { loginTokens: user.tokens.map(({ secret }) => ({ hashedToken: hashLoginToken(secret) })) },
  };
}
