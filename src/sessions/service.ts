/** What all requests share: made once for the process. `request-context.ts` binds it to each request. */
import type { Provider } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import type { ReadObserver } from '../upstream/shared-reads.ts';
import type { Audit } from './audit/audit.ts';
import { shareChanges, type Touched } from './reads/shared-changes.ts';
import { createSharedTable, type FailureObserver, type SharedTable } from './reads/shared-table.ts';
import { createRevocationFlights, type RevocationFlights } from './revoke/single-flight.ts';

export interface SessionsOptions {
  readonly providers: readonly Provider[];
  readonly audit: Audit;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
  /** Called with programming faults that must not stop the rest of a change. */
  readonly onFault: (error: unknown) => void;
  /** Told of what requests find when they read. */
  readonly onRead?: ReadObserver | undefined;
  /** Told of failures of reads, which may come often. Those of changes are in the audit. */
  readonly onFailure?: FailureObserver | undefined;
  /** What replicas share. */
  readonly store: Store;
}

export interface SessionsService extends SessionsOptions {
  /** What requests share of each provider's reads. */
  readonly shared: ReadonlyMap<Provider, SharedTable>;
  /** After a change: what other replicas have read of these accounts is old. */
  tellChanged(touched: Iterable<Touched>): void;
  /**
   * Equal changes that are under way at the same time are one: however many ask, the provider is called once. The key must name the kind of
   * change with all its input, so that what shares it has the same type and meaning.
   */
  singleFlight<Value>(key: string, change: () => Promise<Value>): Promise<Value>;
  /** Makes equal revocations one. */
  readonly revocations: RevocationFlights;
  /** Carries a change to its end, whether or not anybody waits for it. */
  finish<Value>(change: () => Promise<Value>): Promise<Value>;
  /** Resolves when no change is under way any more, also none whose client has left. */
  settled(): Promise<void>;
}

export function createSessionsService(options: SessionsOptions): SessionsService {
  const shared = new Map(
    options.providers.map((provider) => [
      provider,
      createSharedTable(provider, options.onRead, options.onFailure),
    ]),
  );
  const underWay = new Set<Promise<unknown>>();
  const flights = new Map<string, Promise<unknown>>();
  return {
    ...options,
    shared,
    tellChanged: shareChanges(options.store, shared),
    singleFlight<Value>(key: string, change: () => Promise<Value>): Promise<Value> {
      const underWayAlready = flights.get(key) as Promise<Value> | undefined;
      if (underWayAlready !== undefined) return underWayAlready;
      const started = change().finally(() => flights.delete(key));
      flights.set(key, started);
      return started;
    },
    revocations: createRevocationFlights(),
    finish(change) {
      const running = change();
      underWay.add(running);
      const end = () => underWay.delete(running);
      running.then(end, end);
      return running;
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
