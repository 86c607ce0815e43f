import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describeStoreContract } from './contract-suite.ts';
import { openStore } from './open-store.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sessiongraph-store-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const events = {
  lost(error: unknown) {
    throw error;
  },
  regained() {},
  deaf() {},
};

const openFile = (file: string, now: () => number) => openStore({ file }, now, events);

describeStoreContract('a file', (now) => openFile(join(folder(), 'store.db'), now));

test('a file keeps its facts and leases over a restart', async () => {
  const file = join(folder(), 'store.db');
  const before = await openFile(file, () => 50_000);
  const wish = { key: 'chat', limit: 10, windowMs: 1000, wanted: 10, usableMs: 100 };
  await before.lease(wish);
  await before.remember('revoked', { key: 'a', value: '1', until: 60_000 });
  await before.close();
  const after = await openFile(file, () => 50_500);
  onTestFinished(() => after.close());
  expect(await after.lease(wish)).toEqual({ state: 'refused', retryAt: 51_100 });
  expect(await after.recall('revoked')).toEqual([{ key: 'a', value: '1', until: 60_000 }]);
  expect(after.replicas()).toBe(1);
});

test('a process that has ended without a word is not counted for long', async () => {
  const file = join(folder(), 'store.db');
  let time = 100_000;
  const killed = await openFile(file, () => time);
  onTestFinished(() => killed.close());
  const beside = await openFile(file, () => time);
  onTestFinished(() => beside.close());
  expect(beside.replicas()).toBe(2);
  time += 16_000;
  const later = await openFile(file, () => time);
  onTestFinished(() => later.close());
  expect(later.replicas()).toBe(1);
});

test('a file in no folder is node’s error', async () => {
  await expect(openFile(join(folder(), 'none', 'store.db'), Date.now)).rejects.toThrow(/unable to open/);
});

/** Runs it in a process of its own, to which `openStore` is known. */
function runElsewhere(script: string) {
  const module = JSON.stringify(new URL('./open-store.ts', import.meta.url));
  const open = `const { openStore } = await import(${module});`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', open + script], { encoding: 'utf8' });
}

test('a second process, as there is one during a restart, has the same limit', async () => {
  const file = join(folder(), 'store.db');
  const store = await openFile(file, Date.now);
  onTestFinished(() => store.close());
  const wish = { key: 'chat', limit: 10, windowMs: 60_000, wanted: 6, usableMs: 1000 };
  expect(await store.lease(wish)).toMatchObject({ state: 'granted', calls: 6 });
  const { stdout } = runElsewhere(`
    const store = await openStore({ file: ${JSON.stringify(file)} }, Date.now, { lost: console.error });
    const lease = await store.lease(${JSON.stringify(wish)});
    await store.remember('revoked', { key: 'a', value: '1', until: ${Date.now() + 60_000} });
    console.log(lease.state, lease.calls, store.replicas());
  `);
  expect(stdout).toBe('granted 4 2\n');
  expect(await store.recall('revoked')).toMatchObject([{ key: 'a' }]);
  expect(await store.lease(wish)).toMatchObject({ state: 'refused' });
});

test('nothing is written to standard error, where the log goes', () => {
  const { stderr, stdout } = runElsewhere(`
    const store = await openStore({ file: ':memory:' }, Date.now, {});
    console.log(store.isUp);
  `);
  expect(stdout).toBe('true\n');
  expect(stderr).toBe('');
});
