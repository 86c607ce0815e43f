/** What shared reads hold of answers that nobody asks for again. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSharedReads, type SharedReads } from './shared-reads.ts';
import { callFor } from './test-provider.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

it('lets an old answer go where nobody reads any more', async () => {
  const shared = createSharedReads<object>({
    providerId: 'chat',
    providerName: 'Memory (test)',
    timeoutMs: 5000,
    freshForMs: 1000,
    maxEntries: 100,
    keep: () => true,
  });
  const answer = await readOnce(shared);
  vi.advanceTimersByTime(999);
  expect(await isHeld(answer)).toBe(true);
  vi.advanceTimersByTime(1001);
  expect(await isHeld(answer)).toBe(false);
});

async function readOnce(shared: SharedReads<object>): Promise<WeakRef<object>> {
  const answer = { rows: [] };
  await shared.readMany(new Map([['a', 'a']]), async () => new Map([['a', answer]]), callFor());
  return new WeakRef(answer);
}

async function isHeld(answer: WeakRef<object>): Promise<boolean> {
  // What a turn of the event loop has looked at stays until the turn ends.
  await new Promise(setImmediate);
  collectGarbage();
  return answer.deref() !== undefined;
}
