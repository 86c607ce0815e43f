import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { startTinyServer, type TinyServer } from '../../../test/tiny-server.ts';
import { checkConfig } from '../../config/check.ts';
import { defaultLimits } from '../../config/limits.ts';
import { cast } from '../../demo/company.ts';
import { startDemo } from '../../demo/demo.ts';
import { createLog } from '../watch/log.ts';
import { start } from '../start.ts';
import { ask } from './testing.ts';

let server: TinyServer | undefined;
afterEach(() => server?.close(0));

test('an operation that takes too long is answered with 504, and what it waits for is told to stop', async () => {
  server = await startTinyServer({ limits: { ...defaultLimits, timeoutMs: 50 } });
  const answer = await ask(server, { query: '{ hello wait }' });
  const { signal } = await server.waiting;
  expect(answer).toMatchObject({
    status: 504,
    codes: ['TIMEOUT'],
    cost: { providerCalls: 0 },
  });
  expect(answer.data).toBeUndefined();
  expect(signal.aborted).toBe(true);
  expect(server.logged).toEqual([]);
});

test('the deadline ends with the answer', async () => {
  const signals: AbortSignal[] = [];
  server = await startTinyServer({
    limits: { ...defaultLimits, timeoutMs: 20 },
    contextFor: (signal) => {
      signals.push(signal);
      return { signal };
    },
  });
  await ask(server, { query: '{ hello }' });
  await ask(server, { query: '{ wait }' });
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
});

test('a change that had begun is carried to its end', async () => {
  const demo = await startDemo();
  onTestFinished(() => demo.close());
  const { locks } = demo.emulators;
  const real = await start({
    config: checkConfig({ providers: demo.providers, limits: { timeoutMs: 100 } }, {}),
    port: 0,
    log: createLog({ write() {} }),
    graphiqlTabs: [],
  });
  const query = `mutation { getOrCreateClientSession(input: { userIdentifierKey: "${cast.withoutClientSession}" }) { token } }`;
  locks.fault = { kind: 'slow', ms: 200 };
  expect(await ask(real, { query })).toMatchObject({ status: 504, codes: ['TIMEOUT'] });
  // Waits for changes, which a client no longer does.
  await real.close(1000);
  const made = demo.emulators.locks.world.clientSessions.filter(
    ({ userIdentifierKey }) => userIdentifierKey === cast.withoutClientSession,
  );
  expect(made).toHaveLength(1);
});

test('a change that had not begun is not made', async () => {
  const demo = await startDemo();
  onTestFinished(() => demo.close());
  const { locks } = demo.emulators;
  const directory = await mkdtemp(join(tmpdir(), 'sessiongraph-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const audit = { file: join(directory, 'audit.jsonl') };
  const real = await start({
    config: checkConfig({ providers: demo.providers, limits: { timeoutMs: 100 }, audit }, {}),
    port: 0,
    log: createLog({ write() {} }),
    graphiqlTabs: [],
  });
  const create = (name: string) =>
    `${name}: createClientSession(input: { userIdentifierKey: "${name}" }) { token }`;
  locks.fault = { kind: 'slow', ms: 200 };
  const query = `mutation { ${create('first')} ${create('second')} }`;
  expect(await ask(real, { query })).toMatchObject({ status: 504, codes: ['TIMEOUT'] });
  await real.close(1000);
  const audited = await readFile(audit.file, 'utf8');
  expect([audited.includes('"first"'), audited.includes('"second"')]).toEqual([true, false]);
});

test('reads that nobody waits for any more are given up, and the next operation is answered', async () => {
  const demo = await startDemo();
  const real = await start({
    config: checkConfig({ providers: demo.providers, limits: { timeoutMs: 1000 } }, {}),
    port: 0,
    log: createLog({ write() {} }),
    graphiqlTabs: [],
  });
  onTestFinished(async () => {
    await real.close(0);
    await demo.close();
  });
  const query = `{ users(ids: ["${cast.ordinary}"]) { sessions { nodes { id } } } }`;
  demo.emulators.clerk.fault = { kind: 'hanging' };
  expect(await ask(real, { query })).toMatchObject({ status: 504, codes: ['TIMEOUT'] });
  demo.emulators.clerk.fault = { kind: 'ok' };
  expect(await ask(real, { query })).toMatchObject({ status: 200, codes: [] });
});
