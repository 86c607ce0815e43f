/** The whole answer to one request, held in memory, with its body as text until somebody asks for the JSON. */
import type { IncomingHttpHeaders } from 'node:http';
import { ProviderFailure } from './failure.ts';
import type { SentEvent } from './observer.ts';
import type { UpstreamResponse } from './upstream.ts';

/** What the answers of one provider have in common. */
export interface AnswerOptions {
  readonly providerName: string;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
  /** An answer turned out not to be what the API documents; called once for it. */
  readonly onMalformed: (answer: Answer) => void;
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
  readonly #options: AnswerOptions;
  #isMalformed = false;

  constructor(status: number, headers: IncomingHttpHeaders, text: string, options: AnswerOptions) {
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
