import type { Upstream } from '../upstream/upstream.ts';

/** What an adapter is given besides its configuration. */
export interface ProviderDependencies {
  readonly upstream: Upstream;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
}
