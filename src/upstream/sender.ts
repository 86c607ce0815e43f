/** Sends a call that may be sent, and tells all that keep count how it ended. */
import type { Dispatcher } from 'undici';
import type { Admission } from './admission.ts';
import { Answer } from './answer.ts';
import type { Call } from './call.ts';
import type { CallEnd, Circuit } from './circuit.ts';
import { dispatchOptionsTo } from './dispatch-options.ts';
import { createDueWatch } from './due-watch.ts';
import { exchange, type ExchangeOptions } from './exchange.ts';
import { ProviderFailure } from './failure.ts';
import type { SentEvent, UpstreamObserver } from './observer.ts';
import { partsOf } from './parts.ts';
import type { Seen } from './seen.ts';
import { endCallSpan, startCallSpan, traceparentOf } from './spans.ts';
import { failureOfStatus } from './status-failure.ts';
import type { UpstreamRequest } from './upstream.ts';

/** What is sent, for whom. */
export interface Try {
  readonly request: UpstreamRequest;
  readonly call: Call;
  /** See `Admission`. */
  readonly route: string;
  /** 1 for the first. */
  readonly attempt: number;
}

/** A try that has ended. */
export interface Tried {
  /** An answer, an error of the exchange, or the signal's reason. */
  readonly end: unknown;
  readonly attempt: number;
  /** On the clock of `performance.now()`. */
  readonly endedAt: number;
  /** Whether it may have reached the provider. */
  readonly wasSent: boolean;
  /** Whether an earlier try may have reached it. */
  isRepeat: boolean;
}

export interface SenderOptions {
  /** Origin and, where the API lives below one, a path: `https://chat.example.com/team`. */
  readonly baseUrl: string;
  /** How long a call may take in all, in milliseconds; its parts get shares of it. */
  readonly timeoutMs: number;
  /** Shared by all providers of the process; see `createDispatcher`. */
  readonly dispatcher: Dispatcher;
  /** Its id in the configuration: "support". */
  readonly providerId: string;
  /** For messages: "Zendesk (support)". */
  readonly providerName: string;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
  /** Sends `traceparent` along, so that the provider can continue the trace. */
  readonly propagateTrace?: boolean;
}

/** What keeps count of a provider's calls, and is told how each ended. */
export interface CallCounts {
  readonly observer: Required<UpstreamObserver>;
  readonly seen: Seen;
  readonly circuit: Circuit;
  readonly admission: Admission;
}

/** The call has entered admission and circuit, and leaves both when it has ended. */
export function createSender(
  options: SenderOptions,
  { observer, seen, circuit, admission }: CallCounts,
): (sent: Try, isProbe: boolean) => Promise<Tried> {
  const { dispatcher, timeoutMs, providerId, providerName, now, propagateTrace = false } = options;
  const exchangeOptions: ExchangeOptions = {
    dispatcher,
    dispatchOptionsOf: dispatchOptionsTo(options.baseUrl),
    providerName,
    now,
    parts: partsOf(timeoutMs),
    watch: createDueWatch(),
    onMalformed({ told, isProbe }) {
      if (told === null || told.failure !== null) return;
      seen.note('MALFORMED', now());
      observer.malformed({ ...told, failure: 'MALFORMED' });
      circuit.correct(isProbe);
    },
  };

  /** What an end says of how the provider is. */
  function callEnd(failure: SentEvent['failure'], durationMs: number): CallEnd {
    if (failure === 'UNAVAILABLE' || failure === 'MALFORMED') return 'failed';
    // It may have been given too little time, as the last page of many.
    if (failure === 'TIMED_OUT') return durationMs >= timeoutMs / 2 ? 'failed' : 'unknown';
    return failure === 'ABANDONED' ? 'unknown' : 'answered';
  }

  return async ({ request, call, route, attempt }, isProbe) => {
    const { origin } = call;
    const { method } = request;
    if (origin !== undefined) origin.calls += 1;
    const span = startCallSpan(providerId, method, origin);
    const traceparent = propagateTrace ? traceparentOf(span) : null;
    const { end, sentAt, wasSent } = await exchange(exchangeOptions, request, traceparent, call);
    const endedAt = performance.now();
    const durationMs = endedAt - sentAt;
    const answer = end instanceof Answer ? end : null;
    const status = answer?.status ?? null;
    const failure = answer === null ? failureOf(end, call) : failureOfStatus(answer.status);
    seen.note(failure, answer?.receivedAt ?? now());
    endCallSpan(span, { status, failure });
    const event = { provider: providerId, method, status, failure, durationMs, attempt, origin };
    if (answer !== null) {
      answer.told = event;
      answer.isProbe = isProbe;
    }
    observer.sent(event);
    // Before its place is given to the next: where this opens the circuit, there is none.
    circuit.leave(isProbe, callEnd(failure, durationMs), endedAt);
    for (const header of admission.leave(route, answer)) {
      observer.limitIgnored({ provider: providerId, header });
    }
    return { end, attempt, endedAt, wasSent, isRepeat: false };
  };
}

/** A caller may leave because something else failed, and says so in the reason of its signal: that is no failure of this call. */
function failureOf(error: unknown, { signal }: Call): SentEvent['failure'] {
  const hasLeft = signal.aborted && error === signal.reason;
  return error instanceof ProviderFailure && !hasLeft ? error.status : 'ABANDONED';
}
