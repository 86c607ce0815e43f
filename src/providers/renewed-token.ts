/** An access token that is fetched when it is first needed, and again before it ends: one refresh for all who wait. */
import { detachedCall, type Call } from '../upstream/call.ts';
import { throwIfOver, watchCall } from '../upstream/watch-call.ts';

export interface AccessToken {
  /** The `Authorization` header's value. */
  readonly authorization: string;
  /** The scopes that were granted; null where the provider did not say. */
  readonly scope: string | null;
  /** When it stops working, in epoch milliseconds. */
  readonly endsAt: number;
}

export interface RenewedToken {
  /** The current token. Rejects with what fetching it rejected with, with TIMED_OUT, or with the signal's reason. */
  authorization(call: Call): Promise<string>;
  /** The provider did not accept this value: the next call gets a new one. */
  dropped(authorization: string): void;
  current(): AccessToken | null;
}

/** A token is renewed this long before its end, in milliseconds, so that none expires on its way. */
const marginMs = 60_000;

export interface RenewedTokenOptions {
  readonly fetchToken: (call: Call) => Promise<AccessToken>;
  /** How long one refresh may take; it has its own deadline, since it belongs to none of those who wait. */
  readonly timeoutMs: number;
  /** For messages: "Zendesk (support)". */
  readonly providerName: string;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
}

export function createRenewedToken({
  fetchToken,
  timeoutMs,
  providerName,
  now,
}: RenewedTokenOptions): RenewedToken {
  let current: AccessToken | null = null;
  let refresh: Promise<AccessToken> | null = null;
  const lateMessage = `${providerName} did not give an access token in time: ask again later.`;

  const startRefresh = (origin: Call['origin']): Promise<AccessToken> => {
    const started = fetchToken(detachedCall(timeoutMs, origin))
      .then((token) => {
        current = token;
        return token;
      })
      .finally(() => {
        refresh = null;
      });
    // Where everybody has left, nobody is there to handle a failure.
    started.catch(() => {});
    return started;
  };

  return {
    async authorization(call) {
      if (current !== null && now() < current.endsAt - marginMs) return current.authorization;
      throwIfOver(call, lateMessage);
      refresh ??= startRefresh(call.origin);
      return (await waitFor(refresh, call, lateMessage)).authorization;
    },
    dropped(authorization) {
      // Another call may have got a new token meanwhile: that one stays.
      if (current?.authorization === authorization) current = null;
    },
    current: () => current,
  };
}

/** The shared result, or the end of whoever asks: its signal's reason when it left, TIMED_OUT when its time is up. */
function waitFor<T>(shared: Promise<T>, call: Call, lateMessage: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopWatching = watchCall(call, lateMessage, reject);
    shared.then(resolve, reject).finally(stopWatching);
  });
}
