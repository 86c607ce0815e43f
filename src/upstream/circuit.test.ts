import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCircuit, firstWaitMs, longestWaitMs, type CallEnd } from './circuit.ts';

const wallClockAtStart = 1_000_000;

function open(random = () => 1) {
  const clock = { now: 0 };
  const changes: (readonly [string, number | null])[] = [];
  const circuit = createCircuit({
    clock: () => clock.now,
    now: () => wallClockAtStart + clock.now,
    random,
    onChange: (state, retryAt) => changes.push([state, retryAt]),
  });
  /** One call after the other. */
  const call = (...ends: readonly CallEnd[]) => {
    for (const end of ends) circuit.leave(circuit.enter(), end, clock.now);
  };
  return { clock, circuit, changes, call };
}

describe('a circuit', () => {
  it('opens at the fifth call where half of them failed', () => {
    const { circuit, call } = open();
    call('failed', 'failed', 'answered', 'answered');
    expect(circuit.refusesUntil()).toBeNull();
    call('failed');
    expect(circuit.refusesUntil()).toBe(wallClockAtStart + firstWaitMs);
  });

  it('stays closed where less than half failed', () => {
    const { circuit, call } = open();
    call('answered', 'answered', 'answered', 'failed', 'failed');
    expect(circuit.state).toBe('closed');
  });

  it('forgets what was ten seconds ago', () => {
    const { clock, circuit, call } = open();
    call('failed', 'failed', 'failed', 'failed');
    clock.now += 10_000;
    call('failed', 'failed', 'failed', 'failed');
    expect(circuit.state).toBe('closed');
  });

  it('does not count what says nothing of the provider', () => {
    const { circuit, call } = open();
    call('unknown', 'failed', 'failed', 'failed', 'failed', 'unknown');
    expect(circuit.state).toBe('closed');
  });

  it('lets one call through after its wait, and refuses others meanwhile', () => {
    const { clock, circuit, call } = open();
    call('failed', 'failed', 'failed', 'failed', 'failed');
    clock.now += firstWaitMs - 1;
    expect(circuit.refusesUntil()).not.toBeNull();
    clock.now += 1;
    expect(circuit.refusesUntil()).toBeNull();
    expect(circuit.enter()).toBe(true);
    expect(circuit.refusesUntil()).toBe(wallClockAtStart + clock.now + firstWaitMs);
    circuit.leave(true, 'answered', clock.now);
    expect(circuit.refusesUntil()).toBeNull();
    expect(circuit.enter()).toBe(false);
  });

  it('lets the next call through where the caller of the probe left', () => {
    const { clock, circuit, call } = open();
    call('failed', 'failed', 'failed', 'failed', 'failed');
    clock.now += firstWaitMs;
    call('unknown');
    expect(circuit.refusesUntil()).toBeNull();
    expect(circuit.enter()).toBe(true);
  });

  it('doubles its wait with each probe that fails, up to its longest', () => {
    const { clock, circuit, changes, call } = open();
    call('failed', 'failed', 'failed', 'failed', 'failed');
    const waits: number[] = [];
    for (let probe = 0; probe < 7; probe += 1) {
      const until = circuit.refusesUntil() ?? expect.fail('it is open');
      waits.push(until - wallClockAtStart - clock.now);
      clock.now = until - wallClockAtStart;
      call('failed');
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(changes.slice(0, 3).map(([state]) => state)).toEqual(['open', 'probing', 'open']);
  });

  it('waits longer where it opens again soon after it closed, and as at first where that was later', () => {
    const { clock, circuit, call } = open();
    const fail = () => call('failed', 'failed', 'failed', 'failed', 'failed');
    const wait = () => (circuit.refusesUntil() ?? 0) - wallClockAtStart - clock.now;
    fail();
    clock.now += firstWaitMs;
    call('answered');
    fail();
    expect(wait()).toBe(2 * firstWaitMs);
    clock.now += 2 * firstWaitMs;
    call('answered');
    clock.now += 10_000;
    fail();
    expect(wait()).toBe(firstWaitMs);
  });

  it('opens where answers turn out to be none', () => {
    const { circuit, call } = open();
    call('answered', 'answered', 'answered', 'answered', 'answered');
    circuit.correct(false);
    circuit.correct(false);
    expect(circuit.state).toBe('closed');
    circuit.correct(false);
    expect(circuit.state).toBe('open');
  });

  it('opens again where the answer to its probe turns out to be none', () => {
    const { clock, circuit, call } = open();
    call('failed', 'failed', 'failed', 'failed', 'failed');
    clock.now += firstWaitMs;
    call('answered');
    circuit.correct(true);
    expect((circuit.refusesUntil() ?? 0) - wallClockAtStart - clock.now).toBe(2 * firstWaitMs);
  });
});

const step = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<CallEnd>('answered', 'failed', 'unknown').map((end) => ({ end })) },
  { weight: 1, arbitrary: fc.nat(40_000).map((waitMs) => ({ waitMs })) },
);

it('never has two probes, never refuses for longer than its longest wait, and lets calls through while nothing fails', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (steps, luck) => {
        const { clock, circuit } = open(() => luck);
        /** Calls under way: they end in the order they began. */
        const underWay: boolean[] = [];
        let sawFailure = false;
        for (const one of steps) {
          if ('waitMs' in one) {
            clock.now += one.waitMs;
            continue;
          }
          const until = circuit.refusesUntil();
          if (until === null) underWay.push(circuit.enter());
          else expect(until - wallClockAtStart - clock.now).toBeLessThanOrEqual(longestWaitMs);
          expect(sawFailure || until === null).toBe(true);
          expect(underWay.filter((isProbe) => isProbe).length).toBeLessThanOrEqual(1);
          if (underWay.length < 3 && until === null) continue;
          const isProbe = underWay.shift();
          if (isProbe === undefined) continue;
          sawFailure ||= one.end === 'failed';
          circuit.leave(isProbe, one.end, clock.now);
        }
      },
    ),
  );
});
