/** One try of a call, and all that it passes: circuit, places and budget, HTTP; and who is told how it ended. */
import type { Dispatcher } from 'undici';
import { createAdmission } from './admission.ts';
import type { Call } from './call.ts';
import { createCircuit, type CallEnd } from './circuit.ts';
import { dispatchOptionsTo } from './dispatch-options.ts';
import { createDueWatch } from './due-watch.ts';
import { Answer, exchange } from './exchange.ts';
import { ProviderFailure } from './failure.ts';
import { tellAll, type RefusedEvent, type SentEvent, type UpstreamObserver } from './observer.ts';
import { partsOf } from './parts.ts';
import type { ProviderLimits, RateLimit } from './rate-limits.ts';
import { Seen } from './seen.ts';
import type { SharedLimits } from './shared-limits.ts';
import { endCallSpan, startCallSpan, traceparentOf } from './spans.ts';
import type { UpstreamState } from './state.ts';
import { failureOfStatus } from './status-failure.ts';
import type { Upstream, UpstreamRequest } from './upstream.ts';
import { throwIfOver, watchCall } from './watch-call.ts';

export interface TriesOptions {
  /** Origin and, where the API lives below one, a path: `https://chat.example.com/team`. */
  readonly baseUrl: string;
  /** Calls at the same time; further ones wait in line. */
  readonly maxConcurrency: number;
  /** The most calls that the operator allows. */
  readonly rateLimit?: RateLimit | undefined;
  /** What the kind knows of the provider's own limits; nothing where left out. */
  readonly limits?: ProviderLimits;
  /** Which part of the provider's own limits is ours, above 0; default 1, all. */
  readonly limitShare?: number;
  /** What other processes share of the limits; a process that has them for itself needs none. */
  readonly shared?: SharedLimits | null;
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
  /** From 0 to 1. */
  readonly random: () => number;
  /** Sends `traceparent` along, so that the provider can continue the trace. */
  readonly propagateTrace?: boolean;
  /** When the provider is left alone; `createCircuit` where left out. */
  readonly openCircuit?: typeof createCircuit | undefined;
  /** Those who watch what happens. */
  readonly observers?: readonly UpstreamObserver[];
}

/** A try that has ended. */
export interface Tried {
  /** An answer, an error of the exchange, or the signal's reason. */
  readonly end: unknown;
  /** 1 for the first. */
  readonly attempt: number;
  /** On the clock of `performance.now()`. */
  readonly endedAt: number;
  /** Whether it may have reached the provider. */
  readonly wasSent: boolean;
  /** Whether an earlier try may have reached it. */
  isRepeat: boolean;
}

export interface Tries {
  /** Rejects where the call may not be sent: with a `ProviderFailure`, or with the signal's reason. */
  send(request: UpstreamRequest, call: Call, attempt: number): Promise<Tried>;
  readonly callsLeft: Upstream['callsLeft'];
  tellRefused(reason: RefusedEvent['reason'], retryAt: number | null, call: Call): void;
  state(): UpstreamState;
}

const defaultMaxBytes = 512 * 1024;

const clock = () => performance.now();

export function createTries(options: TriesOptions): Tries {
  const { maxConcurrency, timeoutMs, dispatcher, providerId, providerName, now, random } = options;
  const { propagateTrace = false, openCircuit = createCircuit } = options;
  const dispatchOptionsOf = dispatchOptionsTo(options.baseUrl);
  const observer = tellAll(options.observers ?? []);
  const seen = new Seen();
  const admission = createAdmission({
    maxConcurrency,
    limits: options.limits ?? null,
    rateLimit: options.rateLimit ?? null,
    share: options.limitShare ?? 1,
    shared: options.shared ?? null,
    providerName,
    now,
  });
  const circuit = openCircuit({
    clock,
    now,
    random,
    onChange(state, retryAt) {
      observer.circuit({ provider: providerId, state, retryAt });
      // They would be refused at their turn, and wait for it in vain.
      if (circuit.refusesUntil() !== null) admission.refuseWaiting(leftAlone);
    },
  });
  const exchangeOptions = {
    dispatcher,
    providerName,
    now,
    parts: partsOf(timeoutMs),
    watch: createDueWatch(),
    onMalformed(answer: Answer) {
      if (answer.told === null || answer.told.failure !== null) return;
      seen.note('MALFORMED', now());
      observer.malformed({ ...answer.told, failure: 'MALFORMED' });
      circuit.correct(answer.isProbe);
    },
  };

  const tellRefused: Tries['tellRefused'] = (reason, retryAt, { origin }) =>
    observer.refused({ provider: providerId, reason, retryAt, origin });

  function leftAlone(): ProviderFailure {
    const message = `${providerName} was not asked: too many calls failed, so it is left alone until one succeeds again.`;
    return new ProviderFailure('UNAVAILABLE', message, { retryAt: circuit.refusesUntil() });
  }

  function throwUnlessSendable(call: Call): void {
    throwIfOver(call, `${providerName} was not asked: there was no time left.`);
    if (circuit.refusesUntil() !== null) throw leftAlone();
  }

  function tellRefusal(error: unknown, call: Call): void {
    if (!(error instanceof ProviderFailure) || call.signal.aborted) return;
    const { status, retryAt } = error;
    const reason = status === 'UNAVAILABLE' ? 'circuit' : status === 'TIMED_OUT' ? 'queue' : 'budget';
    tellRefused(reason, retryAt, call);
  }

  /** What an end says of how the provider is. */
  function callEnd(failure: SentEvent['failure'], durationMs: number): CallEnd {
    if (failure === 'UNAVAILABLE' || failure === 'MALFORMED') return 'failed';
    // It may have been given too little time, as the last page of many.
    if (failure === 'TIMED_OUT') return durationMs >= timeoutMs / 2 ? 'failed' : 'unknown';
    return failure === 'ABANDONED' ? 'unknown' : 'answered';
  }

  async function carryOut(
    request: UpstreamRequest,
    call: Call,
    attempt: number,
    isProbe: boolean,
  ): Promise<Tried> {
    const { origin } = call;
    if (origin !== undefined) origin.calls += 1;
    const span = startCallSpan(providerId, request.method, origin);
    const dispatched = dispatchOptionsOf(request, propagateTrace ? traceparentOf(span) : null);
    const { maxBytes = defaultMaxBytes } = request;
    const { end, sentAt, wasSent } = await exchange(exchangeOptions, dispatched, maxBytes, call);
    const answer = end instanceof Answer ? end : null;
    const failure = answer === null ? failureOf(end, call) : failureOfStatus(answer.status);
    const endedAt = clock();
    const durationMs = endedAt - sentAt;
    seen.note(failure, answer === null ? now() : answer.receivedAt);
    const status = answer?.status ?? null;
    const { method } = request;
    endCallSpan(span, { status, failure });
    const event = { provider: providerId, method, status, failure, durationMs, attempt, origin };
    if (answer !== null) {
      answer.told = event;
      answer.isProbe = isProbe;
    }
    observer.sent(event);
    // Before its place is given to the next: where this opens the circuit, there is none.
    circuit.leave(isProbe, callEnd(failure, durationMs), endedAt);
    for (const header of admission.leave(request, answer)) {
      observer.limitIgnored({ provider: providerId, header });
    }
    return { end, attempt, endedAt, wasSent, isRepeat: false };
  }

  /** Goes on to the provider's own deadline where its caller leaves, or has less time, since everybody waits for what it shows. */
  function probe(request: UpstreamRequest, call: Call, attempt: number): Promise<Tried> {
    const patient = { ...call, signal: new AbortController().signal, deadlineAt: clock() + timeoutMs };
    return new Promise((resolve, reject) => {
      const stopWatching = watchCall(call, `${providerName} did not answer in time.`, (end) => {
        if (call.signal.aborted) reject(end);
        else resolve({ end, attempt, endedAt: clock(), wasSent: true, isRepeat: false });
      });
      void carryOut(request, patient, attempt, true).then(resolve, reject).finally(stopWatching);
    });
  }

  const go = (request: UpstreamRequest, call: Call, attempt: number) =>
    circuit.enter() ? probe(request, call, attempt) : carryOut(request, call, attempt, false);

  async function goAtItsTurn(request: UpstreamRequest, call: Call, attempt: number): Promise<Tried> {
    try {
      await admission.enter(call, request);
      try {
        // Its caller may have left, or the circuit opened, since it was let in.
        throwUnlessSendable(call);
      } catch (error) {
        admission.undo(request);
        throw error;
      }
    } catch (error) {
      tellRefusal(error, call);
      throw error;
    }
    return go(request, call, attempt);
  }

  return {
    send(request, call, attempt) {
      try {
        throwUnlessSendable(call);
      } catch (error) {
        tellRefusal(error, call);
        return Promise.reject(error);
      }
      return admission.enterAtOnce(request)
        ? go(request, call, attempt)
        : goAtItsTurn(request, call, attempt);
    },
    callsLeft: (request) => admission.left(request),
    tellRefused,
    state: () => ({
      ...admission.state(),
      circuit: circuit.state,
      retryAt: circuit.refusesUntil(),
      ...seen.state(),
    }),
  };
}

/** A caller may leave because something else failed, and says so in the reason of its signal: that is no failure of this call. */
function failureOf(error: unknown, { signal }: Call): SentEvent['failure'] {
  const hasLeft = signal.aborted && error === signal.reason;
  return error instanceof ProviderFailure && !hasLeft ? error.status : 'ABANDONED';
}
