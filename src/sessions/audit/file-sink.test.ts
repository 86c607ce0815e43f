import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  rmdir,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fileSink } from './file-sink.ts';
import { auditRecord, type AuditRecord } from './record.ts';
import { recordOf } from './testing.ts';

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'audit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'audit.jsonl');
}

/** The records that can be read, and the lines that cannot. */
async function linesOf(path: string) {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  const records: AuditRecord[] = [];
  const torn: string[] = [];
  for (const line of lines) {
    try {
      records.push(auditRecord.parse(JSON.parse(line)));
    } catch {
      torn.push(line);
    }
  }
  return { records, torn };
}

const idsIn = ({ records }: { readonly records: readonly AuditRecord[] }) =>
  records.map(({ changeId }) => changeId);

describe('a file', () => {
  test('holds a line for each record, in the order of writing, however many at once', async () => {
    const path = await temporaryFile();
    const sink = await fileSink(path);
    const ids = Array.from({ length: 50 }, (_, index) => `change${index}`);
    await Promise.all(ids.map((id) => sink.write(recordOf(id, 20))));
    await sink.close();
    const lines = await linesOf(path);
    expect(idsIn(lines)).toEqual(ids);
    expect(lines.records[0]).toEqual(recordOf('change0', 20));
    expect(lines.torn).toEqual([]);
  });

  test('is only added to', async () => {
    const path = await temporaryFile();
    for (const id of ['first', 'second']) {
      const sink = await fileSink(path);
      await sink.write(recordOf(id));
      await sink.close();
    }
    expect(idsIn(await linesOf(path))).toEqual(['first', 'second']);
  });

  test('a line that a crash cut short costs no other', async () => {
    const path = await temporaryFile();
    const before = await fileSink(path);
    await before.write(recordOf('before'));
    await before.close();
    await appendFile(path, JSON.stringify(recordOf('torn')).slice(0, 40));
    const after = await fileSink(path);
    await after.write(recordOf('after'));
    await after.close();
    const lines = await linesOf(path);
    expect(idsIn(lines)).toEqual(['before', 'after']);
    expect(lines.torn).toHaveLength(1);
  });

  describe('that operators rotate', () => {
    test('is followed: once it was moved, the next record begins a new one', async () => {
      const path = await temporaryFile();
      const sink = await fileSink(path);
      await sink.write(recordOf('before'));
      await rename(path, `${path}.1`);
      await sink.write(recordOf('after'));
      await sink.close();
      expect(idsIn(await linesOf(`${path}.1`))).toEqual(['before']);
      expect(idsIn(await linesOf(path))).toEqual(['after']);
    });

    test('is followed where somebody made the new one already', async () => {
      const path = await temporaryFile();
      const sink = await fileSink(path);
      await sink.write(recordOf('before'));
      await rename(path, `${path}.1`);
      await writeFile(path, JSON.stringify(recordOf('torn')).slice(0, 40));
      await sink.write(recordOf('after'));
      await sink.close();
      expect(await linesOf(path)).toMatchObject({
        records: [{ changeId: 'after' }],
        torn: [expect.any(String)],
      });
    });

    test('is made again once it was removed', async () => {
      const path = await temporaryFile();
      const sink = await fileSink(path);
      await sink.write(recordOf('lost'));
      await rm(path);
      await sink.write(recordOf('after'));
      await sink.close();
      expect(idsIn(await linesOf(path))).toEqual(['after']);
    });

    test('goes on where it was emptied in place', async () => {
      const path = await temporaryFile();
      const sink = await fileSink(path);
      await sink.write(recordOf('before'));
      await truncate(path);
      await sink.write(recordOf('after'));
      await sink.close();
      expect(await linesOf(path)).toMatchObject({ records: [{ changeId: 'after' }], torn: [] });
    });

    test('refuses records while the new one cannot be made, and takes them once it can', async () => {
      const path = await temporaryFile();
      const sink = await fileSink(path);
      await rename(path, `${path}.1`);
      await mkdir(path);
      await expect(sink.write(recordOf('refused'))).rejects.toThrow('EISDIR');
      await rmdir(path);
      await sink.write(recordOf('after'));
      await sink.close();
      expect(idsIn(await linesOf(path))).toEqual(['after']);
    });

    test.skipIf(!existsSync('/proc/self/fd'))('is not held open once it was moved', async () => {
      const path = await temporaryFile();
      const sink = await fileSink(path);
      for (let index = 0; index < 20; index += 1) {
        await sink.write(recordOf(`change${index}`));
        await rename(path, `${path}.${index}`);
      }
      const targets = await Promise.all(
        (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
      );
      expect(targets.filter((target) => target.startsWith(path))).toHaveLength(1);
      await sink.close();
    });

    test('is opened again on demand, without a record', async () => {
      const path = await temporaryFile();
      const sink = await fileSink(path);
      await rename(path, `${path}.1`);
      await sink.reopen();
      expect(await readFile(path, 'utf8')).toBe('');
      await sink.close();
    });
  });

  test.skipIf(!existsSync('/dev/full'))('on a full disk refuses each record', async () => {
    const sink = await fileSink('/dev/full');
    await expect(sink.write(recordOf('one'))).rejects.toThrow('ENOSPC');
    await expect(sink.write(recordOf('two'))).rejects.toThrow('ENOSPC');
    await sink.close();
  });

  // The kernel cuts a write at the process's limit for files, just as a disk does that fills up in the middle of it.
  test.skipIf(!existsSync('/usr/bin/prlimit'))(
    'a record that the full disk cut short is refused, and costs none that follows once there is room',
    async () => {
      const path = await temporaryFile();
      const script = new URL('testing-full-disk.ts', import.meta.url).pathname;
      const { stdout } = await promisify(execFile)('sh', [
        '-c',
        'trap "" XFSZ; ulimit -S -f 2; exec "$0" "$1" "$2"',
        process.execPath,
        script,
        path,
      ]);
      const written = JSON.parse(stdout) as Record<string, string>;
      expect(written).toMatchObject({ record0: 'written', last: 'written' });
      expect(Object.values(written)).toContain('EFBIG');
      const lines = await linesOf(path);
      expect(idsIn(lines)).toEqual(Object.keys(written).filter((id) => written[id] === 'written'));
      expect(lines.torn).toHaveLength(1);
    },
  );
});
