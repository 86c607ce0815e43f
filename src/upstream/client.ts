/** The HTTP client that every adapter is given: it sends a call, and again where that may help. */
import { Agent, type Dispatcher } from 'undici';
import { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { ProviderFailure } from './failure.ts';
import { ConnectionFailure } from './network-failure.ts';
import { longestConnectMs } from './parts.ts';
import { createRetryBudget, pauseBefore } from './retry.ts';
import { retryAfterAt } from './status-failure.ts';
import type { Tried } from './sender.ts';
import { createTries, type TriesOptions } from './tries.ts';
import type { Upstream, UpstreamRequest, UpstreamResponse } from './upstream.ts';
import { waitOnTimer, type Wait } from './wait.ts';

export interface UpstreamOptions extends Omit<TriesOptions, 'now' | 'random'> {
  /** The wall clock, in epoch milliseconds. */
  readonly now?: () => number;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** Waits before a call is sent again. */
  readonly wait?: Wait;
}

/** The connections of the process: a keep-alive pool for each origin. Close it, or destroy it, when the process ends. */
export function createDispatcher(): Dispatcher {
  return new Agent({
    // No provider may take longer to connect, whatever its timeoutMs (see parts.ts).
    connect: { timeout: longestConnectMs },
    // Proxies commonly close idle connections after 60 s; a provider that says less in Keep-Alive is obeyed.
    keepAliveTimeout: 30_000,
    // Every call has its own deadline, which is kept to the millisecond; undici's timers have a resolution of half a second.
    headersTimeout: 0,
    bodyTimeout: 0,
    // One HTTP/2 connection for all calls would let a stalled one stop the rest.
    allowH2: false,
  });
}

/** The client of one provider. Nothing is sent and no connection opened before the first `send`. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const { now = Date.now, random = Math.random, wait = waitOnTimer } = options;
  const tries = createTries({ ...options, now, random });
  const budget = createRetryBudget();

  /** How long to wait before the next try, in milliseconds; null where there is to be none. */
  const pauseAfter = ({ end, attempt, endedAt }: Tried, call: Call): number | null => {
    const isAnswer = end instanceof Answer;
    if (!isAnswer && !(end instanceof ConnectionFailure)) return null;
    const retryAt = isAnswer ? retryAfterAt(end) : null;
    const failed = {
      attempt,
      status: isAnswer ? end.status : null,
      retryAfterMs: retryAt === null ? null : retryAt - now(),
      msLeft: call.deadlineAt - endedAt,
    };
    const pause = pauseBefore(failed, random());
    if (pause === null || budget.withdraw(endedAt)) return pause;
    tries.tellRefused('retries', null, call);
    return null;
  };

  /** Tries again until there is nothing more to try. */
  const goOn = async (first: Tried, request: UpstreamRequest, call: Call): Promise<UpstreamResponse> => {
    for (let tried = first; ;) {
      const pause = pauseAfter(tried, call);
      if (pause === null) return endOf(tried, request);
      await wait(pause, call.signal);
      const before = tried;
      try {
        tried = await tries.send(request, call, before.attempt + 1);
      } catch (error) {
        // It may not be sent again. How the last try ended says more than that.
        if (error instanceof ProviderFailure) return endOf(before, request, error.retryAt);
        throw error;
      }
      // A 429 says that nothing was done.
      const wasRefused = before.end instanceof Answer && before.end.status === 429;
      tried.isRepeat = before.isRepeat || (before.wasSent && !wasRefused);
    }
  };

  return {
    async send(request, call) {
      const tried = await tries.send(request, call, 1);
      budget.deposit(tried.endedAt);
      const { end } = tried;
      if (end instanceof Answer && end.status < 400) return end;
      return effectOf(request) === 'once' ? endOf(tried, request) : goOn(tried, request, call);
    },
    callsLeft: tries.callsLeft,
    state: tries.state,
  };

  /** @param refusedUntil when a further try may be sent, in epoch milliseconds, where one was refused. */
  function endOf(
    { end, wasSent, isRepeat }: Tried,
    request: UpstreamRequest,
    refusedUntil: number | null = null,
  ): UpstreamResponse {
    if (end instanceof Answer) {
      end.isRepeat = isRepeat;
      end.refusedUntil = refusedUntil;
      return end;
    }
    if (!(end instanceof ProviderFailure)) throw end;
    const isChange = effectOf(request) !== 'read';
    const retryAt = refusedUntil ?? end.retryAt;
    if (isChange && (wasSent || isRepeat)) throw mayBeDone(end, retryAt);
    throw retryAt === end.retryAt ? end : new ProviderFailure(end.status, end.message, { retryAt });
  }

  /** Nobody knows whether the change was made. */
  function mayBeDone({ status, message }: ProviderFailure, retryAt: number | null): ProviderFailure {
    const { providerName } = options;
    return new ProviderFailure(status, `${message} The change may have been made: look, and ask again.`, {
      retryAt,
      forPeople: `${providerName} did not say whether it was done: look, and try again.`,
    });
  }
}

function effectOf({ effect, method }: UpstreamRequest): NonNullable<UpstreamRequest['effect']> {
  return effect ?? (method === 'GET' ? 'read' : 'once');
}
