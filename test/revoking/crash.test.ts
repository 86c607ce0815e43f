/** However suddenly the process dies, every session that a provider ended was recorded before. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createRandom } from '../../src/demo/random.ts';
import { startFourEmulators, urlsOf } from '../support/four-providers.ts';
import { recordsIn } from '../support/graph-over.ts';

const child = new URL('crash-child.ts', import.meta.url).pathname;
const people = ['ann', 'bob', 'cyd', 'dan'];
/** What ends sessions, at any of the four. */
const ending = /\/revoke$|\/sessions\/logout$|^DELETE /;

test(
  'a process that is killed during bulk revokes has recorded every session that was ended',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'crash-'));
    const audit = join(folder, 'audit.jsonl');
    const emulators = await startFourEmulators(people, 20, Date.now);
    onTestFinished(async () => {
      await emulators.close();
      await rm(folder, { recursive: true });
    });
    const before = emulators.alive();
    const random = createRandom('crashes');
    const killed: boolean[] = [];

    for (let round = 0; round < 8; round += 1) {
      const running = spawn(
        process.execPath,
        [child, JSON.stringify(urlsOf(emulators)), audit, people.join(' ')],
        { stdio: ['ignore', 'inherit', 'inherit'] },
      );
      let left = random.integer(1, 40);
      for (const emulator of [emulators.clerk, emulators.chat, emulators.support, emulators.locks]) {
        emulator.faultOnly = (call) => {
          // In the middle of an ending call: the provider carries it out, and nobody is told.
          if (ending.test(call) && (left -= 1) === 0) running.kill('SIGKILL');
          return false;
        };
      }
      const [code, signal] = await once(running, 'exit');
      expect([code, signal]).toEqual(signal === null ? [0, null] : [null, 'SIGKILL']);
      killed.push(signal === 'SIGKILL');

      const alive = emulators.alive();
      const ended = [...before].filter((name) => !alive.has(name));
      const recorded = new Set(
        (await recordsIn(audit)).flatMap(({ phase, sessions }) =>
          phase === 'intent' ? sessions.map(({ provider, nativeId }) => `${provider} ${nativeId}`) : [],
        ),
      );
      expect(ended.filter((name) => !recorded.has(name))).toEqual([]);
      expect(ended.length).toBeGreaterThan(0);
    }
    expect(killed.filter(Boolean).length).toBeGreaterThan(4);

    // Changes that were cut off can be told from those that were not.
    const records = await recordsIn(audit);
    const finished = new Set(
      records.flatMap(({ phase, changeId }) => (phase === 'outcome' ? [changeId] : [])),
    );
    expect(records.some(({ changeId }) => !finished.has(changeId))).toBe(true);
  },
);
