import type { UpstreamObserver } from '../upstream/observer.ts';
import type { Upstream } from '../upstream/upstream.ts';
import type { Revocations } from './revocations.ts';

/** What an adapter is given besides its configuration. */
export interface ProviderDependencies {
  readonly upstream: Upstream;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
  /** What this server revoked at this provider; in memory where left out. */
  readonly revocations?: Revocations;
  /** Is told of what only an adapter knows. */
  readonly observer?: Pick<UpstreamObserver, 'tokenRenewed'>;
}
