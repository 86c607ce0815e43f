/** What every store does, as tests: a kind of store gives itself to it. */
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Store } from './store.ts';

/** @param open a new and empty store, which goes by the clock. */
export function describeStoreContract(name: string, open: (now: () => number) => Promise<Store>): void {
  async function openAt(time: number) {
    const clock = { time };
    const store = await open(() => clock.time);
    onTestFinished(() => store.close());
    return { store, clock };
  }

  describe(`${name} as a store`, () => {
    test('is up, and counts this replica', async () => {
      const { store } = await openAt(1000);
      expect(store.isUp).toBe(true);
      expect(store.replicas()).toBe(1);
    });

    const wish = { key: 'chat', limit: 10, windowMs: 1000, wanted: 6, usableMs: 100 };

    test('grants what is wanted, then what is left, then nothing until the first lease is out of the window', async () => {
      const { store, clock } = await openAt(50_000);
      expect(await store.lease(wish)).toEqual({ state: 'granted', calls: 6, usableUntil: 50_100 });
      clock.time = 50_050;
      expect(await store.lease(wish)).toEqual({ state: 'granted', calls: 4, usableUntil: 50_150 });
      expect(await store.lease(wish)).toEqual({ state: 'refused', retryAt: 51_100 });
      clock.time = 51_099;
      expect(await store.lease(wish)).toEqual({ state: 'refused', retryAt: 51_100 });
      clock.time = 51_100;
      expect(await store.lease(wish)).toEqual({ state: 'granted', calls: 6, usableUntil: 51_200 });
    });

    test('keeps limits apart by their keys', async () => {
      const { store } = await openAt(50_000);
      await store.lease({ ...wish, wanted: 10 });
      expect(await store.lease({ ...wish, key: 'support' })).toMatchObject({ state: 'granted', calls: 6 });
    });

    test('is not held by leases of a clock that was far ahead', async () => {
      const { store, clock } = await openAt(10_000_000);
      await store.lease({ ...wish, wanted: 10 });
      clock.time -= 60_000;
      expect(await store.lease(wish)).toMatchObject({ state: 'refused' });
      clock.time -= 3_600_000;
      expect(await store.lease(wish)).toMatchObject({ state: 'granted', calls: 6 });
    });

    test('never lets more calls than the limit be sent in any window', async () => {
      const { store, clock } = await openAt(1_000_000);
      const asked = fc.record({ afterMs: fc.nat(400), wanted: fc.integer({ min: 1, max: 8 }) });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(asked, { maxLength: 25 }), async (wishes) => {
          run += 1;
          const held: { readonly calls: number; readonly from: number; readonly until: number }[] = [];
          for (const { afterMs, wanted } of wishes) {
            clock.time += afterMs;
            const lease = await store.lease({ ...wish, key: `key ${run}`, wanted });
            if (lease.state !== 'granted') continue;
            held.push({ calls: lease.calls, from: clock.time, until: lease.usableUntil });
          }
          // The worst use: every lease spent at its beginning or at its end, whichever falls into the window.
          for (const { from, until } of held) {
            for (const start of [from, until]) {
              const inWindow = held.filter(
                (other) => other.from < start + wish.windowMs && other.until >= start,
              );
              const most = inWindow.reduce((sum, { calls }) => sum + calls, 0);
              expect(most).toBeLessThanOrEqual(wish.limit);
            }
          }
        }),
        { numRuns: 25 },
      );
    });

    test('recalls what is remembered until it ends, and the latest of a key', async () => {
      const { store, clock } = await openAt(1000);
      await store.remember('revoked', { key: 'a', value: '1', until: 5000 });
      await store.remember('revoked', { key: 'b', value: '1', until: 3000 });
      await store.remember('revoked', { key: 'a', value: '2', until: 4000 });
      clock.time = 2999;
      expect(new Set(await store.recall('revoked'))).toEqual(
        new Set([
          { key: 'a', value: '2', until: 4000 },
          { key: 'b', value: '1', until: 3000 },
        ]),
      );
      clock.time = 3000;
      expect(await store.recall('revoked')).toEqual([{ key: 'a', value: '2', until: 4000 }]);
      clock.time = 4000;
      expect(await store.recall('revoked')).toEqual([]);
    });

    test('does not tell a replica what it published itself', async () => {
      const { store } = await openAt(1000);
      const heard: string[] = [];
      store.subscribe('changed', {
        heard: (message) => heard.push(message),
        missed: () => heard.push('missed'),
      });
      store.publish('changed', 'chat');
      await store.recall('revoked');
      expect(heard).toEqual([]);
    });
  });
}
