/**
 * How to read what belongs to several people: by a call for each, or by one walk over the list of everybody's. Which is fewer calls depends on how
 * long that list is, which its first page tells.
 */
export interface BatchPlan {
  /** `look`: reads the first page of the list of all, and plans again. */
  readonly how: 'each' | 'sweep' | 'look';
  /** How many calls it takes; of a look, how many it takes in all at most. */
  readonly calls: number;
}

/**
 * @param each how many calls it takes one by one.
 * @param sweep how many calls the list of all takes; null where nobody knows how long it is.
 * @param fewestForLook for fewer calls than this, finding out how long the list is may cost more than it saves.
 * @param callsLeft how many calls the provider's limits allow now.
 */
export function planBatch(
  each: number,
  sweep: number | null,
  fewestForLook: number,
  callsLeft: number,
): BatchPlan {
  if (sweep === null) {
    return each < fewestForLook || callsLeft < 1
      ? { how: 'each', calls: each }
      : { how: 'look', calls: each + 1 };
  }
  // A walk that breaks off for want of calls leaves everybody's list incomplete; calls one by one leave some complete.
  return sweep < each && sweep <= callsLeft ? { how: 'sweep', calls: sweep } : { how: 'each', calls: each };
}

/** How many rows a list has, as a provider told not long ago. */
export interface KnownRows {
  /** Null where it is not known any more. */
  count(): number | null;
  saw(count: number): void;
}

/** A list that grew meanwhile makes a plan a little worse, and nothing wrong; in milliseconds. */
const knownForMs = 600_000;

/** @param now the wall clock, in epoch milliseconds. */
export function createKnownRows(now: () => number): KnownRows {
  let known: { readonly rows: number; readonly at: number } | null = null;
  return {
    count: () => (known !== null && now() - known.at < knownForMs ? known.rows : null),
    saw(rows) {
      known = { rows, at: now() };
    },
  };
}
