/** The product's knowledge, assembled: made once for the process, then bound to each request. */
import type { Provider } from '../providers/provider.ts';
import type { Asker } from './asker.ts';
import type { Audit } from './audit/audit.ts';
import { createJoin, type Join } from './joining.ts';
import { createReadSource, type ReadSource } from './reads.ts';
import type { RequestSessions } from './request-sessions.ts';
import { bindRequest } from './request.ts';

export interface SessionsService {
  /** @param signal aborts when the asker left; reads that nobody else waits for then end, down to the socket. */
  forRequest(asker: Asker, signal: AbortSignal): RequestSessions;
  /** Resolves when no change is under way any more, also none whose asker has left. */
  settled(): Promise<void>;
}

export interface SessionsOptions {
  readonly providers: readonly Provider[];
  readonly audit: Audit;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
  /** Told of programming faults that must not stop the rest of a change. */
  readonly onFault: (error: unknown) => void;
}

/** What requests share. */
export interface Shared extends SessionsOptions {
  readonly sources: ReadonlyMap<Provider, ReadSource>;
  /** Joins equal changes that are under way at the same time. */
  readonly join: Join;
  /** Carries a change to its end, whether or not anybody waits for it. */
  finish<Value>(change: () => Promise<Value>): Promise<Value>;
}

export function createSessionsService(options: SessionsOptions): SessionsService {
  const underWay = new Set<Promise<unknown>>();
  const shared: Shared = {
    ...options,
    sources: new Map(options.providers.map((provider) => [provider, createReadSource(provider)])),
    join: createJoin(),
    finish(change) {
      const running = change();
      underWay.add(running);
      const end = () => underWay.delete(running);
      running.then(end, end);
      return running;
    },
  };
  return {
    forRequest: (asker, signal) => bindRequest(shared, asker, signal),
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
