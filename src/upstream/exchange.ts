/**
 * One request and its answer over undici's `dispatch`, which costs half of what its `request` does and a third of `fetch`, since no
 * streams and no web objects are made for it.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Call } from './call.ts';
import { ProviderFailure } from './failure.ts';
import { ConnectionFailure, networkFailure } from './network-failure.ts';
import type { SentEvent } from './observer.ts';
import type { PartWatch, Unanswered } from './parts.ts';
import type { UpstreamResponse } from './upstream.ts';
import { throwIfOver, watchCall } from './watch-call.ts';

/** What the exchanges with one provider have in common. */
export interface ExchangeOptions {
  readonly dispatcher: Dispatcher;
  readonly providerName: string;
  readonly parts: PartWatch;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
  /** An answer turned out not to be what the API documents; called once for it. */
  readonly onMalformed: (answer: Answer) => void;
}

/** A request that went out, and what is known of it when it has failed. */
export interface Sending {
  /** On the clock of `performance.now()`. */
  readonly sentAt: number;
  /** Whether it may have reached the provider. */
  wasSent: boolean;
}

/**
 * Sends the request and collects the whole answer. When the call ends first, the socket is closed, for on HTTP/1.1 there is no
 * other way to tell the provider that nobody waits. Throws where the call is over already.
 *
 * @param sending is told when the request goes out.
 */
export function exchange(
  options: ExchangeOptions,
  request: Dispatcher.DispatchOptions,
  maxBytes: number,
  call: Call,
  sending: Sending,
): Promise<Answer> {
  const lateMessage = `${options.providerName} did not answer in time.`;
  throwIfOver(call, lateMessage);
  return new Promise((resolve, reject) => {
    const collector = new AnswerCollector(options, maxBytes, sending, (outcome) => {
      stopWatching();
      if (outcome instanceof Answer) resolve(outcome);
      else reject(outcome);
    });
    const stopWatching = watchCall(call, lateMessage, (reason) => {
      collector.cancel();
      reject(reason);
    });
    options.parts.add(collector);
    options.dispatcher.dispatch(request, collector);
  });
}

class AnswerCollector implements Dispatcher.DispatchHandler, Unanswered {
  before: Unanswered | null = null;
  after: Unanswered | null = null;
  readonly #options: ExchangeOptions;
  readonly #maxBytes: number;
  readonly #sending: Sending;
  readonly #finish: (outcome: Answer | Error) => void;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #controller: Dispatcher.DispatchController | null = null;
  #over = false;

  constructor(
    options: ExchangeOptions,
    maxBytes: number,
    sending: Sending,
    finish: (outcome: Answer | Error) => void,
  ) {
    this.#options = options;
    this.#maxBytes = maxBytes;
    this.#sending = sending;
    this.#finish = finish;
  }

  get sentAt(): number {
    return this.#sending.sentAt;
  }

  get isConnected(): boolean {
    return this.#controller !== null;
  }

  /** Nobody waits any more: closes the socket, or lets the connection that is being made go unused. */
  cancel(): void {
    this.#over = true;
    this.#options.parts.delete(this);
    this.#controller?.abort(new Error('cancelled'));
  }

  giveUp(part: 'connection' | 'first byte'): void {
    const { providerName } = this.#options;
    this.cancel();
    this.#finish(
      part === 'connection'
        ? new ConnectionFailure(providerName, 'connecting took too long')
        : new ProviderFailure('TIMED_OUT', `${providerName} did not begin to answer in time.`),
    );
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) this.cancel();
    else this.#sending.wasSent = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.#options.parts.delete(this);
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
    if (this.#over) return;
    this.#over = true;
    const [first, second] = this.#chunks;
    const whole =
      first !== undefined && second === undefined ? first : Buffer.concat(this.#chunks, this.#bytes);
    this.#finish(new Answer(this.#status, this.#headers, whole.toString('utf8'), this.#options));
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#options.parts.delete(this);
    this.#finish(networkFailure(error, this.#options.providerName));
  }

  #failTooLarge(): void {
    this.#fail('MALFORMED', `${this.#options.providerName} answered with more than ${this.#maxBytes} bytes.`);
  }

  #fail(status: 'UNAVAILABLE' | 'MALFORMED', message: string): void {
    this.cancel();
    this.#finish(new ProviderFailure(status, message));
  }
}

export class Answer implements UpstreamResponse {
  readonly status: number;
  readonly text: string;
  readonly receivedAt: number;
  isRepeat = false;
  refusedUntil: number | null = null;
  /** What observers were told of it; null until then. */
  told: SentEvent | null = null;
  /** Whether it is of the circuit's probe. */
  isProbe = false;
  readonly #headers: IncomingHttpHeaders;
  readonly #options: ExchangeOptions;
  #isMalformed = false;

  constructor(status: number, headers: IncomingHttpHeaders, text: string, options: ExchangeOptions) {
    this.status = status;
    this.text = text;
    this.receivedAt = options.now();
    this.#headers = headers;
    this.#options = options;
  }

  header(name: string): string | null {
    const value = this.#headers[name];
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  }

  headerNames(): readonly string[] {
    return Object.keys(this.#headers);
  }

  json(): unknown {
    try {
      return JSON.parse(this.text);
    } catch {
      this.noteMalformed();
      const { providerName } = this.#options;
      // The parser's own message quotes the text, so it is not kept.
      const html = this.header('content-type')?.includes('html') ?? false;
      throw new ProviderFailure(
        'MALFORMED',
        html
          ? `${providerName} answered with an HTML page instead of JSON (HTTP ${this.status}): check baseUrl and what stands in front of it.`
          : `${providerName} answered with broken JSON (HTTP ${this.status}).`,
      );
    }
  }

  noteMalformed(): void {
    if (this.#isMalformed) return;
    this.#isMalformed = true;
    this.#options.onMalformed(this);
  }
}
