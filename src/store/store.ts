/**
 * What outlives a request or is shared by replicas, behind operations. PostgreSQL serves several replicas, a file one, memory the demo.
 *
 * Its loss stops nothing: no operation rejects, each has an answer for when the store cannot be reached, and a replica then goes on with its
 * share. Nothing goes to it for each request: a replica asks for calls in leases, keeps what it was told in memory, and hears of changes.
 */
export interface Store {
  /** Whether other replicas can be at the same store. Where not, this one may use every limit alone, without leases. */
  readonly isShared: boolean;
  /** Whether the last thing asked of the store worked. */
  readonly isUp: boolean;
  /** How many replicas live, this one among them; as last known while the store is down. Taken from memory. At least 1. */
  replicas(): number;
  /**
   * Calls of a limit that all replicas share, for this one to use. In any `windowMs` no more than `limit` calls are sent under one key,
   * since a lease counts as used until `windowMs` after its end, whatever was used of it. So a lease should be short and as large as what is
   * about to be sent.
   */
  lease(wish: LeaseWish): Promise<Lease>;
  /**
   * Keeps a fact until its end, under a key that is one in its topic; what the key had before is replaced. Resolves when the fact
   * is kept, or when the store could not take it: then it is held in memory and kept when the store is back.
   */
  remember(topic: Topic, fact: Fact): Promise<void>;
  /** The facts of a topic that have not ended, of all replicas; null where the store cannot be reached. */
  recall(topic: Topic): Promise<readonly Fact[] | null>;
  /**
   * Tells every other replica, usually within milliseconds, and in the order of publishing. What is published while the store is down is lost; they
   * are told later that they missed something.
   */
  publish(channel: Channel, message: string): void;
  /** Hears what other replicas publish from now on. */
  subscribe(channel: Channel, subscriber: Subscriber): void;
  /** Takes this replica off the count, and closes every connection. Asking again is the same close. */
  close(): Promise<void>;
}

/** `revoked`: sessions that were revoked here and that their provider does not show as revoked. */
export type Topic = 'revoked';

/** `changed`: sessions were changed, so reads of them are old. `revoked`: a fact of that topic. `retryAfter`: a provider refuses calls until a moment. */
export type Channel = 'changed' | 'revoked' | 'retryAfter';

export interface LeaseWish {
  /** What is limited: a provider's id. */
  readonly key: string;
  /** How many calls all replicas may send in any `windowMs` milliseconds, at least 1. */
  readonly limit: number;
  readonly windowMs: number;
  /** How many calls this replica would like, at least 1. */
  readonly wanted: number;
  /** For how long it would use them, in milliseconds. */
  readonly usableMs: number;
}

export type Lease =
  | {
      readonly state: 'granted';
      /** At least 1, at most what was wanted. */
      readonly calls: number;
      /** When the last of them may be sent, in epoch milliseconds of this replica's clock. */
      readonly usableUntil: number;
    }
  | {
      readonly state: 'refused';
      /** When calls may be free again, in epoch milliseconds of this replica's clock. */
      readonly retryAt: number;
    }
  /** The store cannot be reached: `limit / replicas()` is this replica's share until it can. */
  | { readonly state: 'unavailable' };

export interface Fact {
  readonly key: string;
  readonly value: string;
  /** When it ends, in epoch milliseconds. */
  readonly until: number;
}

export interface Subscriber {
  /** Where it throws, since it cannot read the message, it is told that it missed one. */
  heard(message: string): void;
  /** There was a time without connection, so anything may have been published: what was kept from before is in doubt. */
  missed(): void;
}

/**
 * How far the clocks of replicas may be apart, in milliseconds. A lease that ends later than that was given by a clock that was wrong, or has been set back
 * since, and holds nothing: it would keep its calls from everybody until that time has come.
 */
export const longestSkewMs = 60_000;

/** For the log: each is said once, until the contrary. */
export interface StoreEvents {
  lost(error: unknown): void;
  regained(): void;
  /** Messages of replicas do not arrive, though the database answers. */
  deaf(): void;
}
