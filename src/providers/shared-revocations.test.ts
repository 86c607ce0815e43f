import { expect, test } from 'vitest';
import { createMemoryStore } from '../store/memory.ts';
import type { ProviderId } from './records.ts';
import { shareRevocations } from './shared-revocations.ts';

/** What the processes of one store know, one after the other. */
function openStore(startedAt: number) {
  const clock = { time: startedAt };
  const now = () => clock.time;
  const store = createMemoryStore(now);
  return {
    clock,
    store,
    async startProcess(ids: readonly string[] = ['locks', 'clerk']) {
      const shared = await shareRevocations(store, ids as readonly ProviderId[], now);
      return (id: string) => {
        const revocations = shared.get(id);
        if (revocations === undefined) throw new Error(`no revocations of ${id}`);
        return revocations;
      };
    },
  };
}

test('a revocation is known after a restart, at its own provider, until the session has expired', async () => {
  const { clock, startProcess } = openStore(1000);
  await (await startProcess())('locks').remember('a', 5000);
  const after = await startProcess();
  expect(after('locks').revokedAt('a')).toBe(1000);
  expect(after('clerk').revokedAt('a')).toBeNull();
  clock.time = 5000;
  expect((await startProcess())('locks').revokedAt('a')).toBeNull();
});

test('one of unknown expiry is known after a restart, until the expiry that is then read', async () => {
  const { clock, startProcess } = openStore(1000);
  await (await startProcess())('locks').remember('a', null);
  clock.time = 6000;
  const after = await startProcess();
  expect(after('locks').revokedAt('a', 7000)).toBe(1000);
  clock.time = 7000;
  expect(after('locks').revokedAt('a')).toBeNull();
});

test('where a session’s expiry is moved, its revocation lasts as long', async () => {
  const { clock, startProcess } = openStore(1000);
  const before = await startProcess();
  await before('locks').remember('a', 5000);
  expect(before('locks').revokedAt('a', 9000)).toBe(1000);
  clock.time = 8000;
  expect((await startProcess())('locks').revokedAt('a', 9000)).toBe(1000);
});

test('a provider that is not configured any more costs nothing', async () => {
  const { startProcess } = openStore(1000);
  await (await startProcess())('locks').remember('a', 5000);
  const after = await startProcess(['clerk']);
  expect(after('clerk').revokedAt('a')).toBeNull();
});

test('ids may hold anything', async () => {
  const { startProcess } = openStore(1000);
  const id = '"a" \u0000 \ud800';
  await (await startProcess())('locks').remember(id, 5000);
  expect((await startProcess())('locks').revokedAt(id)).toBe(1000);
});
