import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from './call.ts';
import { ProviderFailure } from './failure.ts';
import { leaving, setUpSharedReads } from './test-shared-reads.ts';

describe('whatever happens', () => {
  const key = fc.constantFrom<string>('a', 'b', 'c', 'd');
  const step = fc.oneof(
    fc.record({ do: fc.constant('ask' as const), keys: fc.array(key, { minLength: 1, maxLength: 4 }) }),
    fc.record({ do: fc.constantFrom('answer' as const, 'fail' as const, 'leave' as const), which: fc.nat() }),
    fc.record({ do: fc.constant('clear' as const) }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.nat(1500) }),
  );

  it('nobody gets the value of another key or of before a change, and no key is read twice at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { ask, clock, readOf, reads, shared } = setUpSharedReads({ maxEntries: 3 });
        const leave: (() => void)[] = [];
        const asked: Promise<unknown>[] = [];
        const landed = new Set<number>();
        /** The number of the first read since everything was cleared. */
        let firstValid = 0;

        const askAndCheck = async (keys: readonly string[], call: Call) => {
          const valid = firstValid;
          const values = await ask(keys, call).catch((error: unknown) => {
            expect(String(error)).toMatch(/caller left|down/);
            return null;
          });
          if (values === null) return;
          expect(new Set(values.keys())).toEqual(new Set(keys));
          for (const [of, value] of values) {
            const [valueOf, read] = value.split('#');
            expect(valueOf).toBe(of);
            expect(Number(read)).toBeGreaterThanOrEqual(valid);
          }
        };
        const land = (which: number, how: 'answer' | 'fail') => {
          const open = [...reads.keys()].filter((read) => !landed.has(read));
          const number = open[which % Math.max(1, open.length)];
          if (number === undefined) return;
          landed.add(number);
          if (how === 'answer') readOf(number).answer();
          else readOf(number).fail(new ProviderFailure('UNAVAILABLE', 'down'));
        };
        const take = (next: typeof step extends fc.Arbitrary<infer Step> ? Step : never) => {
          if (next.do === 'ask') {
            const caller = leaving();
            leave.push(caller.leave);
            asked.push(askAndCheck(next.keys, caller.call));
          } else if (next.do === 'clear') {
            shared.invalidate();
            firstValid = reads.length;
          } else if (next.do === 'wait') clock.ms += next.ms;
          else if (next.do === 'leave') leave[next.which % Math.max(1, leave.length)]?.();
          else land(next.which, next.do);
        };

        for (const next of steps) {
          take(next);
          await Promise.resolve();
          const beingRead = reads.flatMap(({ keys, call }, read) =>
            landed.has(read) || call.signal.aborted || read < firstValid ? [] : keys,
          );
          expect(new Set(beingRead).size).toBe(beingRead.length);
        }
        while (landed.size < reads.length) land(0, 'answer');
        await Promise.all(asked);
      }),
      { numRuns: 300 },
    );
  });
});
