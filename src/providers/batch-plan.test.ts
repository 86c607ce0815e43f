import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKnownRows, type BatchPlan } from './batch-plan.ts';
import * as clerk from './clerk/plan.ts';
import * as rocketchat from './rocketchat/plan.ts';
import * as seam from './seam/plan.ts';
import * as zendesk from './zendesk/plan.ts';

type Plan = (wanted: number, rows: number | null, callsLeft: number) => BatchPlan;

/** How each kind reads sessions of several accounts, and how many calls its list of all takes; Infinity where it has none. */
const kinds: readonly (readonly [string, Plan, (rows: number) => number])[] = [
  ['Clerk', clerk.planSessions, () => Infinity],
  ['Zendesk', zendesk.planSessions, (rows) => Math.max(1, Math.ceil(rows / 100))],
  ['Rocket.Chat', rocketchat.planRows, (rows) => 1 + Math.ceil(Math.max(0, rows - 100) / 99)],
  ['Seam', seam.planSessions, () => 1],
];

const wanted = fc.integer({ min: 1, max: 600 });
const rows = fc.nat(200_000);
const left = fc.oneof(fc.nat(300), fc.constant(Infinity));

describe.each(kinds)('a plan for %s', (_kind, plan, sweepCalls) => {
  it('never takes more calls than one by one, nor than a sweep', () => {
    fc.assert(
      fc.property(wanted, rows, (count, listed) => {
        const { calls } = plan(count, listed, Infinity);
        expect(calls).toBeLessThanOrEqual(count);
        expect(calls).toBeLessThanOrEqual(sweepCalls(listed));
      }),
    );
  });

  it('takes one call more than one by one at most where nobody knows how long the list is', () => {
    fc.assert(
      fc.property(wanted, left, (count, callsLeft) => {
        expect(plan(count, null, callsLeft).calls).toBeLessThanOrEqual(count + 1);
      }),
    );
  });

  it('begins no sweep that the limits would break off', () => {
    fc.assert(
      fc.property(wanted, rows, fc.nat(300), (count, listed, callsLeft) => {
        const { how, calls } = plan(count, listed, callsLeft);
        if (how === 'sweep' && calls > 1) expect(calls).toBeLessThanOrEqual(callsLeft);
      }),
    );
  });
});

describe('a plan for accounts', () => {
  it('never takes more calls than one by one', () => {
    fc.assert(
      fc.property(wanted, rows, (count, listed) => {
        expect(clerk.planAccounts(count).calls).toBeLessThanOrEqual(count);
        for (const key of ['nativeId', 'externalId', 'email'] as const) {
          expect(zendesk.planAccounts(key, count).calls).toBeLessThanOrEqual(count);
        }
        expect(rocketchat.planRows(count, listed, Infinity).calls).toBeLessThanOrEqual(count);
      }),
    );
  });

  it('by addresses at Seam takes the pages of the list, or a quarter more than one by one', () => {
    fc.assert(
      fc.property(wanted, fc.option(rows, { nil: null }), (count, listed) => {
        const { how, calls } = seam.planIdentities(count, listed);
        const most = how === 'sweep' ? Math.max(1, Math.ceil((listed ?? 0) / 500)) : Math.ceil(count * 1.25);
        expect(calls).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe('the plan behind the first page of Rocket.Chat', () => {
  it('reads on only where that is fewer calls', () => {
    fc.assert(
      fc.property(wanted, rows, (count, total) => {
        const page = { rows: Array<null>(Math.min(100, total)).fill(null), size: 100, total };
        const { how, calls } = rocketchat.planAfter(page, count, Infinity);
        expect(calls).toBeLessThanOrEqual(count);
        expect(calls).toBeLessThanOrEqual(rocketchat.planRows(count, total, Infinity).calls);
        if (how === 'sweep') expect(1 + calls).toBe(1 + Math.ceil(Math.max(0, total - 100) / 99));
      }),
    );
  });
});

describe('createKnownRows', () => {
  it('forgets after ten minutes', () => {
    let now = 0;
    const known = createKnownRows(() => now);
    expect(known.count()).toBeNull();
    known.saw(7);
    now = 599_999;
    expect(known.count()).toBe(7);
    now = 600_000;
    expect(known.count()).toBeNull();
  });
});
