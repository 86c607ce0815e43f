/**
 * Providers in a storm while people read and are signed out. Whatever the weather, an answer is right or says what is missing, no provider is asked more
 * often than it allows, and every revocation is accounted for. A storm is drawn from a seed: CHAOS_SEED=… draws that one alone. Storms have one process;
 * what several over one store do while it stands still or is killed, and while they are restarted under load, is in test/replicas.
 */
import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { unsaidWaitMs } from '../../src/providers/zendesk/limits.ts';
import type { AuditRecord } from '../../src/sessions/audit/record.ts';
import { recordsOf, unfinished, wrongInAudit } from './audit-rules.ts';
import { longestQuickWaitMs } from './quick-circuit.ts';
import { passStorm, type Passed } from './run-storm.ts';
import { openTrial, timeoutMs, type Trial } from './trial.ts';

const { CHAOS_SEED } = process.env;
const seeds = CHAOS_SEED === undefined ? ['gale', 'hail', `${randomInt(1e9)}`] : [CHAOS_SEED];

/** The longest that a provider is left alone, and the time of those who are asked then, on a machine that is busy. */
const patienceMs = Math.max(longestQuickWaitMs, unsaidWaitMs) + 3 * timeoutMs + 4000;

/** How often each thing was seen in all storms. */
const seen = new Map<string, number>();

describe.each(seeds)('in the storm of CHAOS_SEED=%s', (seed) => {
  let handlesBefore: Readonly<Record<string, number>>;
  let trial: Trial;
  let passed: Passed;
  let records: readonly AuditRecord[];
  beforeAll(async () => {
    handlesBefore = handles();
    trial = await openTrial(seed);
    try {
      passed = await passStorm(trial, patienceMs);
      // Of changes whose clients left, too.
      records = await vi.waitFor(
        async () => {
          const told = recordsOf(await trial.server.audited());
          expect(unfinished(told)).toEqual([]);
          return told;
        },
        { timeout: 10_000 },
      );
    } finally {
      await trial.server.close();
    }
  });

  test('every answer is right or says what is missing', () => {
    for (const [sight, times] of trial.seen) seen.set(sight, (seen.get(sight) ?? 0) + times);
    expect(trial.wrong).toEqual([]);
  });

  test('no provider is asked beyond its limit, as it counts itself', () => {
    for (const { overLimit } of Object.values(trial.server.demo.emulators)) expect(overLimit).toBe(0);
  });

  test('no answer of 50 MB is read to its end', () => {
    for (const { hugeRead } of Object.values(trial.server.demo.emulators)) expect(hugeRead).toBe(0);
  });

  test('every session that ended was said to have ended, or that it may have', () => {
    const { toldEnded, mayHaveEnded } = trial;
    expect(passed.ended.filter((key) => !toldEnded.has(key) && !mayHaveEnded.has(key))).toEqual([]);
  });

  test('the audit has every revocation, with what the answer said', () => {
    expect(wrongInAudit(records, passed.revoked, passed.ended)).toEqual([]);
  });

  test('nothing of it is a fault of ours', () => {
    expect(trial.server.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  test('no memory is kept, and every handle is closed', async () => {
    expect(passed.grownBytes).toBeLessThan(15_000_000);
    await expect.poll(handles).toEqual(handlesBefore);
  });
});

test
  .skipIf(CHAOS_SEED !== undefined)
  .each([
    'weather late',
    'weather lagging',
    'weather huge',
    'swell lagging: REVOKED',
    'swell late: REVOKED',
    'complete lists of a provider',
    'totals',
    'report UNAVAILABLE, incomplete',
    'outcome REVOKED',
    'outcome FAILED',
    'clients that left',
  ])('the storms had %s', (sight) => {
  expect(seen.get(sight)).toBeGreaterThan(0);
});

/** What keeps the process alive: how many sockets, servers, timers and others. */
function handles(): Readonly<Record<string, number>> {
  const groups = Map.groupBy(process.getActiveResourcesInfo(), (name) => name);
  return Object.fromEntries([...groups].map(([name, all]) => [name, all.length]));
}
