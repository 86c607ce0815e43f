import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator, type Emulator, type Fault } from './emulator.ts';

const answer = { greeting: 'héllo, and so on for a while' };

async function open(fault: Fault): Promise<Emulator> {
  const emulator = await startEmulator({
    handle: () => ({ status: 200, json: answer, headers: { 'x-ratelimit-limit': '10' } }),
    tooManyRequests: (seconds) => ({
      status: 429,
      headers: { 'retry-after': String(seconds), 'x-ratelimit-reset': '1', 'x-request-id': '7' },
    }),
  });
  onTestFinished(() => emulator.close());
  emulator.fault = fault;
  return emulator;
}

async function receive({ url }: Emulator): Promise<{ text: string; error: unknown }> {
  const request = get(url);
  const [response]: IncomingMessage[] = await once(request, 'response');
  // A broken connection is told twice: here, and where the answer is read.
  request.on('error', () => {});
  let text = '';
  try {
    for await (const chunk of response ?? []) text += String(chunk);
  } catch (error) {
    return { text, error };
  }
  return { text, error: null };
}

test('an answer that drips arrives whole in the end', async () => {
  const { text } = await receive(await open({ kind: 'dripping', bytes: 7, everyMs: 1 }));
  expect(JSON.parse(text)).toEqual(answer);
});

test('an answer that is late is as old as the request', async () => {
  const world = { greeting: 'before' };
  const emulator = await startEmulator({
    handle: () => ({ status: 200, json: world }),
    tooManyRequests: () => ({ status: 429 }),
  });
  onTestFinished(() => emulator.close());
  emulator.fault = { kind: 'late', ms: 100 };
  const late = receive(emulator);
  await expect.poll(() => emulator.calls).toHaveLength(1);
  world.greeting = 'after';
  expect((await late).text).toContain('before');
});

test('reads that lag are answered again as before, and changes are not', async () => {
  let answers = 0;
  const emulator = await startEmulator({
    handle: () => ({ status: 200, json: (answers += 1) }),
    tooManyRequests: () => ({ status: 429 }),
  });
  onTestFinished(() => emulator.close());
  emulator.fault = { kind: 'lagging', ms: 60_000 };
  const ask = async (method: string, path: string) => (await fetch(emulator.url + path, { method })).text();
  expect([await ask('GET', '/a'), await ask('GET', '/a'), await ask('GET', '/b')]).toEqual(['1', '1', '2']);
  expect([await ask('POST', '/x/list'), await ask('POST', '/x/list')]).toEqual(['3', '3']);
  expect([await ask('POST', '/x/revoke'), await ask('POST', '/x/revoke')]).toEqual(['4', '5']);
  emulator.fault = { kind: 'ok' };
  expect(await ask('GET', '/a')).toBe('6');
});

test.each([true, false] as const)(
  '50 MB that nobody wants are not counted as read (%s)',
  async (isAnnounced) => {
    const emulator = await open(isAnnounced ? { kind: 'huge' } : { kind: 'huge', isAnnounced });
    const { headers, body } = await fetch(emulator.url);
    expect(headers.get('content-length')).toBe(isAnnounced ? '50000011' : null);
    await body?.cancel();
    expect(emulator.hugeRead).toBe(0);
    expect((await receive(emulator)).text.length).toBe(50_000_011);
    expect(emulator.hugeRead).toBe(1);
  },
);

test('an answer that is cut ends in a reset, after its beginning', async () => {
  const { text, error } = await receive(await open({ kind: 'cut' }));
  expect(JSON.stringify(answer).startsWith(text)).toBe(true);
  expect(text.length).toBeGreaterThan(0);
  expect(error).toMatchObject({ code: 'ECONNRESET' });
});

test('an answer that is truncated claims to be whole', async () => {
  const { text, error } = await receive(await open({ kind: 'truncated' }));
  expect(error).toBeNull();
  expect(() => JSON.parse(text)).toThrow('JSON');
});

test.each([
  [5, '5', '1'],
  [null, null, null],
])('a 429 with a wait of %s says so, or nothing', async (retryAfterSeconds, wait, reset) => {
  const { headers, status } = await fetch((await open({ kind: 'limited', retryAfterSeconds })).url);
  expect(status).toBe(429);
  expect([headers.get('retry-after'), headers.get('x-ratelimit-reset'), headers.get('x-request-id')]).toEqual(
    [wait, reset, '7'],
  );
});

test("answers tell the time by the provider's own clock", async () => {
  const emulator = await startEmulator({
    now: () => Date.parse('2026-11-20T12:00:00.500Z'),
    handle: () => ({ status: 200, json: answer }),
    tooManyRequests: () => ({ status: 429 }),
  });
  onTestFinished(() => emulator.close());
  expect((await fetch(emulator.url)).headers.get('date')).toBe('Fri, 20 Nov 2026 12:00:00 GMT');
});
