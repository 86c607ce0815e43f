/** What of yoga's own words goes to the log. */
import { GraphQLError } from 'graphql';
import { isForAsker } from '../../graph/errors.ts';
import type { Log } from '../watch/log.ts';

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
      if (isForAsker(fault)) return;
      const cause = fault instanceof GraphQLError ? (fault.originalError ?? fault) : fault;
      // The asker left: what was stopped by that is no fault.
      if (cause instanceof Error && cause.name === 'AbortError') return;
      if (typeof cause === 'object' && cause !== null) {
        if (told.has(cause)) return;
        told.add(cause);
      }
      const path = fault instanceof GraphQLError ? fault.path?.join('.') : undefined;
      log.error({ err: cause, ...(path === undefined ? {} : { path }) }, 'unexpected error');
    },
  };
}
