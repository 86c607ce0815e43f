/** The session collection: who is listed, how devices are grouped, and when a logout shows. */
import {
  hashLoginToken,
  type RocketChatSession,
  type RocketChatUser,
  type RocketChatWorld,
} from './world.ts';

export interface SessionStore {
  /** The newest connection of each device that is logged in and matches, newest first. */
  listed(matches: (session: RocketChatSession) => boolean): readonly RocketChatSession[];
  /** A document by its id, logged out or not. */
  find(sessionId: string, userId?: string): RocketChatSession | null;
  /** Ends the device: its token is gone, and all its documents are marked. */
  logOut(session: RocketChatSession, by: string): void;
  userOf(session: RocketChatSession): RocketChatUser | null;
}

export function createSessionStore(world: RocketChatWorld, now: () => number): SessionStore {
  let pending: { readsLeft: number; readonly write: () => void }[] = [];

  const countRead = (): void => {
    for (const logout of pending) {
      if (logout.readsLeft === 0) logout.write();
      logout.readsLeft -= 1;
    }
    pending = pending.filter(({ readsLeft }) => readsLeft >= 0);
  };
  const userOf = (session: RocketChatSession): RocketChatUser | null =>
    world.users.find((user) => user.id === session.userId) ?? null;

  return {
    listed(matches) {
      countRead();
      const newestByToken = new Map<string, RocketChatSession>();
      const candidates = world.sessions
        .filter((session) => session.logoutAt === null && session.loginToken !== '' && matches(session))
        .toSorted(newestFirst);
      for (const session of candidates) {
        if (!newestByToken.has(session.loginToken)) newestByToken.set(session.loginToken, session);
      }
      return [...newestByToken.values()];
    },

    find(sessionId, userId) {
      return (
        world.sessions.find(
          (session) => session.sessionId === sessionId && (userId === undefined || session.userId === userId),
        ) ?? null
      );
    },

    logOut(session, by) {
      const at = now();
      const write = (): void => {
        const user = userOf(session);
        if (user !== null) {
          user.tokens = user.tokens.filter(({ secret }) => hashLoginToken(secret) !== session.loginToken);
        }
        for (const document of world.sessions) {
          if (document.userId !== session.userId || document.loginToken !== session.loginToken) continue;
          document.logoutAt = at;
          document.logoutBy = by;
        }
      };
      const readsLeft = world.settings.readsUntilLogoutShows;
      if (readsLeft === 0) write();
      else pending.push({ readsLeft, write });
    },

    userOf,
  };
}

/** What `filter` and `info.admin` search in: run together, without separators. */
export function searchTermOf({ device, sessionId, userId }: RocketChatSession): string {
  return [device?.name, device?.type, device?.os.name, sessionId, userId].join('');
}

function newestFirst(one: RocketChatSession, other: RocketChatSession): number {
  return other.loginAt - one.loginAt;
}
