import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Emulator } from './emulator.ts';
import { createFaultControl } from './fault-control.ts';
import { cast } from './company.ts';
import { openDemo } from './testing.ts';

type Emulators = Readonly<Record<string, Pick<Emulator, 'fault'>>>;

interface Answer {
  readonly status: number;
  readonly allow: string | undefined;
  readonly body: unknown;
}

async function open(emulators: Emulators) {
  const handle = createFaultControl(emulators);
  const server = createServer((incoming, response) => {
    if (!handle(incoming, response)) response.writeHead(418).end('"not mine"');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async ask(method: string, path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
      const sent = request({ host: '127.0.0.1', port, method, path, headers }).end();
      const [response]: IncomingMessage[] = await once(sent, 'response');
      if (response === undefined) throw new Error('no answer');
      const { statusCode: status = 0, headers: answered } = response;
      return { status, allow: answered.allow, body: await json(response) };
    },
  };
}

/** The control, and what the company's app is told of its support desk. */
async function openWhole() {
  const { demo, sessions } = await openDemo();
  return {
    ...(await open(demo.emulators)),
    support: demo.emulators.support,
    async statusOfSupport() {
      const asked = sessions();
      const user = await asked.findUser({ id: cast.ordinary });
      const { providerReports } = await asked.sessions({
        users: user === null ? [] : [user],
        page: { first: 10 },
      });
      return providerReports.find(({ provider }) => provider.id === 'support')?.status;
    },
  };
}

const two = (): Emulators => ({ chat: { fault: { kind: 'ok' } }, support: { fault: { kind: 'ok' } } });

describe('the state of the providers', () => {
  test('is told for all of them', async () => {
    const { ask } = await open({ chat: { fault: { kind: 'ok' } }, support: { fault: { kind: 'down' } } });
    expect(await ask('GET', '/demo/providers')).toMatchObject({
      status: 200,
      body: {
        providers: [
          { provider: 'chat', mode: 'ok' },
          { provider: 'support', mode: 'down' },
        ],
      },
    });
  });

  test.each([
    ['ok', 'ok'],
    ['slow', 'slow'],
    ['limited', 'limited'],
    ['limited-silently', 'limited'],
    ['down', 'down'],
    ['cut', 'cut'],
    ['truncated', 'truncated'],
    ['dripping', 'dripping'],
    ['hanging', 'hanging'],
    ['html', 'html'],
  ])('becomes %s when that is posted', async (mode, kind) => {
    const emulators = two();
    const { ask } = await open(emulators);
    expect(await ask('POST', `/demo/providers/support/${mode}`)).toMatchObject({
      status: 200,
      body: { provider: 'support', mode, message: expect.stringMatching(/\w+ .*\./) },
    });
    expect(emulators['support']?.fault.kind).toBe(kind);
    expect(emulators['chat']?.fault.kind).toBe('ok');
  });

  test('shows in the next answers, and is mended by ok', async () => {
    const { ask, statusOfSupport } = await openWhole();
    await ask('POST', '/demo/providers/support/down');
    expect(await statusOfSupport()).toBe('UNAVAILABLE');
    await ask('POST', '/demo/providers/support/ok');
    expect(await statusOfSupport()).toBe('OK');
  });

  test('of a provider that asked to be left alone for ten seconds is found out when they are over', async () => {
    const { ask, statusOfSupport, support } = await openWhole();
    await ask('POST', '/demo/providers/support/limited');
    expect(await statusOfSupport()).toBe('RATE_LIMITED');
    await ask('POST', '/demo/providers/support/ok');
    support.clearCalls();
    expect(await statusOfSupport()).toBe('RATE_LIMITED');
    expect(support.calls).toEqual([]);
  });
});

describe('the handler', () => {
  test.each(['/graphql', '/demo', '/demo/providersx'])('leaves %s to others', async (path) => {
    expect((await (await open(two())).ask('GET', path)).status).toBe(418);
  });

  test.each([
    '/demo/providers/nobody/slow',
    '/demo/providers/toString/slow',
    '/demo/providers/chat/broken',
    '/demo/providers/chat/slow/more',
    '/demo/providers/chat',
  ])('says for %s what there is', async (path) => {
    const { status, body } = await (await open(two())).ask('POST', path);
    expect(status).toBe(404);
    expect(JSON.stringify(body)).toContain(
      '<chat|support>/<ok|slow|late|lagging|limited|limited-silently|down|cut|truncated|dripping|hanging|html|huge>',
    );
  });

  test('changes nothing by a GET', async () => {
    const emulators = two();
    const { ask } = await open(emulators);
    expect(await ask('GET', '/demo/providers/chat/down')).toMatchObject({ status: 405, allow: 'POST' });
    expect(emulators['chat']?.fault.kind).toBe('ok');
  });

  test('takes a page of its own server for a friend', async () => {
    const { ask, port } = await open(two());
    const headers = { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' };
    expect((await ask('POST', '/demo/providers/chat/slow', headers)).status).toBe(200);
  });

  test.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a page that another port of this computer serves', { origin: 'http://127.0.0.1:1' }],
    ['a form of another site, in a browser that sends no origin', { 'sec-fetch-site': 'cross-site' }],
    [
      'a name that was pointed at this computer',
      { host: 'evil.example:4000', origin: 'http://evil.example:4000', 'sec-fetch-site': 'same-origin' },
    ],
  ])('refuses %s', async (_whom, headers) => {
    const emulators = two();
    const { ask } = await open(emulators);
    expect((await ask('POST', '/demo/providers/chat/down', headers)).status).toBe(403);
    expect(emulators['chat']?.fault.kind).toBe('ok');
  });
});
