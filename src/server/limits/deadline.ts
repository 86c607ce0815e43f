/** How long anybody waits for an answer: neither a client who left, nor longer than an operation may run. */
import type { ServerResponse } from 'node:http';
import { createDueWatch, type Due, type DueWatch } from '../../upstream/due-watch.ts';
import { RequestError } from '../refusal.ts';

/** @param timeoutMs how long an operation may run, in milliseconds. @returns begins the deadline of an answer. */
export function createDeadlines(timeoutMs: number): (response: ServerResponse) => AnswerDeadline {
  const watch = createDueWatch();
  return (response) => new AnswerDeadline(response, timeoutMs, watch);
}

/** Over when the client leaves, or when the time is, with the error that answers it. */
export class AnswerDeadline implements Due {
  readonly dueAt: number;
  before: Due | null = null;
  after: Due | null = null;
  readonly #timeoutMs: number;
  readonly #waiting = new AbortController();
  #reject: ((reason: unknown) => void) | null = null;

  constructor(response: ServerResponse, timeoutMs: number, watch: DueWatch) {
    this.dueAt = performance.now() + timeoutMs;
    this.#timeoutMs = timeoutMs;
    if (response.destroyed) {
      this.#end();
      return;
    }
    watch.add(this);
    response.on('close', () => {
      watch.delete(this);
      if (!response.writableFinished) this.#end();
      // A response may be kept longer than its answer is needed.
      this.#reject = null;
    });
  }

  /** Aborts when nobody waits any more. */
  get signal(): AbortSignal {
    return this.#waiting.signal;
  }

  giveUp(): void {
    this.#end(timedOut(this.#timeoutMs));
  }

  /** What the work comes to, or the signal's reason where that is sooner. What the work has begun to change goes on. */
  bound<Value>(work: Value | Promise<Value>): Value | Promise<Value> {
    if (!(work instanceof Promise)) return work;
    return new Promise((resolve, reject) => {
      if (this.signal.aborted) return reject(this.signal.reason);
      this.#reject = reject;
      work.then(resolve, reject);
    });
  }

  #end(reason?: RequestError): void {
    this.#waiting.abort(reason);
    this.#reject?.(this.signal.reason);
  }
}

function timedOut(timeoutMs: number): RequestError {
  return new RequestError({
    status: 504,
    code: 'TIMEOUT',
    message: `The operation was not answered within ${timeoutMs} ms. Ask for less at once, or again later. A change that had begun goes on.`,
  });
}
