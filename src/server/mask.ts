/** What an asker is told of an error: what we meant to say, or "Unexpected error." */
import { GraphQLError } from 'graphql';
import type { Log } from './log.ts';

const unexpected = { code: 'INTERNAL_SERVER_ERROR', unexpected: true };

/**
 * A `GraphQLError` that was thrown as such is meant for the asker and passes; without a code it is one of the executor's, about variables. Everything else is
 * a fault of ours, whose message may hold anything, and is replaced.
 */
export function maskError(error: unknown, message: string): Error {
  if (error instanceof GraphQLError) {
    if (isMeantForAskers(error)) {
      error.extensions['code'] ??= 'BAD_USER_INPUT';
      return error;
    }
    return new GraphQLError(message, {
      extensions: unexpected,
      ...(error.nodes === undefined ? {} : { nodes: error.nodes }),
      ...(error.path === undefined ? {} : { path: error.path }),
    });
  }
  return new GraphQLError(message, { extensions: unexpected });
}

function isMeantForAskers(error: GraphQLError): boolean {
  const original = error.originalError;
  if (original == null) return true;
  return original instanceof GraphQLError && isMeantForAskers(original);
}

/** Yoga's logger. It tells of one masked error twice when it happened outside of the execution; here it is told once. */
export function createYogaLog(log: Log) {
  const told = new WeakSet<object>();
  return {
    debug() {},
    info(...words: unknown[]) {
      log.info(words.map(String).join(' '));
    },
    warn(...words: unknown[]) {
      log.warn(words.map(String).join(' '));
    },
    error(fault: unknown) {
      const cause = fault instanceof GraphQLError ? (fault.originalError ?? fault) : fault;
      if (typeof cause === 'object' && cause !== null) {
        if (told.has(cause)) return;
        told.add(cause);
      }
      const path = fault instanceof GraphQLError ? fault.path?.join('.') : undefined;
      log.error({ err: cause, ...(path === undefined ? {} : { path }) }, 'unexpected error');
    },
  };
}
