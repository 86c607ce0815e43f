/** The HTTP client that every adapter is given. */
import { Agent, type Dispatcher } from 'undici';
import packageJson from '../../package.json' with { type: 'json' };
import { createAdmission } from './admission.ts';
import type { Call } from './call.ts';
import { exchange } from './exchange.ts';
import { ProviderFailure, type FailureStatus } from './failure.ts';
import { tellAll, type RefusedEvent, type SentEvent, type UpstreamObserver } from './observer.ts';
import type { ProviderLimits, RateLimit } from './rate-limits.ts';
import type { SharedLimits } from './shared-limits.ts';
import { endCallSpan, startCallSpan, traceparentOf } from './spans.ts';
import { failureOfStatus } from './status-failure.ts';
import type { Upstream, UpstreamRequest, UpstreamResponse } from './upstream.ts';
import { throwIfOver } from './watch-call.ts';

export interface UpstreamOptions {
  /** Origin and, where the API lives below one, a path: `https://chat.example.com/team`. */
  readonly baseUrl: string;
  /** Calls at the same time; further ones wait in line. */
  readonly maxConcurrency: number;
  /** The most calls that the operator allows. */
  readonly rateLimit?: RateLimit | undefined;
  /** What the kind knows of the provider's own limits; nothing where left out. */
  readonly limits?: ProviderLimits;
  /** What other processes share of the limits; a process that has them for itself needs none. */
  readonly shared?: SharedLimits | null;
  /** Which part of the provider's own limits is ours, above 0; default 1, all. */
  readonly limitShare?: number;
  /** Shared by all providers of the process; see `createDispatcher`. */
  readonly dispatcher: Dispatcher;
  /** Its id in the configuration: "support". */
  readonly providerId: string;
  /** For messages: "Zendesk (support)". */
  readonly providerName: string;
  /** The wall clock, in epoch milliseconds. */
  readonly now?: () => number;
  /** Sends `traceparent` along, so that the provider can continue the trace. */
  readonly propagateTrace?: boolean;
  /** Those who watch what happens. */
  readonly observers?: readonly UpstreamObserver[];
}

const defaultMaxBytes = 512 * 1024;

/** Names and values in turn, as undici takes them with least work. */
const commonHeaders = [
  'accept',
  'application/json',
  // Compressed answers would make `maxBytes` say nothing about what is held in memory.
  'accept-encoding',
  'identity',
  'user-agent',
  `sessiongraph/${packageJson.version}`,
];

/** The connections of the process: a keep-alive pool for each origin. Close it, or destroy it, when the process ends. */
export function createDispatcher(): Dispatcher {
  return new Agent({
    // Within the default timeoutMs of a provider, so that a host that does not answer can be told from an API that is slow.
    connect: { timeout: 4000 },
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
  const { maxConcurrency, dispatcher, providerId, providerName, now = Date.now } = options;
  const { propagateTrace = false } = options;
  const baseUrl = new URL(options.baseUrl);
  const basePath = baseUrl.pathname.replace(/\/+$/, '');
  const admission = createAdmission({
    maxConcurrency,
    limits: options.limits ?? null,
    rateLimit: options.rateLimit ?? null,
    share: options.limitShare ?? 1,
    shared: options.shared ?? null,
    providerName,
    now,
  });
  const observer = tellAll(options.observers ?? []);
  let lastSuccessAt: number | null = null;
  let lastFailureAt: number | null = null;
  let lastFailure: FailureStatus | null = null;

  const ended = (event: SentEvent) => {
    const { failure } = event;
    if (failure === null) lastSuccessAt = now();
    else if (tellsOfProvider(failure)) [lastFailureAt, lastFailure] = [now(), failure];
    observer.sent(event);
  };

  /** Every sending goes through here, a repeated one too. */
  const attempt = async (request: UpstreamRequest, call: Call): Promise<UpstreamResponse> => {
    throwIfOver(call, `${providerName} was not asked: there was no time left.`);
    try {
      await admission.enter(call, request);
    } catch (error) {
      if (error instanceof ProviderFailure) observer.refused(refusal(providerId, error, call));
      throw error;
    }
    if (call.origin !== undefined) call.origin.calls += 1;
    const span = startCallSpan(providerId, request.method, call.origin);
    const sentAt = performance.now();
    let answer: UpstreamResponse | null = null;
    let failure: SentEvent['failure'] = null;
    try {
      answer = await exchange(
        {
          dispatcher,
          request: dispatchOptions(
            baseUrl.origin,
            basePath,
            request,
            propagateTrace ? traceparentOf(span) : null,
          ),
          maxBytes: request.maxBytes ?? defaultMaxBytes,
          providerName,
          now,
        },
        call,
      );
      failure = failureOfStatus(answer.status);
      return answer;
    } catch (error) {
      failure = error instanceof ProviderFailure ? error.status : 'ABANDONED';
      throw error;
    } finally {
      const ignored = admission.leave(request, answer);
      const durationMs = performance.now() - sentAt;
      const { method } = request;
      const status = answer?.status ?? null;
      endCallSpan(span, { status, failure });
      ended({ provider: providerId, method, status, failure, durationMs, attempt: 1, origin: call.origin });
      for (const header of ignored) observer.limitIgnored({ provider: providerId, header });
    }
  };

  return {
    send: attempt,
    callsLeft: (request) => admission.left(request),
    state: () => ({
      ...admission.state(),
      circuit: 'closed',
      retryAt: null,
      lastSuccessAt,
      lastFailureAt,
      lastFailure,
    }),
  };
}

/** Whether a failure says how the provider is. Others say something of what was asked, or of who asked. */
function tellsOfProvider(failure: FailureStatus | 'ABANDONED'): failure is FailureStatus {
  return failure !== 'ABANDONED' && failure !== 'NOT_FOUND' && failure !== 'REJECTED';
}

function refusal(provider: string, { status, retryAt }: ProviderFailure, { origin }: Call): RefusedEvent {
  return { provider, reason: status === 'RATE_LIMITED' ? 'budget' : 'queue', retryAt, origin };
}

function dispatchOptions(
  origin: string,
  basePath: string,
  { method, path, headers, body }: UpstreamRequest,
  traceparent: string | null,
): Dispatcher.DispatchOptions {
  const all = [...commonHeaders];
  if (body !== undefined) all.push('content-type', 'application/json');
  for (const name in headers) all.push(name, headers[name] ?? '');
  if (traceparent !== null) all.push('traceparent', traceparent);
  const options = { origin, path: basePath + path, method, headers: all };
  return body === undefined ? options : { ...options, body: JSON.stringify(body) };
}
