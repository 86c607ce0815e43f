import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallOrigin } from './call.ts';
import { ProviderFailure } from './failure.ts';
import { callFor } from './test-provider.ts';
import { setUpSharedReads } from './test-shared-reads.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const key = fc.constantFrom<string>('a', 'b', 'c', 'd');
const step = fc.oneof(
  fc.record({
    do: fc.constant('ask' as const),
    keys: fc.array(key, { minLength: 1, maxLength: 4 }),
    /** How long the caller waits, in milliseconds. */
    ms: fc.nat(3000),
  }),
  fc.record({
    do: fc.constantFrom('answer' as const, 'fail' as const, 'run late' as const, 'leave' as const),
    which: fc.nat(),
  }),
  fc.record({ do: fc.constant('tell' as const), which: fc.nat(), key }),
  fc.record({ do: fc.constant('clear' as const) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.nat(1500) }),
);

type Ending = 'answer' | 'fail' | 'run late';

interface Asked {
  readonly keys: ReadonlySet<string>;
  readonly caller: AbortController;
  readonly deadlineAt: number;
  readonly origin: CallOrigin;
  /** The number of the first read since everything was cleared. */
  readonly firstValid: number;
  answeredAt: number | null;
}

describe('whatever happens', () => {
  it('everybody is told of each of their keys in time, and what was there; nobody gets the value of another key or of before a change; no key is read twice at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { ask, clock, readOf, reads, shared } = setUpSharedReads({ maxEntries: 3, timeoutMs: 5000 });
        const everybody: Asked[] = [];
        const answers: Promise<void>[] = [];
        /** When each read that has ended did so, on the callers' clock. */
        const ended = new Map<number, { readonly at: number; readonly how: Ending }>();
        /** What reads have told of keys, as in "0 a". */
        const told = new Set<string>();
        let firstValid = 0;

        const check = (asked: Asked, values: ReadonlyMap<string, string | ProviderFailure>) => {
          expect(new Set(values.keys())).toEqual(asked.keys);
          for (const [of, value] of values) {
            if (value instanceof ProviderFailure) {
              if (value.status !== 'TIMED_OUT') continue;
              const ownRanLate = reads.some(
                ({ keys, call }, read) =>
                  ended.get(read)?.how === 'run late' && call.origin === asked.origin && keys.includes(of),
              );
              if (ownRanLate) continue;
              expect(performance.now()).toBeGreaterThanOrEqual(asked.deadlineAt);
              const underWay = [...reads.keys()].filter((read) => read >= firstValid && !ended.has(read));
              if (asked.firstValid === firstValid) {
                expect(underWay.filter((read) => told.has(`${read} ${of}`))).toEqual([]);
              }
              continue;
            }
            const [, valueOf, number, soFar] = /^(.)#(\d+)( so far)?$/.exec(value) ?? [];
            const read = Number(number);
            expect(valueOf).toBe(of);
            expect(read).toBeGreaterThanOrEqual(asked.firstValid);
            if (soFar === undefined) continue;
            expect(told).toContain(`${read} ${of}`);
            expect(performance.now()).toBeGreaterThanOrEqual(asked.deadlineAt);
            expect(ended.get(read)?.at ?? Infinity).toBeGreaterThanOrEqual(asked.deadlineAt);
          }
        };
        const begin = (keys: readonly string[], ms: number) => {
          const caller = new AbortController();
          const origin: CallOrigin = { requestId: undefined, principal: 'ann', calls: 0 };
          const call = { ...callFor({ signal: caller.signal, ms }), origin };
          const { deadlineAt } = call;
          const asked: Asked = {
            keys: new Set(keys),
            caller,
            deadlineAt,
            origin,
            firstValid,
            answeredAt: null,
          };
          everybody.push(asked);
          const answer = async () => {
            try {
              check(asked, await ask(keys, call));
            } catch (error) {
              if (!caller.signal.aborted) throw error;
              expect(error).toBe(caller.signal.reason);
            }
            asked.answeredAt = performance.now();
          };
          answers.push(answer());
        };
        const end = (which: number, how: Ending) => {
          const open = [...reads.keys()].filter((read) => !ended.has(read));
          const number = open[which % Math.max(1, open.length)];
          if (number === undefined) return;
          ended.set(number, { at: performance.now(), how });
          if (how === 'answer') readOf(number).answer();
          else
            readOf(number).fail(
              new ProviderFailure(how === 'fail' ? 'UNAVAILABLE' : 'TIMED_OUT', 'no answer'),
            );
        };
        const take = (next: typeof step extends fc.Arbitrary<infer Step> ? Step : never) => {
          if (next.do === 'ask') {
            begin(next.keys, next.ms);
          } else if (next.do === 'clear') {
            shared.invalidate();
            firstValid = reads.length;
          } else if (next.do === 'wait') {
            clock.ms += next.ms;
            vi.advanceTimersByTime(next.ms);
          } else if (next.do === 'leave') {
            everybody[next.which % Math.max(1, everybody.length)]?.caller.abort(new Error('caller left'));
          } else if (next.do === 'tell') {
            const number = next.which % Math.max(1, reads.length);
            if (reads[number]?.keys.includes(next.key) !== true || ended.has(number)) return;
            told.add(`${number} ${next.key}`);
            readOf(number).tell(next.key);
          } else {
            end(next.which, next.do);
          }
        };

        for (const next of steps) {
          take(next);
          await new Promise(setImmediate);
          const now = performance.now();
          for (const { answeredAt, deadlineAt, caller } of everybody) {
            expect(answeredAt !== null || (now < deadlineAt && !caller.signal.aborted)).toBe(true);
          }
          const beingRead = reads.flatMap(({ keys, call }, read) =>
            ended.has(read) || call.signal.aborted || read < firstValid ? [] : keys,
          );
          expect(new Set(beingRead).size).toBe(beingRead.length);
        }
        for (let isOver = false; !isOver; isOver = ended.size === reads.length) {
          while (ended.size < reads.length) end(0, 'answer');
          // Those who joined one that was late may read again now.
          await new Promise(setImmediate);
        }
        await Promise.all(answers);
      }),
      { numRuns: 300 },
    );
  });
});
