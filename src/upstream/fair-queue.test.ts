import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFairQueue, type QueuePlace, type Urgency } from './fair-queue.ts';

interface Item extends QueuePlace {
  readonly number: number;
}

const anyone = () => true;
const places = fc.record({
  principal: fc.constantFrom('ann', 'ben', 'cleo'),
  urgency: fc.constantFrom<Urgency>('change', 'read'),
});

function queueOf(all: readonly QueuePlace[]) {
  const queue = createFairQueue<Item>();
  const items = all.map((place, number) => ({ ...place, number }));
  for (const item of items) queue.add(item, item);
  return { queue, items };
}

function drain(queue: ReturnType<typeof createFairQueue<Item>>): readonly Item[] {
  const taken: Item[] = [];
  for (let item = queue.next(anyone); item !== undefined; item = queue.next(anyone)) taken.push(item);
  return taken;
}

describe('createFairQueue', () => {
  it("lets one call of somebody pass the many of another's", () => {
    const many = Array.from({ length: 5 }, () => ({ principal: 'ann', urgency: 'read' as const }));
    const { queue } = queueOf([...many, { principal: 'ben', urgency: 'read' }]);
    expect(drain(queue).map(({ principal }) => principal)).toEqual([
      'ann',
      'ben',
      'ann',
      'ann',
      'ann',
      'ann',
    ]);
  });

  it('passes over calls that may not go, and takes them later', () => {
    const { queue, items } = queueOf([
      { principal: 'ann', urgency: 'change' },
      { principal: 'ben', urgency: 'read' },
    ]);
    expect(queue.next(({ principal }) => principal === 'ben')).toBe(items[1]);
    expect(queue.next(anyone)).toBe(items[0]);
    expect(queue.size).toBe(0);
  });

  it('loses no call and gives none twice, and keeps the order of each principal', () => {
    fc.assert(
      fc.property(fc.array(places, { maxLength: 40 }), fc.array(fc.nat(39)), (all, leaving) => {
        const { queue, items } = queueOf(all);
        const gone = new Set(leaving.flatMap((index) => items[index] ?? []));
        for (const item of gone) queue.delete(item, item);
        expect(queue.size).toBe(items.length - gone.size);
        const taken = drain(queue);
        expect(taken.toSorted((a, b) => a.number - b.number)).toEqual(
          items.filter((item) => !gone.has(item)),
        );
        for (const same of Map.groupBy(
          taken,
          ({ principal, urgency }) => `${principal} ${urgency}`,
        ).values()) {
          expect(same).toEqual(same.toSorted((a, b) => a.number - b.number));
        }
        expect(queue.size).toBe(0);
      }),
    );
  });

  it('takes changes before reads', () => {
    fc.assert(
      fc.property(fc.array(places, { maxLength: 40 }), (all) => {
        const taken = drain(queueOf(all).queue).map(({ urgency }) => urgency);
        expect(taken).toEqual(taken.toSorted());
      }),
    );
  });

  it('lets nobody wait for more than one call of each other principal between two of their own, whenever calls come', () => {
    const steps = fc.array(fc.oneof(fc.constantFrom('ann', 'ben', 'cleo', 'dan'), fc.constant(null)), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(steps, (all) => {
        const queue = createFairQueue<Item>();
        const waiting = new Map<string, number>();
        /** For each principal who waits: how many of each other's calls went since their last one, or since they came. */
        const passedBy = new Map<string, Map<string, number>>();
        for (const [number, principal] of all.entries()) {
          if (principal !== null) {
            const place = { principal, urgency: 'read' as const };
            queue.add({ ...place, number }, place);
            waiting.set(principal, (waiting.get(principal) ?? 0) + 1);
            if (waiting.get(principal) === 1) passedBy.set(principal, new Map());
            continue;
          }
          const taken = queue.next(anyone)?.principal;
          if (taken === undefined) continue;
          waiting.set(taken, (waiting.get(taken) ?? 0) - 1);
          passedBy.set(taken, new Map());
          for (const [other, count] of waiting) {
            if (other === taken || count === 0) continue;
            const passed = (passedBy.get(other)?.get(taken) ?? 0) + 1;
            expect(passed).toBeLessThanOrEqual(1);
            passedBy.get(other)?.set(taken, passed);
          }
        }
      }),
    );
  });

  it('tells a new call how many go before it, if nobody else comes', () => {
    fc.assert(
      fc.property(fc.array(places, { maxLength: 30 }), places, (all, place) => {
        const { queue } = queueOf(all);
        const told = queue.ahead(place, anyone);
        const mine = { ...place, number: -1 };
        queue.add(mine, mine);
        expect(drain(queue).indexOf(mine)).toBe(told);
      }),
    );
  });
});
