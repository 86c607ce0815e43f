import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAdmission } from './admission.ts';
import type { Call } from './call.ts';

const wallClock = 1_000_000;

const open = (options: { maxConcurrency?: number; rateLimit?: { requests: number; perMs: number } }) =>
  createAdmission({
    maxConcurrency: options.maxConcurrency ?? 100,
    rateLimit: options.rateLimit,
    providerName: 'Zendesk (support)',
    now: () => wallClock,
  });

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
    for (const name of ['a', 'b', 'c', 'd']) note(log, name, admission.enter(callFor(1000)));
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['a in', 'b in']);
    admission.leave();
    admission.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['a in', 'b in', 'c in', 'd in']);
  });

  it('lets nobody pass those who wait', async () => {
    const admission = open({ maxConcurrency: 1 });
    const log: string[] = [];
    note(log, 'a', admission.enter(callFor(1000)));
    note(log, 'b', admission.enter(callFor(1000)));
    admission.leave();
    note(log, 'c', admission.enter(callFor(1000)));
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['a in', 'b in']);
  });

  it('forgets a waiting call whose caller leaves, with the reason of the signal', async () => {
    const admission = open({ maxConcurrency: 1 });
    const caller = new AbortController();
    const log: string[] = [];
    note(log, 'a', admission.enter(callFor(1000)));
    note(log, 'b', admission.enter(callFor(1000, caller.signal)));
    note(log, 'c', admission.enter(callFor(1000)));
    caller.abort('gone');
    admission.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['a in', 'b gone', 'c in']);
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  it('gives up a waiting call at its deadline', async () => {
    const admission = open({ maxConcurrency: 1 });
    const log: string[] = [];
    note(log, 'a', admission.enter(callFor(1000)));
    note(log, 'b', admission.enter(callFor(100)));
    await vi.advanceTimersByTimeAsync(99);
    expect(log).toEqual(['a in']);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(['a in', 'b TIMED_OUT']);
  });
});

describe('budget', () => {
  const rateLimit = { requests: 2, perMs: 1000 };

  it('lets a call wait for its turn when that comes before its deadline', async () => {
    const admission = open({ rateLimit });
    const log: string[] = [];
    for (const name of ['a', 'b', 'c']) note(log, name, admission.enter(callFor(5000)));
    admission.leave();
    await vi.advanceTimersByTimeAsync(999);
    expect(log).toEqual(['a in', 'b in']);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(['a in', 'b in', 'c in']);
  });

  it('refuses a call at once when its turn comes too late, and says when to ask again', async () => {
    const admission = open({ rateLimit });
    await admission.enter(callFor(500));
    await admission.enter(callFor(500));
    await expect(admission.enter(callFor(500))).rejects.toMatchObject({
      status: 'RATE_LIMITED',
      retryAt: wallClock + 1000,
    });
  });

  it('counts those who wait when it says whether a turn comes in time', async () => {
    const admission = open({ rateLimit });
    const log: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) note(log, name, admission.enter(callFor(1500)));
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['a in', 'b in', 'e RATE_LIMITED']);
  });

  it('gives the turn of one who left to the next', async () => {
    const admission = open({ rateLimit: { requests: 1, perMs: 1000 } });
    const caller = new AbortController();
    const log: string[] = [];
    note(log, 'a', admission.enter(callFor(5000)));
    note(log, 'b', admission.enter(callFor(5000, caller.signal)));
    note(log, 'c', admission.enter(callFor(5000)));
    admission.leave();
    caller.abort('gone');
    await vi.advanceTimersByTimeAsync(1000);
    expect(log).toEqual(['a in', 'b gone', 'c in']);
  });

  it('counts a call when it is sent, not when it begins to wait for a place', async () => {
    const admission = open({ maxConcurrency: 1, rateLimit });
    const log: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) note(log, name, admission.enter(callFor(9000)));
    await vi.advanceTimersByTimeAsync(5000);
    admission.leave();
    admission.leave();
    admission.leave();
    await vi.advanceTimersByTimeAsync(999);
    expect(log).toEqual(['a in', 'b in', 'c in']);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(['a in', 'b in', 'c in', 'd in']);
  });

  it('keeps the place of a call that has not been answered, since it may arrive late', async () => {
    const admission = open({ rateLimit: { requests: 1, perMs: 1000 } });
    const log: string[] = [];
    for (const name of ['a', 'b']) note(log, name, admission.enter(callFor(9000)));
    await vi.advanceTimersByTimeAsync(3000);
    expect(log).toEqual(['a in']);
    admission.leave();
    await vi.advanceTimersByTimeAsync(999);
    expect(log).toEqual(['a in']);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(['a in', 'b in']);
  });

  it('leaves no timer behind when nobody waits', async () => {
    const admission = open({ rateLimit: { requests: 1, perMs: 1000 } });
    const caller = new AbortController();
    const log: string[] = [];
    note(log, 'a', admission.enter(callFor(5000)));
    note(log, 'b', admission.enter(callFor(5000, caller.signal)));
    caller.abort('gone');
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
