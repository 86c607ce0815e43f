/** How long anybody waits for an answer: neither a client who left, nor longer than an operation may run. */
import type { ServerResponse } from 'node:http';
import { RequestError } from '../refusal.ts';

/** Aborts when the client leaves, or after `timeoutMs` milliseconds with the error that answers it. */
export function answerSignal(response: ServerResponse, timeoutMs: number): AbortSignal {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(timedOut(timeoutMs)), timeoutMs);
  const end = () => {
    clearTimeout(timer);
    if (!response.writableFinished) waiting.abort();
  };
  if (response.destroyed) end();
  else response.once('close', end);
  return waiting.signal;
}

function timedOut(timeoutMs: number): RequestError {
  return new RequestError({
    status: 504,
    code: 'TIMEOUT',
    message: `The operation was not answered within ${timeoutMs} ms. Ask for less at once, or again later. A change that had begun goes on.`,
  });
}

/** What the work comes to, or the signal's reason where that is sooner. What the work has begun to change goes on. */
export function unlessAborted<Value>(
  work: Value | Promise<Value>,
  signal: AbortSignal,
): Value | Promise<Value> {
  if (!(work instanceof Promise)) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    // A signal that kept its listener would keep the whole answer.
    const forget = () => signal.removeEventListener('abort', abort);
    work.then(resolve, reject).finally(forget);
  });
}
