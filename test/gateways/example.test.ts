import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const start = join(import.meta.dirname, '../../examples/supergraph/start.ts');

test('the example starts, answers what it says to ask, and ends on a signal', async () => {
  const example = spawn(process.execPath, [start, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  for await (const chunk of example.stdout) {
    printed += String(chunk);
    if (printed.includes("}'")) break;
  }
  const url = /^supergraph listening on (\S+)$/m.exec(printed)?.[1] ?? '';
  const authorization = /'authorization: (.*?)'/.exec(printed)?.[1] ?? '';
  const body = /-d '(.*)'/.exec(printed)?.[1] ?? '';
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body,
  });
  expect(await response.json()).toMatchObject({
    data: { me: { name: 'Mara Lindholm', sessions: { nodes: { length: 5 } } } },
  });
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain(authorization);
  example.kill('SIGTERM');
  expect(await once(example, 'exit')).toEqual([0, null]);
});
