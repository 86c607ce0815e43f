import { expect, test } from 'vitest';
import { gate } from '../../../test/support/asking.ts';
import { createTimeBudget } from './time-budget.ts';

function open() {
  const clock = { now: 1000 };
  const budget = createTimeBudget(new AbortController(), 500, () => clock.now);
  /** A read that takes so many milliseconds. @returns the deadline it was given. */
  const read = (ms: number) =>
    budget.during(async ({ deadlineAt }) => {
      clock.now += ms;
      return deadlineAt;
    });
  return { clock, budget, read };
}

test('the time in which the provider is not asked does not count', async () => {
  const { clock, read } = open();
  expect(await read(100)).toBe(1500);
  clock.now += 60_000;
  expect(await read(100)).toBe(clock.now - 100 + 400);
});

test('reads one after the other take no longer together than one may, also those that fail', async () => {
  const { clock, budget, read } = open();
  await read(300);
  const failed = budget.during(async () => {
    clock.now += 150;
    throw new Error('down');
  });
  await expect(failed).rejects.toThrow('down');
  expect((await read(0)) - clock.now).toBe(50);
});

test('reads at the same time share their time', async () => {
  const { clock, budget, read } = open();
  const { opened, open: finish } = gate();
  const long = budget.during(async ({ deadlineAt }) => {
    await opened;
    return deadlineAt;
  });
  clock.now += 100;
  expect(await read(100)).toBe(1500);
  finish();
  expect(await long).toBe(1500);
  expect((await read(0)) - clock.now).toBe(300);
});

test('what is renewed has all its time again, also while a read is under way', async () => {
  const { clock, budget, read } = open();
  const { opened, open: finish } = gate();
  const long = budget.during(() => opened);
  clock.now += 400;
  budget.renew();
  expect((await read(100)) - clock.now).toBe(400);
  finish();
  await long;
  expect((await read(0)) - clock.now).toBe(400);
});
