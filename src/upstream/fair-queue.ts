/**
 * Calls that wait, in the order in which they go: changes before reads, and among each the principals in turn, so that nobody waits for more than one
 * call of each other principal before their own next one.
 */
export type Urgency = 'change' | 'read';

export interface FairQueue<Item> {
  readonly size: number;
  add(item: Item, place: QueuePlace): void;
  delete(item: Item, place: QueuePlace): void;
  /** Takes out the first that may go, and gives the turn to the next principal; undefined where none may. */
  next(mayGo: (item: Item) => boolean): Item | undefined;
  /** How many of the waiting calls that count go before a new one, if nobody else comes. */
  ahead(place: QueuePlace, counts: (item: Item) => boolean): number;
}

export interface QueuePlace {
  readonly principal: string;
  readonly urgency: Urgency;
}

/** The calls of each principal, first come, first served; the principal whose turn it is stands first. */
type Ring<Item> = Map<string, Set<Item>>;

export function createFairQueue<Item>(): FairQueue<Item> {
  const rings: Readonly<Record<Urgency, Ring<Item>>> = { change: new Map(), read: new Map() };
  let size = 0;

  const remove = (ring: Ring<Item>, principal: string, item: Item) => {
    const items = ring.get(principal);
    if (items?.delete(item) !== true) return;
    size -= 1;
    if (items.size === 0) ring.delete(principal);
  };

  const nextOf = (ring: Ring<Item>, mayGo: (item: Item) => boolean): Item | undefined => {
    for (const [principal, items] of ring) {
      for (const item of items) {
        if (!mayGo(item)) continue;
        remove(ring, principal, item);
        // To the end of the ring, where the principal has more.
        if (ring.delete(principal)) ring.set(principal, items);
        return item;
      }
    }
    return undefined;
  };

  return {
    get size() {
      return size;
    },
    add(item, { principal, urgency }) {
      const ring = rings[urgency];
      const items = ring.get(principal);
      if (items === undefined) ring.set(principal, new Set([item]));
      else items.add(item);
      size += 1;
    },
    delete(item, { principal, urgency }) {
      remove(rings[urgency], principal, item);
    },
    next: (mayGo) => nextOf(rings.change, mayGo) ?? nextOf(rings.read, mayGo),
    ahead({ principal, urgency }, counts) {
      const waiting = (items: Iterable<Item>) => {
        let count = 0;
        for (const item of items) if (counts(item)) count += 1;
        return count;
      };
      const own = waiting(rings[urgency].get(principal) ?? []);
      let ahead = own;
      let isBefore = true;
      for (const [other, items] of rings[urgency]) {
        if (other === principal) isBefore = false;
        else ahead += Math.min(waiting(items), isBefore ? own + 1 : own);
      }
      if (urgency === 'read') for (const items of rings.change.values()) ahead += waiting(items);
      return ahead;
    },
  };
}
