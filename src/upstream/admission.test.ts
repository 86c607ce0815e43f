import { getEventListeners } from 'node:events';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAdmission } from './admission.ts';
import type { Call } from './call.ts';
import { ProviderFailure } from './failure.ts';
import type { ProviderLimits, RateLimit } from './rate-limits.ts';
import { answerWith } from './test-answer.ts';

const wallClock = 1_000_000;

const open = (options: { maxConcurrency?: number; rateLimit?: RateLimit; limits?: ProviderLimits }) =>
  createAdmission({
    maxConcurrency: options.maxConcurrency ?? 100,
    limits: options.limits ?? null,
    rateLimit: options.rateLimit ?? null,
    share: 1,
    shared: null,
    providerName: 'Zendesk (support)',
    now: () => wallClock,
  });

const route = 'GET /v1/sessions';
const answered = answerWith({});

const callFor = (ms: number, signal = new AbortController().signal): Call => ({
  signal,
  deadlineAt: performance.now() + ms,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Enters and writes down what came of it. */
function note(log: string[], name: string, entering: Promise<void>): void {
  entering.then(
    () => log.push(`${name} in`),
    (error: unknown) => log.push(`${name} ${String((error as { status?: string }).status ?? error)}`),
  );
}

describe('concurrency', () => {
  it('lets in as many as may run, and the others in the order they came', async () => {
    const admission = open({ maxConcurrency: 2 });
    const log: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) note(log, name, admission.enter(callFor(1000), route));
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['a in', 'b in']);
    admission.leave(route, answered);
    admission.leave(route, answered);
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['a in', 'b in', 'c in', 'd in']);
  });

  it('lets nobody pass those who wait', async () => {
    const admission = open({ maxConcurrency: 1 });
    const log: string[] = [];
    note(log, 'a', admission.enter(callFor(1000), route));
    note(log, 'b', admission.enter(callFor(1000), route));
    admission.leave(route, answered);
    note(log, 'c', admission.enter(callFor(1000), route));
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['a in', 'b in']);
  });

  it('forgets a waiting call whose caller leaves, with the reason of the signal', async () => {
    const admission = open({ maxConcurrency: 1 });
    const caller = new AbortController();
    const log: string[] = [];
    note(log, 'a', admission.enter(callFor(1000), route));
    note(log, 'b', admission.enter(callFor(1000, caller.signal), route));
    note(log, 'c', admission.enter(callFor(1000), route));
    caller.abort('gone');
    admission.leave(route, answered);
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['a in', 'b gone', 'c in']);
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  it('gives up a waiting call at its deadline', async () => {
    const admission = open({ maxConcurrency: 1 });
    const log: string[] = [];
    note(log, 'a', admission.enter(callFor(1000), route));
    note(log, 'b', admission.enter(callFor(100), route));
    await vi.advanceTimersByTimeAsync(99);
    expect(log).toEqual(['a in']);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(['a in', 'b TIMED_OUT']);
  });
});

it('refuses all that wait when it is told to, in the order in which they would go, and lets in those who come later', async () => {
  const admission = open({ maxConcurrency: 1, rateLimit: { requests: 3, perMs: 1000 } });
  const log: string[] = [];
  const enter = (name: string, urgency: 'change' | 'read', principal: string) => {
    const origin = { requestId: undefined, principal, calls: 0 };
    note(log, name, admission.enter({ ...callFor(9000), urgency, origin }, route));
  };
  enter('a', 'read', 'ann');
  for (const name of ['b', 'c']) enter(name, 'read', 'ann');
  enter('d', 'read', 'ben');
  enter('e', 'change', 'cleo');
  await vi.advanceTimersByTimeAsync(0);
  let failures = 0;
  admission.refuseWaiting(() => new ProviderFailure('UNAVAILABLE', `down ${(failures += 1)}`));
  await vi.advanceTimersByTimeAsync(0);
  expect(log).toEqual(['a in', 'e UNAVAILABLE', 'b UNAVAILABLE', 'd UNAVAILABLE', 'c UNAVAILABLE']);
  expect(failures).toBe(4);
  expect(admission.state()).toEqual({ inFlight: 1, waiting: 0, budgetLeft: 2 });
  expect(vi.getTimerCount()).toBe(0);
  admission.leave(route, answered);
  await admission.enter(callFor(9000), route);
});

describe('budget', () => {
  const rateLimit = { requests: 2, perMs: 1000 };

  it('lets a call wait for its turn when that comes before its deadline', async () => {
    const admission = open({ rateLimit });
    const log: string[] = [];
    for (const name of ['a', 'b', 'c']) note(log, name, admission.enter(callFor(5000), route));
    admission.leave(route, answered);
    await vi.advanceTimersByTimeAsync(999);
    expect(log).toEqual(['a in', 'b in']);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(['a in', 'b in', 'c in']);
  });

  it('refuses a call at once when its turn comes too late, and says when to ask again', async () => {
    const admission = open({ rateLimit });
    await admission.enter(callFor(500), route);
    await admission.enter(callFor(500), route);
    await expect(admission.enter(callFor(500), route)).rejects.toMatchObject({
      status: 'RATE_LIMITED',
      retryAt: wallClock + 1000,
    });
  });

  it('counts those who wait when it says whether a turn comes in time', async () => {
    const admission = open({ rateLimit });
    const log: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) note(log, name, admission.enter(callFor(1500), route));
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['a in', 'b in', 'e RATE_LIMITED']);
  });

  it('gives the turn of one who left to the next', async () => {
    const admission = open({ rateLimit: { requests: 1, perMs: 1000 } });
    const caller = new AbortController();
    const log: string[] = [];
    note(log, 'a', admission.enter(callFor(5000), route));
    note(log, 'b', admission.enter(callFor(5000, caller.signal), route));
    note(log, 'c', admission.enter(callFor(5000), route));
    admission.leave(route, answered);
    caller.abort('gone');
    await vi.advanceTimersByTimeAsync(1000);
    expect(log).toEqual(['a in', 'b gone', 'c in']);
  });

  it('counts a call when it is sent, not when it begins to wait for a place', async () => {
    const admission = open({ maxConcurrency: 1, rateLimit });
    const log: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) note(log, name, admission.enter(callFor(9000), route));
    await vi.advanceTimersByTimeAsync(5000);
    admission.leave(route, answered);
    admission.leave(route, answered);
    await vi.advanceTimersByTimeAsync(999);
    expect(log).toEqual(['a in', 'b in']);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(['a in', 'b in', 'c in']);
    admission.leave(route, answered);
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['a in', 'b in', 'c in', 'd in']);
  });

  it('holds by every limit: of the operator, of all calls and of the route', async () => {
    const documented = {
      provider: { requests: 3, perMs: 1000 },
      route: { requests: 1, perMs: 5000 },
      areTold: false,
      routeOf: ({ path }: { readonly path: string }) => path,
      read: () => ({ news: [], ignored: [] }),
    };
    const admission = open({ rateLimit: { requests: 2, perMs: 500 }, limits: documented });
    const log: string[] = [];
    for (const path of ['/a', '/b', '/a', '/c', '/d']) {
      note(log, path, admission.enter(callFor(900), path));
    }
    await vi.advanceTimersByTimeAsync(0);
    // Two by the operator's limit; the second of a route has to wait for 5 s, the fourth of all for 1 s; the third of all waits.
    expect(log).toEqual(['/a in', '/b in', '/a RATE_LIMITED', '/d RATE_LIMITED']);
    for (const path of ['/a', '/b']) admission.leave(path, answered);
    await vi.advanceTimersByTimeAsync(500);
    expect(log.slice(4)).toEqual(['/c in']);
  });

  it('lets a route that is used up hold up no other', async () => {
    const limits = {
      provider: null,
      route: { requests: 1, perMs: 1000 },
      areTold: false,
      routeOf: ({ path }: { readonly path: string }) => path,
      read: () => ({ news: [], ignored: [] }),
    };
    const admission = open({ limits });
    const log: string[] = [];
    for (const path of ['/a', '/a', '/b']) {
      note(log, path, admission.enter(callFor(5000), path));
    }
    admission.leave('/a', answered);
    await vi.advanceTimersByTimeAsync(999);
    expect(log).toEqual(['/a in', '/b in']);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(['/a in', '/b in', '/a in']);
  });

  it('asks again only when a refusal has ended, and after a minute at most', async () => {
    const refusal = { scope: 'provider', requests: null, remaining: null, resetMs: null } as const;
    const limits = {
      provider: null,
      route: null,
      areTold: false,
      routeOf: () => '',
      read: () => ({ news: [{ ...refusal, refusesForMs: 86_400_000 }], ignored: ['ratelimit-limit'] }),
    };
    const admission = open({ limits });
    await admission.enter(callFor(100), route);
    expect(admission.leave(route, answered)).toEqual(['ratelimit-limit']);
    await expect(admission.enter(callFor(5000), route)).rejects.toMatchObject({
      status: 'RATE_LIMITED',
      retryAt: wallClock + 60_000,
    });
    expect(admission.state()).toMatchObject({ budgetLeft: 0 });
    await vi.advanceTimersByTimeAsync(60_000);
    await admission.enter(callFor(100), route);
  });

  it('tells a call that others pushed behind its deadline that the budget was why', async () => {
    const admission = open({ rateLimit: { requests: 1, perMs: 1000 } });
    const log: string[] = [];
    note(log, 'a', admission.enter(callFor(9000), route));
    admission.leave(route, answered);
    note(log, 'read', admission.enter(callFor(1500), route));
    note(log, 'change', admission.enter({ ...callFor(1500), urgency: 'change' }, route));
    await vi.advanceTimersByTimeAsync(1000);
    admission.leave(route, answered);
    await vi.advanceTimersByTimeAsync(500);
    expect(log).toEqual(['a in', 'change in', 'read RATE_LIMITED']);
  });

  it('never sends more than the limit in any window, loses no call, and lets all go that can, whatever comes when', async () => {
    const arrival = fc.record({
      pause: fc.nat(60),
      takes: fc.nat(80),
      patience: fc.integer({ min: 1, max: 400 }),
      principal: fc.constantFrom('ann', 'ben', 'cleo'),
      urgency: fc.constantFrom<'change' | 'read'>('change', 'read'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 20, max: 200 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(arrival, { maxLength: 40 }),
        async (requests, perMs, maxConcurrency, arrivals) => {
          const admission = open({ maxConcurrency, rateLimit: { requests, perMs } });
          const sent: number[] = [];
          let running = 0;
          let over = 0;
          const ask = async ({ takes, patience, principal, urgency }: (typeof arrivals)[number]) => {
            const origin = { requestId: undefined, principal, calls: 0 };
            const call = { ...callFor(patience), urgency, origin };
            const refusedBefore = performance.now();
            try {
              await admission.enter(call, route);
            } catch (error) {
              expect(error).toMatchObject({ name: 'ProviderFailure' });
              expect(performance.now()).toBeLessThanOrEqual(Math.max(refusedBefore, call.deadlineAt) + 1);
              over += 1;
              return;
            }
            running += 1;
            expect(running).toBeLessThanOrEqual(maxConcurrency);
            // It may arrive at any moment until it has been answered.
            sent.push(performance.now() + takes);
            await new Promise((resolve) => setTimeout(resolve, takes));
            running -= 1;
            over += 1;
            admission.leave(route, answered);
          };
          const asked: Promise<void>[] = [];
          for (const one of arrivals) {
            await vi.advanceTimersByTimeAsync(one.pause);
            asked.push(ask(one));
          }
          await vi.advanceTimersByTimeAsync(2000);
          await Promise.all(asked);
          expect(over).toBe(arrivals.length);
          expect(admission.state()).toMatchObject({ inFlight: 0, waiting: 0 });
          expect(vi.getTimerCount()).toBe(0);
          const inOrder = sent.toSorted((a, b) => a - b);
          for (const [index, arrived] of inOrder.entries()) {
            const before = inOrder[index - requests];
            if (before !== undefined) expect(arrived - before).toBeGreaterThanOrEqual(perMs);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps the place of a call that has not been answered, since it may arrive late', async () => {
    const admission = open({ rateLimit: { requests: 1, perMs: 1000 } });
    const log: string[] = [];
    for (const name of ['a', 'b']) note(log, name, admission.enter(callFor(9000), route));
    await vi.advanceTimersByTimeAsync(3000);
    expect(log).toEqual(['a in']);
    admission.leave(route, answered);
    await vi.advanceTimersByTimeAsync(999);
    expect(log).toEqual(['a in']);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(['a in', 'b in']);
  });

  it('leaves no timer behind when nobody waits', async () => {
    const admission = open({ rateLimit: { requests: 1, perMs: 1000 } });
    const caller = new AbortController();
    const log: string[] = [];
    note(log, 'a', admission.enter(callFor(5000), route));
    note(log, 'b', admission.enter(callFor(5000, caller.signal), route));
    caller.abort('gone');
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
