/** One Zendesk account over real HTTP: it enforces what the real API enforces, as far as that is known. */
import { startEmulator, type Emulator, type EmulatorRequest, type EmulatorResponse } from '../emulator.ts';
import { authenticate, issueToken } from './access.ts';
import { invalidEndpoint, noContent, recordNotFound, tooManyRequests } from './answers.ts';
import { createRateLimit } from './rate-limit.ts';
import { createSessionEndpoints } from './sessions.ts';
import { createUserEndpoints } from './users.ts';
import type { ZendeskSettings, ZendeskUser, ZendeskWorld } from './world.ts';

export interface ZendeskEmulatorOptions {
  readonly world: ZendeskWorld;
  readonly settings?: Partial<ZendeskSettings>;
  /** The clock that tokens and the rate limit go by, in epoch milliseconds. */
  readonly now?: () => number;
}

export interface ZendeskEmulator extends Emulator {
  readonly world: ZendeskWorld;
  readonly settings: ZendeskSettings;
}

/** Starts the emulator. World and settings may be changed while it runs. */
export async function startZendeskEmulator(options: ZendeskEmulatorOptions): Promise<ZendeskEmulator> {
  const { world, now = Date.now } = options;
  const settings: ZendeskSettings = {
    cursorPaging: true,
    cursorStyle: 'ticketing',
    sessionShape: 'array',
    sideloadsIdentities: true,
    logoutManyAfterReads: 1,
    rateLimit: null,
    ...options.settings,
  };
  const sessions = createSessionEndpoints(world, settings);
  const users = createUserEndpoints(world, settings);
  const limit = createRateLimit(settings, now);

  const answer = (request: EmulatorRequest): EmulatorResponse => {
    const path = request.path.replace(/\.json$/, '').replace(/\/$/, '');
    if (path === '/oauth/tokens' && request.method === 'POST') return issueToken(world, request, now());
    if (!path.startsWith('/api/v2/')) {
      return { status: 404, headers: { 'content-type': 'text/html' }, text: '<html><h1>Oops</h1></html>' };
    }
    const unacceptable = checkHeaders(request);
    if (unacceptable !== null) return unacceptable;

    const { user, refusal } = authenticate(world, request, now());
    const route = `${request.method} ${path.slice('/api/v2'.length)}`;
    if (route === 'GET /users/me' && (user !== null || refusal.status === 401)) {
      return users.me(request, user);
    }
    if (user === null) return refusal;
    return signedIn(request, route, user);
  };

  const signedIn = (request: EmulatorRequest, route: string, principal: ZendeskUser): EmulatorResponse => {
    switch (route) {
      case 'GET /sessions':
        return sessions.list(request, principal);
      case 'GET /users':
        return users.list(request, principal);
      case 'GET /users/show_many':
        return users.showMany(request, principal);
      case 'GET /users/search':
        return users.search(request, principal);
      case 'POST /users/logout_many':
        return sessions.logoutMany(request, principal);
      // Token authentication has no current session, so there is nothing to show, to renew or to end.
      case 'GET /users/me/session':
      case 'GET /users/me/session/renew':
        return recordNotFound;
      case 'DELETE /users/me/logout':
        return noContent;
    }
    const [, shown] = /^GET \/users\/(\d+)$/.exec(route) ?? [];
    if (shown !== undefined) return users.show(request, principal, Number(shown));
    const [, isSelf, identified] = /^GET \/(end_)?users\/(\d+)\/identities$/.exec(route) ?? [];
    if (identified !== undefined) {
      const owner = isSelf === undefined ? 'users' : 'end_users';
      return users.identities(request, principal, owner, Number(identified));
    }
    const [, method, userId, sessionId] =
      /^(GET|DELETE) \/users\/(\d+)\/sessions(?:\/(\d+))?$/.exec(route) ?? [];
    if (method === undefined) return invalidEndpoint;
    const owner = Number(userId);
    if (sessionId === undefined) {
      return method === 'GET'
        ? sessions.listOf(request, principal, owner)
        : sessions.endAll(principal, owner);
    }
    return method === 'GET'
      ? sessions.show(request, principal, owner, Number(sessionId))
      : sessions.end(principal, owner, Number(sessionId));
  };

  const emulator = await startEmulator({
    now,
    handle: (request) => limit(() => answer(request)),
    tooManyRequests,
  });
  return Object.assign(emulator, { world, settings });
}

/** "Send Accept always, and Content-Type on PUT, POST and DELETE" (api-reference/introduction/requests). */
function checkHeaders({ method, headers }: EmulatorRequest): EmulatorResponse | null {
  if (!(headers.accept ?? '').includes('application/json')) {
    return { status: 406, headers: { 'content-type': 'text/plain' }, text: 'Not Acceptable' };
  }
  const needsType = method === 'DELETE' || method === 'PUT';
  if (needsType && !(headers['content-type'] ?? '').startsWith('application/json')) {
    return { status: 415, headers: { 'content-type': 'text/plain' }, text: 'Unsupported Media Type' };
  }
  return null;
}
