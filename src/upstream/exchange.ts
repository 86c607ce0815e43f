/**
 * One request and its answer over undici's `dispatch`, which costs half of what its `request` does and a third of `fetch`, since no
 * streams and no web objects are made for it.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { Answer, type AnswerOptions } from './answer.ts';
import type { Call } from './call.ts';
import type { DispatchOptionsOf } from './dispatch-options.ts';
import type { Due, DueWatch } from './due-watch.ts';
import { ProviderFailure } from './failure.ts';
import { ConnectionFailure, networkFailure } from './network-failure.ts';
import type { PartTimes } from './parts.ts';
import type { UpstreamRequest } from './upstream.ts';

const defaultMaxBytes = 512 * 1024;

/** What the exchanges with one provider have in common. */
export interface ExchangeOptions extends AnswerOptions {
  readonly dispatcher: Dispatcher;
  readonly dispatchOptionsOf: DispatchOptionsOf;
  readonly parts: PartTimes;
  readonly watch: DueWatch;
}

/** A request that went out, and what came of it. */
export interface Exchanged {
  /** On the clock of `performance.now()`. */
  readonly sentAt: number;
  /** Whether it may have reached the provider. */
  readonly wasSent: boolean;
  /** An answer, a failure, or the reason of the call's signal. */
  readonly end: unknown;
}

/**
 * Sends the request and collects the whole answer. When the call ends first, the socket is closed, for on HTTP/1.1 there is no other way to tell
 * the provider that nobody waits. A request that cannot be made ends with the error. Never rejects. The call must not be over yet.
 */
export function exchange(
  options: ExchangeOptions,
  request: UpstreamRequest,
  traceparent: string | null,
  call: Call,
): Promise<Exchanged> {
  return new Promise((resolve) => new Exchange(options, request, call, resolve).send(request, traceparent));
}

/** Its own handler, listener and entry of the watch: one object is most of what a call costs. */
class Exchange implements Exchanged, Dispatcher.DispatchHandler, Due {
  readonly sentAt = performance.now();
  wasSent = false;
  end: unknown = null;
  dueAt: number;
  before: Due | null = null;
  after: Due | null = null;
  readonly #options: ExchangeOptions;
  readonly #maxBytes: number;
  readonly #call: Call;
  readonly #resolve: (exchanged: Exchanged) => void;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #controller: Dispatcher.DispatchController | null = null;
  #isOver = false;

  constructor(
    options: ExchangeOptions,
    { maxBytes = defaultMaxBytes }: UpstreamRequest,
    call: Call,
    resolve: (exchanged: Exchanged) => void,
  ) {
    this.#options = options;
    this.#maxBytes = maxBytes;
    this.#call = call;
    this.#resolve = resolve;
    this.dueAt = Math.min(call.deadlineAt, this.sentAt + options.parts.connectMs);
  }

  send(request: UpstreamRequest, traceparent: string | null): void {
    const { watch, dispatcher, dispatchOptionsOf } = this.#options;
    watch.add(this);
    this.#call.signal.addEventListener('abort', this);
    try {
      dispatcher.dispatch(dispatchOptionsOf(request, traceparent), this);
    } catch (error) {
      // A fault of ours, or of undici: it is the call's end as it is, so that it is logged as one.
      this.#finish(error);
    }
  }

  /** Nobody waits any more. */
  handleEvent(): void {
    this.#breakOff(this.#call.signal.reason);
  }

  /** The time of its part, or of all of it, is over. */
  giveUp(): void {
    const { providerName } = this.#options;
    const late = (message: string) => new ProviderFailure('TIMED_OUT', `${providerName} ${message}`);
    if (this.dueAt === this.#call.deadlineAt) this.#breakOff(late('did not answer in time.'));
    else if (this.wasSent) this.#breakOff(late('did not begin to answer in time.'));
    else this.#breakOff(new ConnectionFailure(providerName, 'connecting took too long'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // The connection was made for nothing.
    if (this.#isOver) return controller.abort(new Error('cancelled'));
    this.wasSent = true;
    this.dueAt = Math.min(this.#call.deadlineAt, this.sentAt + this.#options.parts.firstByteMs);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.dueAt = this.#call.deadlineAt;
    this.#status = status;
    this.#headers = headers;
    const { providerName } = this.#options;
    if (status >= 300 && status < 400) {
      // Following one could carry the credentials to another host.
      this.#fail('UNAVAILABLE', `${providerName} answered with a redirect (HTTP ${status}); check baseUrl.`);
    } else if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
      this.#fail('MALFORMED', `${providerName} answered in a compression that was not asked for.`);
    } else if (Number(headers['content-length'] ?? 0) > this.#maxBytes) {
      this.#failTooLarge();
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) this.#failTooLarge();
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    const [first, second] = this.#chunks;
    const whole =
      first !== undefined && second === undefined ? first : Buffer.concat(this.#chunks, this.#bytes);
    this.#finish(new Answer(this.#status, this.#headers, whole.toString('utf8'), this.#options));
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (!this.#isOver) this.#finish(networkFailure(error, this.#options.providerName));
  }

  #failTooLarge(): void {
    this.#fail('MALFORMED', `${this.#options.providerName} answered with more than ${this.#maxBytes} bytes.`);
  }

  #fail(status: 'UNAVAILABLE' | 'MALFORMED', message: string): void {
    this.#breakOff(new ProviderFailure(status, message));
  }

  /** Closes the socket, or lets the connection that is being made go unused. */
  #breakOff(end: unknown): void {
    this.#finish(end);
    this.#controller?.abort(new Error('cancelled'));
  }

  #finish(end: unknown): void {
    this.#isOver = true;
    this.#options.watch.delete(this);
    this.#call.signal.removeEventListener('abort', this);
    this.end = end;
    this.#resolve(this);
  }
}
