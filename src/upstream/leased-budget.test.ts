import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../store/memory.ts';
import type { Lease } from '../store/store.ts';
import { createAdmission, type Admission } from './admission.ts';
import { createLeasedBudget } from './leased-budget.ts';
import type { RateLimit } from './rate-limits.ts';
import type { SharedLimits } from './shared-limits.ts';
import { answerWith } from './test-answer.ts';

const anyRoute = '';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Fleet {
  readonly processes: readonly Admission[];
  /** How long the store takes for an answer, in milliseconds; null while it cannot be reached. */
  answersAfter: number | null;
  asked: number;
  /** Who hears that the store was away from any of them. */
  readonly gapHearers: readonly (() => void)[];
}

/** Processes at one store, which counts as the stores of several replicas do. */
function openFleet(count: number, rateLimit: RateLimit, provider: RateLimit | null = null): Fleet {
  const store = createMemoryStore(Date.now);
  const hearers: ((route: string | null, forMs: number) => void)[] = [];
  const fleet = { answersAfter: 3 as number | null, asked: 0, gapHearers: [] as (() => void)[] };
  const lease = async (wish: Parameters<typeof store.lease>[0]): Promise<Lease> => {
    fleet.asked += 1;
    if (fleet.answersAfter === null) return { state: 'unavailable' };
    await new Promise((resolve) => setTimeout(resolve, fleet.answersAfter ?? 0));
    return store.lease(wish);
  };
  const shared: SharedLimits = {
    lease,
    replicas: () => count,
    onGap: (hear) => void fleet.gapHearers.push(hear),
    tellRefusal: (route, forMs) => hearers.forEach((hear) => hear(route, forMs)),
    onRefusal: (hear) => void hearers.push(hear),
  };
  const processes = Array.from({ length: count }, () =>
    createAdmission({
      maxConcurrency: 50,
      limits: {
        provider,
        route: null,
        areTold: false,
        routeOf: () => '',
        read: ({ status }) => ({
          news:
            status === 429
              ? [{ scope: 'provider', requests: null, remaining: null, resetMs: null, refusesForMs: 4000 }]
              : [],
          ignored: [],
        }),
      },
      rateLimit,
      share: 1,
      shared,
      providerName: 'Zendesk (support)',
      now: Date.now,
    }),
  );
  return Object.assign(fleet, { processes });
}

/** @returns when the call arrived at the provider; null where it was refused. */
async function send(
  admission: Admission | undefined,
  takes: number,
  patience = 5000,
): Promise<number | null> {
  if (admission === undefined) throw new Error('no such process');
  try {
    const { signal } = new AbortController();
    await admission.enter({ signal, deadlineAt: performance.now() + patience }, anyRoute);
  } catch (error) {
    expect(error).toMatchObject({ status: 'RATE_LIMITED' });
    return null;
  }
  const arrived = performance.now() + takes / 2;
  await new Promise((resolve) => setTimeout(resolve, takes));
  admission.leave(anyRoute, answerWith({}));
  return arrived;
}

function mostInAnyWindow(arrivals: readonly (number | null)[], perMs: number): number {
  const sorted = arrivals.filter((arrived) => arrived !== null).toSorted((a, b) => a - b);
  return Math.max(
    0,
    ...sorted.map((first) => sorted.filter((at) => at >= first && at < first + perMs).length),
  );
}

describe('processes at one store', () => {
  it('never send more than the limit in any window together, whoever asks when', async () => {
    const call = fc.record({ process: fc.nat(2), pause: fc.nat(150), takes: fc.nat(90) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.array(call, { maxLength: 80 }),
        async (requests, calls) => {
          const { processes } = openFleet(3, { requests, perMs: 2000 });
          const sent: Promise<number | null>[] = [];
          for (const { process, pause, takes } of calls) {
            await vi.advanceTimersByTimeAsync(pause);
            sent.push(send(processes[process], takes));
          }
          await vi.advanceTimersByTimeAsync(8000);
          expect(mostInAnyWindow(await Promise.all(sent), 2000)).toBeLessThanOrEqual(requests);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('let all demand through that the limit allows, with fewer questions to the store than calls', async () => {
    const fleet = openFleet(3, { requests: 100, perMs: 10_000 });
    const sent: Promise<number | null>[] = [];
    for (let call = 0; call < 255; call += 1) {
      await vi.advanceTimersByTimeAsync(1000 / 8.5);
      sent.push(send(fleet.processes[call % 3], 20));
    }
    await vi.advanceTimersByTimeAsync(6000);
    const arrivals = await Promise.all(sent);
    expect(arrivals.filter((arrived) => arrived === null)).toEqual([]);
    expect(mostInAnyWindow(arrivals, 10_000)).toBeLessThanOrEqual(100);
    expect(fleet.asked).toBeLessThan(255);
  });

  it('take no calls of one limit while another lets none pass', async () => {
    const { processes } = openFleet(1, { requests: 4, perMs: 1000 }, { requests: 40, perMs: 10_000 });
    const sent = Array.from({ length: 40 }, () => send(processes[0], 10, 60_000));
    await vi.advanceTimersByTimeAsync(60_000);
    const arrivals = (await Promise.all(sent)).filter((arrived) => arrived !== null);
    expect(arrivals).toHaveLength(40);
    // Four in each time that a lease of theirs counts, which is its second, a window, and some time on the way.
    expect(Math.max(...arrivals) - Math.min(...arrivals)).toBeLessThan(10 * 2100);
  });

  it('go on with their share when the store is gone, what they sent counted, and ask it once a second', async () => {
    const fleet = openFleet(2, { requests: 10, perMs: 10_000 });
    const [first] = fleet.processes;
    const before = [send(first, 10), send(first, 10), send(first, 10)];
    await vi.advanceTimersByTimeAsync(1500);
    expect(await Promise.all(before)).not.toContain(null);
    fleet.answersAfter = null;
    fleet.asked = 0;
    const after = Array.from({ length: 4 }, () => send(first, 10, 3000));
    await vi.advanceTimersByTimeAsync(3500);
    // Five of ten are its share, and three of them were sent.
    expect((await Promise.all(after)).filter((arrived) => arrived !== null)).toHaveLength(2);
    expect(fleet.asked).toBeLessThanOrEqual(4);
    fleet.answersAfter = 3;
    await vi.advanceTimersByTimeAsync(10_000);
    // The first finds out that the store is back.
    const found = send(first, 10);
    await vi.advanceTimersByTimeAsync(10);
    const again = [found, ...Array.from({ length: 8 }, () => send(first, 10))];
    await vi.advanceTimersByTimeAsync(3000);
    expect(await Promise.all(again)).not.toContain(null);
  });

  it('never send more than the limit together while the store is away and after it is back', async () => {
    const call = fc.record({ process: fc.nat(2), pause: fc.nat(150) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 3, max: 30 }),
        fc.array(call, { maxLength: 60 }),
        fc.array(call, { maxLength: 60 }),
        async (requests, whileAway, whenBack) => {
          const fleet = openFleet(3, { requests, perMs: 2000 });
          const sent: Promise<number | null>[] = [];
          const sendAll = async (calls: typeof whileAway) => {
            for (const { process, pause } of calls) {
              await vi.advanceTimersByTimeAsync(pause);
              sent.push(send(fleet.processes[process], 20));
            }
          };
          fleet.answersAfter = null;
          await sendAll(whileAway);
          fleet.answersAfter = 3;
          // Not each has found out that it was away.
          for (const hear of fleet.gapHearers) hear();
          await sendAll(whenBack);
          await vi.advanceTimersByTimeAsync(8000);
          expect(mostInAnyWindow(await Promise.all(sent), 2000)).toBeLessThanOrEqual(requests);
        },
      ),
      {
        numRuns: 40,
        examples: [
          [
            6,
            [{ process: 0, pause: 0 }],
            [
              { process: 0, pause: 30 },
              { process: 1, pause: 0 },
              ...Array.from({ length: 4 }, () => ({ process: 0, pause: 0 })),
              { process: 1, pause: 3 },
            ],
          ],
        ],
      },
    );
  });

  it('leave a provider alone that refused one of them', async () => {
    const { processes } = openFleet(2, { requests: 10, perMs: 1000 });
    const [first, second] = processes;
    const { signal } = new AbortController();
    const entered = first?.enter({ signal, deadlineAt: performance.now() + 1000 }, anyRoute);
    await vi.advanceTimersByTimeAsync(10);
    await entered;
    first?.leave(anyRoute, answerWith({}, 429));
    expect(await send(second, 10, 3000)).toBeNull();
    await vi.advanceTimersByTimeAsync(4000);
    const later = send(second, 10, 3000);
    await vi.advanceTimersByTimeAsync(100);
    expect(await later).not.toBeNull();
  });
});

it('asks the store where the clock goes on between two looks at it', () => {
  let time = 0;
  let asked = 0;
  const leases = {
    replicas: () => 2,
    onGap() {},
    async lease(): Promise<Lease> {
      asked += 1;
      return { state: 'unavailable' };
    },
  };
  const limit = { requests: 10, perMs: 1000 };
  const options = { limit, share: 1, isTold: false, key: 'chat', leases, onAnswer() {}, wallClock: Date.now };
  const budget = createLeasedBudget(options, () => (time += 0.001));
  const at = time;
  expect(budget.turnAt(0, at)).toBeGreaterThan(at);
  expect(asked).toBe(1);
});
