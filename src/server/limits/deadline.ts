/** How long anybody waits for an answer: neither an asker who left, nor longer than an operation may run. */
import type { ServerResponse } from 'node:http';
import { GraphQLError, type ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Aborts when the asker leaves, or after `timeoutMs` milliseconds with the error that answers it. A native signal: yoga's
 * `request.signal` is a stand-in that not every consumer takes.
 */
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

function timedOut(timeoutMs: number): GraphQLError {
  return new GraphQLError(
    `The operation was not answered within ${timeoutMs} ms. Ask for less at once, or again later. A change that had begun goes on.`,
    { extensions: { code: 'TIMEOUT', http: { status: 504 } } },
  );
}

/** Stops an operation with the signal of its context. What it has begun to change goes on. */
export function useDeadline(): Plugin<{ signal: AbortSignal }> {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { signal } = args.contextValue;
      setExecuteFn(async (given: ExecutionArgs) => {
        // The executor takes a signal, which its type does not tell.
        const signalled = { ...given, signal };
        try {
          return await executeFn(signalled);
        } catch (error) {
          // Yoga has no answer to an abort but an empty list of errors.
          if (error === signal.reason && error instanceof GraphQLError) return { errors: [error] };
          throw error;
        }
      });
    },
  };
}
