/** Revokes one session, and makes sure that it is gone. */
import type { Call } from '../../upstream/call.ts';
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';
import type { Wait } from '../../upstream/wait.ts';
import type { RevokeAnswer, SessionRef } from '../provider.ts';
import type { RocketChatApi } from './api.ts';
import type { RocketChatConfig } from './config.ts';
import { findSession, isAskable } from './sessions.ts';

/**
 * Milliseconds before each look whether the session is gone. Servers of today answer when it is; 5.x and 6.x answer before they write
 * (RocketChat/Rocket.Chat, ee/server/api/sessions.ts: an unawaited `Promise.all`).
 */
const looks = [0, 50, 100, 200, 400, 800];

interface Revoking {
  readonly api: RocketChatApi;
  readonly config: Pick<RocketChatConfig, 'access' | 'userId'>;
  readonly providerName: string;
  readonly wait: Wait;
}

export async function revokeSession(revoking: Revoking, ref: SessionRef, call: Call): Promise<RevokeAnswer> {
  const { api, config } = revoking;
  if (!isAskable(ref.nativeId)) return { outcome: 'NOT_FOUND', session: null };
  // A logout repeated is a success again: only a look before tells the two apart.
  const session = await findSession(api, config, { nativeId: ref.nativeId, accountId: null }, call);
  if (session !== null && ref.accountId !== null && session.accountId !== ref.accountId) {
    return { outcome: 'NOT_FOUND', session: null };
  }

  if (!(await api.logout(ref.nativeId, call))) return { outcome: 'NOT_FOUND', session: null };
  if (session === null) return { outcome: 'ALREADY_ENDED', session: null };
  await untilGone(revoking, ref.nativeId, session.accountId === config.userId, call);
  return { outcome: 'REVOKED', session: null };
}

/** @param isOwn whether the session is one of the credentials' own user, and may be the one the credentials live in. */
async function untilGone(
  { api, config, providerName, wait }: Revoking,
  sessionId: string,
  isOwn: boolean,
  call: Call,
): Promise<void> {
  for (const pause of looks) {
    if (performance.now() + pause >= call.deadlineAt) break;
    if (pause > 0) await wait(pause, call.signal);
    try {
      if ((await findSession(api, config, { nativeId: sessionId, accountId: null }, call)) === null) return;
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      // The same question was answered a moment ago: the credentials were the session's own, and ended with it.
      if (isOwn && error.status === 'NOT_AUTHORIZED') return;
      throw new ProviderFailure(
        error.status,
        `${providerName} accepted the sign-out, but it could not be checked: ${error.message}`,
        {
          retryAt: error.retryAt,
          cause: error,
          forPeople: `${providerName} accepted the sign-out, but it could not be checked. ${error.forPeople(providerName)}`,
        },
      );
    }
  }
  throw plainFailure(
    'UNAVAILABLE',
    `${providerName} accepted the sign-out, but still shows the session as signed in: ask again.`,
  );
}
