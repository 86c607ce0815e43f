/** Zendesk's session endpoints (api-reference, Sessions) and `logout_many`. */
import type { EmulatorRequest, EmulatorResponse } from '../emulator.ts';
import { forbiddenForRole, noContent, ok, recordNotFound, tooManyValues, urlOf } from './answers.ts';
import { paginate } from './paging.ts';
import type { ZendeskSession, ZendeskSettings, ZendeskUser, ZendeskWorld } from './world.ts';

export interface SessionEndpoints {
  list(request: EmulatorRequest, principal: ZendeskUser): EmulatorResponse;
  listOf(request: EmulatorRequest, principal: ZendeskUser, userId: number): EmulatorResponse;
  show(request: EmulatorRequest, principal: ZendeskUser, userId: number, sessionId: number): EmulatorResponse;
  end(principal: ZendeskUser, userId: number, sessionId: number): EmulatorResponse;
  endAll(principal: ZendeskUser, userId: number): EmulatorResponse;
  logoutMany(request: EmulatorRequest, principal: ZendeskUser): EmulatorResponse;
}

export function createSessionEndpoints(world: ZendeskWorld, settings: ZendeskSettings): SessionEndpoints {
  /** What `logout_many` has taken on, and the reads until it is done. */
  let signingOut: { readonly userIds: readonly number[]; reads: number }[] = [];

  const afterRead = () => {
    for (const job of signingOut) job.reads -= 1;
    const done = new Set(signingOut.filter(({ reads }) => reads < 0).flatMap(({ userIds }) => userIds));
    signingOut = signingOut.filter(({ reads }) => reads >= 0);
    world.sessions = world.sessions.filter(({ user_id: userId }) => !done.has(userId));
  };

  const page = (request: EmulatorRequest, sessions: readonly ZendeskSession[]) =>
    paginate(
      request,
      { key: 'sessions', rows: sessions, show: (session) => showSession(request, session) },
      settings,
    );

  const find = (userId: number, sessionId: number) =>
    world.sessions.find((session) => session.id === sessionId && session.user_id === userId);

  const isKnown = (userId: number) => world.users.some(({ id, active }) => id === userId && active);

  return {
    /** All of the account's for an admin; only their own for anybody else. */
    list(request, principal) {
      afterRead();
      const visible = world.sessions.filter(({ user_id: userId }) => mayTouch(principal, userId));
      return page(request, visible);
    },
    listOf(request, principal, userId) {
      if (!mayTouch(principal, userId)) return forbiddenForRole;
      if (!isKnown(userId)) return recordNotFound;
      afterRead();
      return page(
        request,
        world.sessions.filter((session) => session.user_id === userId),
      );
    },
    show(request, principal, userId, sessionId) {
      if (!mayTouch(principal, userId)) return forbiddenForRole;
      afterRead();
      const session = find(userId, sessionId);
      if (session === undefined) return recordNotFound;
      const shown = showSession(request, session);
      return ok({ session: settings.sessionShape === 'array' ? [shown] : shown });
    },
    end(principal, userId, sessionId) {
      if (!mayTouch(principal, userId)) return forbiddenForRole;
      const session = find(userId, sessionId);
      if (session === undefined) return recordNotFound;
      world.sessions = world.sessions.filter((other) => other !== session);
      return noContent;
    },
    endAll(principal, userId) {
      if (!mayTouch(principal, userId)) return forbiddenForRole;
      if (!isKnown(userId)) return recordNotFound;
      world.sessions = world.sessions.filter((session) => session.user_id !== userId);
      return noContent;
    },
    logoutMany({ query }, principal) {
      if (principal.role !== 'admin') return forbiddenForRole;
      const userIds = (query.get('ids') ?? '').split(',').map(Number);
      if (userIds.length > 100) return tooManyValues;
      signingOut.push({ userIds, reads: settings.logoutManyAfterReads });
      return { status: 202 };
    },
  };
}

function mayTouch(principal: ZendeskUser, userId: number): boolean {
  return principal.role === 'admin' || principal.id === userId;
}

function showSession(request: EmulatorRequest, session: ZendeskSession): object {
  const { shownAs, ...row } = session;
  return {
    ...row,
    url: urlOf(request, `/api/v2/users/${session.user_id}/sessions/${session.id}.json`),
    ...shownAs,
  };
}
