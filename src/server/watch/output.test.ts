import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

/** Runs a program that has an `output`, and reads what it writes there. */
function start(program: string) {
  const source = `import { createOutput } from ${JSON.stringify(join(import.meta.dirname, 'output.ts'))}; const output = createOutput(); ${program}`;
  return spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['pipe', 'pipe', 'pipe'] });
}

test('lines come whole and in their order', async () => {
  const program = `for (let i = 0; i < 5000; i += 1) { output.write(i + ' ' + 'x'.repeat(100) + '\\n'); if (i % 100 === 0) await new Promise((resolve) => setTimeout(resolve)); }`;
  const lines = (await text(start(program).stderr)).trimEnd().split('\n');
  expect(lines.map((line) => Number(line.split(' ')[0]))).toEqual(Array.from({ length: 5000 }, (_, i) => i));
});

test('lines that come during a write wait for others, too', async () => {
  // Counts the writes of a loop that goes on for as long as several of them take.
  const program = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const { write } = fs;
    let writes = 0;
    fs.write = (...args) => { writes += 1; write(...args); };
    syncBuiltinESMExports();
    output.lastLevel = 40;
    output.write('at once\\n');
    output.lastLevel = 30;
    for (let i = 0; i < 500; i += 1) { output.write('line\\n'); await new Promise((resolve) => setImmediate(resolve)); }
    console.log(writes);
  `;
  expect(Number(await text(start(program).stdout))).toBeLessThan(5);
});

test('what was said right before the process ends is written', async () => {
  const program = `output.write('first\\n'); setTimeout(() => { output.write('last\\n'); process.exit(3); }, 101);`;
  expect(await text(start(program).stderr)).toBe('first\nlast\n');
});

test('a reader who stops holds up nothing, and is told later how much was dropped', async () => {
  const child = start(`
    const line = 'x'.repeat(9999) + '\\n';
    for (let i = 0; i < 1000; i += 1) { output.write(line); if (i % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5)); }
    console.log('went on');
    process.stdin.once('data', () => {}).once('end', () => {});
  `);
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('went on\n');
  // Only now it is read, to the end; the process ends when nothing more is to be written.
  let read = '';
  child.stderr.on('data', (chunk: Buffer) => {
    read += chunk.toString();
    if (read.includes('were dropped')) child.stdin.end();
  });
  await once(child, 'close');
  expect(read).toMatch(/"msg":"\d+ lines were dropped, because nobody read them"/);
  expect(read.split('\n').filter((line) => line.length === 9999).length).toBeGreaterThan(300);
});

test('a reader who has left is no fault', () => {
  const program = `import { createOutput } from ${JSON.stringify(join(import.meta.dirname, 'output.ts'))}; const output = createOutput(); for (let i = 0; i < 5; i += 1) { output.write('x\\n'); await new Promise((resolve) => setTimeout(resolve, 60)); } console.log('went on');`;
  const shell = `exec 3>&1; { "$0" --input-type=module -e "$1" 2>&1 >&3 3>&-; } | true`;
  expect(execFileSync('bash', ['-c', shell, process.execPath, program]).toString()).toBe('went on\n');
});
