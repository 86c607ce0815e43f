import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('work that takes long goes on in later turns, and others have theirs in between', async () => {
  const turns = createTurns(5)();
  const done: string[] = [];
  const work = (name: string) => () => {
    const until = performance.now() + 10;
    while (performance.now() < until);
    done.push(name);
  };
  const pieces = ['first', 'second', 'third'].map((name) => turns.take(work(name)));
  expect(done).toEqual(['first']);
  setImmediate(() => done.push('others'));
  await Promise.all(pieces);
  expect(done).toEqual(['first', 'second', 'others', 'third']);
});

test('work that is short is done at once', () => {
  const turns = createTurns(1000)();
  expect([1, 2, 3].map((value) => turns.take(() => value))).toEqual([1, 2, 3]);
});

test('what runs afterwards runs when none of the request’s own work waits, and waits for nobody else’s', async () => {
  const turnsOfRequest = createTurns(-1);
  const [mine, other] = [turnsOfRequest(), turnsOfRequest()];
  const done: string[] = [];
  const pieces = ['first', 'second'].map((name) => mine.take(() => done.push(name)));
  expect(done).toEqual(['first']);
  await Promise.all([
    ...pieces,
    new Promise<void>((resolve) => other.afterwards(() => resolve(void done.push('after the other')))),
    new Promise<void>((resolve) => mine.afterwards(() => resolve(void done.push('after mine')))),
  ]);
  expect(done.indexOf('after mine')).toBeGreaterThan(done.indexOf('second'));
  expect(done).toContain('after the other');
});
