/** Rocket.Chat's REST API for device management, with its order of checks: licence, sign-in, rate limit, parameters, permission, 2FA. */
import { startEmulator, type Emulator, type EmulatorRequest, type EmulatorResponse } from '../emulator.ts';
import {
  noPermission,
  notFound,
  notLicensed,
  notSignedIn,
  tooManyRequests,
  twoFactorRequired,
  unauthorized,
} from './answers.ts';
import { checkedParams, isResponse } from './params.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Principal, Route } from './route.ts';
import { sessionRoutes } from './session-routes.ts';
import { createSessionStore } from './session-store.ts';
import { userRoutes } from './user-routes.ts';
import type { RocketChatToken, RocketChatUser, RocketChatWorld } from './world.ts';

export interface RocketChatEmulator extends Emulator {
  readonly world: RocketChatWorld;
}

/** Starts Rocket.Chat on a free loopback port, over a world that may be changed while it runs. */
export async function startRocketChatEmulator({
  world,
  now = Date.now,
}: {
  readonly world: RocketChatWorld;
  readonly now?: () => number;
}): Promise<RocketChatEmulator> {
  const rateLimit = createRateLimit(now);
  const routes = new Map<string, Route>(
    Object.entries({
      ...sessionRoutes(world, createSessionStore(world, now)),
      ...userRoutes(world, () => emulator.url, now),
    }),
  );

  const answer = (request: EmulatorRequest, name: string, route: Route): EmulatorResponse => {
    const { settings } = world;
    const { licensed } = route.needs;
    if (licensed && settings.licence === 'refusedWith400') return notLicensed;
    const signedIn = signIn(world, request);
    if (signedIn === null) return notSignedIn;
    const { user } = signedIn;
    const can = (permission: string): boolean =>
      user.roles.some((role) => world.permissions[permission]?.includes(role) === true);

    if (settings.rateLimit === null || can('api-bypass-rate-limit')) {
      return checked(request, route, { ...signedIn, can });
    }
    const { exceeded, resetAt, headers } = rateLimit.count(name, settings.rateLimit);
    const response = exceeded
      ? tooManyRequests(Math.ceil((resetAt - now()) / 1000), resetAt)
      : checked(request, route, { ...signedIn, can });
    return { ...response, headers: { ...response.headers, ...headers } };
  };

  const checked = (
    request: EmulatorRequest,
    route: Route,
    principal: Omit<Principal, 'params'>,
  ): EmulatorResponse => {
    const { permission, twoFactor, licensed } = route.needs;
    const params = checkedParams(request, route.params);
    if (isResponse(params)) return params;
    if (permission !== null && !principal.can(permission)) return noPermission;
    const askedForCode =
      twoFactor &&
      world.settings.twoFactor &&
      principal.user.hasTwoFactor &&
      !principal.token.bypassesTwoFactor;
    if (askedForCode) return twoFactorRequired;
    if (licensed && world.settings.licence === 'refusedWith403') return unauthorized;
    return route.handle({ ...principal, params });
  };

  const emulator = await startEmulator({
    now,
    handle(request) {
      const name = `${request.method} ${request.path}`;
      const route = routes.get(name);
      return route === undefined ? notFound('API endpoint not found') : answer(request, name, route);
    },
    tooManyRequests: (seconds) => tooManyRequests(seconds, now() + seconds * 1000),
  });
  return Object.assign(emulator, { world });
}

function signIn(
  world: RocketChatWorld,
  { headers }: EmulatorRequest,
): { readonly user: RocketChatUser; readonly token: RocketChatToken } | null {
  const user = world.users.find(({ id }) => id === headers['x-user-id']);
  const token = user?.tokens.find(({ secret }) => secret === headers['x-auth-token']);
  return user === undefined || token === undefined ? null : { user, token };
}
