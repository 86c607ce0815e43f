/** One try of a call, and what it must pass: the circuit, its places and its budget. */
import { createAdmission } from './admission.ts';
import type { Call } from './call.ts';
import { createCircuit } from './circuit.ts';
import { ProviderFailure } from './failure.ts';
import { tellAll, type RefusedEvent, type UpstreamObserver } from './observer.ts';
import type { ProviderLimits, RateLimit } from './rate-limits.ts';
import { Seen } from './seen.ts';
import { createSender, type SenderOptions, type Tried, type Try } from './sender.ts';
import type { SharedLimits } from './shared-limits.ts';
import type { UpstreamState } from './state.ts';
import type { Upstream, UpstreamRequest } from './upstream.ts';
import { throwIfOver, watchCall } from './watch-call.ts';

export interface TriesOptions extends SenderOptions {
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
  /** From 0 to 1. */
  readonly random: () => number;
  /** When the provider is left alone; `createCircuit` where left out. */
  readonly openCircuit?: typeof createCircuit | undefined;
  /** Those who watch what happens. */
  readonly observers?: readonly UpstreamObserver[];
}

export interface Tries {
  /** Rejects where the call may not be sent: with a `ProviderFailure`, or with the signal's reason. */
  send(request: UpstreamRequest, call: Call, attempt: number): Promise<Tried>;
  readonly callsLeft: Upstream['callsLeft'];
  tellRefused(reason: RefusedEvent['reason'], retryAt: number | null, call: Call): void;
  state(): UpstreamState;
}

const clock = () => performance.now();

export function createTries(options: TriesOptions): Tries {
  const { timeoutMs, maxConcurrency, providerId, providerName, now, random } = options;
  const { openCircuit = createCircuit } = options;
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
  const send = createSender(options, { observer, seen, circuit, admission });

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

  /** Goes on to the provider's own deadline where its caller leaves, or has less time, since everybody waits for what it shows. */
  function probe(sent: Try): Promise<Tried> {
    const { call, attempt } = sent;
    const patient = { ...call, signal: new AbortController().signal, deadlineAt: clock() + timeoutMs };
    return new Promise((resolve, reject) => {
      const stopWatching = watchCall(call, `${providerName} did not answer in time.`, (end) => {
        if (call.signal.aborted) reject(end);
        else resolve({ end, attempt, endedAt: clock(), wasSent: true, isRepeat: false });
      });
      void send({ ...sent, call: patient }, true)
        .then(resolve, reject)
        .finally(stopWatching);
    });
  }

  const go = (sent: Try) => (circuit.enter() ? probe(sent) : send(sent, false));

  async function goAtItsTurn(sent: Try): Promise<Tried> {
    const { call, route } = sent;
    try {
      await admission.enter(call, route);
      try {
        // Its caller may have left, or the circuit opened, since it was let in.
        throwUnlessSendable(call);
      } catch (error) {
        admission.undo(route);
        throw error;
      }
    } catch (error) {
      tellRefusal(error, call);
      throw error;
    }
    return go(sent);
  }

  return {
    send(request, call, attempt) {
      try {
        throwUnlessSendable(call);
      } catch (error) {
        tellRefusal(error, call);
        return Promise.reject(error);
      }
      const sent = { request, call, route: admission.routeOf(request), attempt };
      return admission.enterAtOnce(sent.route) ? go(sent) : goAtItsTurn(sent);
    },
    callsLeft: (request) => admission.left(admission.routeOf(request)),
    tellRefused,
    state: () => ({
      ...admission.state(),
      circuit: circuit.state,
      retryAt: circuit.refusesUntil(),
      ...seen.state(),
    }),
  };
}
