import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startTinyServer, type TinyServer } from '../../test/tiny-server.ts';
import { defaultLimits } from '../config/limits.ts';

const servers: TinyServer[] = [];
async function start(options?: Parameters<typeof startTinyServer>[0]): Promise<TinyServer> {
  const server = await startTinyServer(options);
  servers.push(server);
  return server;
}
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close(0))));

async function errorsOf(response: Response): Promise<{ message: string; extensions: { code: string } }[]> {
  return ((await response.json()) as { errors: { message: string; extensions: { code: string } }[] }).errors;
}

describe('paths', () => {
  test('/health and /ready answer while the server runs', async () => {
    const server = await start();
    const [health, ready] = await Promise.all([
      fetch(`${server.origin}/health`),
      fetch(`${server.origin}/ready`),
    ]);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  test('a query that ends in /health is a query', async () => {
    const server = await start();
    const response = await fetch(
      `${server.url}?query=${encodeURIComponent('{ hello }')}&operationName=&x=/health`,
      { headers: { 'x-graphql-csrf': '1' } },
    );
    expect(await response.json()).toMatchObject({ data: { hello: 'hello you' } });
  });

  test('other paths are 404 with an error in GraphQL’s shape', async () => {
    const server = await start();
    for (const path of ['/', '/nope', '/graphql/', '/graphiql-assets/none.js']) {
      const response = await fetch(`${server.origin}${path}`);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await errorsOf(response)).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    }
  });

  test('a browser at the root is sent to GraphiQL', async () => {
    const server = await start();
    const response = await fetch(server.origin, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(new URL(response.headers.get('location') ?? '', server.origin).href).toBe(server.url);
  });
});

describe('errors', () => {
  test('a fault is masked, and its cause logged once', async () => {
    const server = await start();
    const response = await server.ask('{ hello fault }');
    expect(await response.json()).toMatchObject({
      data: { hello: 'hello you', fault: null },
      errors: [
        { message: 'Unexpected error.', path: ['fault'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
      ],
    });
    expect(server.logged.map((line) => JSON.parse(line))).toMatchObject([
      { level: 50, path: 'fault', err: { message: 'the password is hunter2' } },
    ]);
  });

  test('a fault while making the context is masked, and its cause logged once', async () => {
    const server = await start({
      contextFor: () => {
        throw new Error('the password is hunter2');
      },
    });
    const response = await server.ask('{ hello }');
    expect(response.status).toBe(500);
    expect(await errorsOf(response)).toMatchObject([
      { message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ]);
    expect(server.logged).toHaveLength(1);
  });

  test.each(['wrongLeaf', 'wrongList', 'wrongObject { id }'])(
    'what a mutation gives and is none of its type is neither shown nor logged: %s',
    async (field) => {
      const server = await start();
      const response = await server.ask(`mutation { ${field} }`);
      const [name = ''] = field.split(' ');
      expect(await response.json()).toMatchObject({
        data: { [name]: null },
        errors: [
          { message: 'Unexpected error.', path: [name], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
        ],
      });
      expect(server.logged.map((line) => JSON.parse(line))).toMatchObject([{ level: 50, path: name }]);
      expect(server.logged.join('')).not.toContain('hunter2');
    },
  );

  test.each(['mutation { add(number: "two") }', 'mutation ($two: Int) { add(number: $two) }'])(
    'what the client gives of the wrong type is told to it: %s',
    async (query) => {
      const server = await start();
      const body = JSON.stringify({ query, variables: { two: 'two' } });
      expect(JSON.stringify(await errorsOf(await server.ask('', { body })))).toContain('two');
      expect(server.logged).toEqual([]);
    },
  );

  test('an error that is meant for the client passes as it is and is not logged', async () => {
    const server = await start();
    const response = await server.ask('{ refuse }');
    expect(await errorsOf(response)).toMatchObject([
      { message: 'Not for you.', extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(server.logged).toEqual([]);
  });

  test('stacks stay here whatever NODE_ENV says', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'development';
    try {
      const server = await start();
      expect(await (await server.ask('{ fault }')).text()).not.toContain('hunter2');
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });

  test.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ nope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query($t: String!) { length(text: $t) }', 'BAD_USER_INPUT'],
  ])('%s has the code %s', async (query, code) => {
    const server = await start();
    expect(await errorsOf(await server.ask(query))).toMatchObject([{ extensions: { code } }]);
    expect(server.logged).toEqual([]);
  });

  test.each(['?query={hello}&variables={', '?query={hello}&extensions={'])(
    'a GET with parameters that are no JSON is the client’s mistake: %s',
    async (query) => {
      const server = await start();
      const response = await fetch(`${server.url}${query}`, { headers: { 'x-graphql-csrf': '1' } });
      expect(response.status).toBe(400);
      expect(await errorsOf(response)).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
      expect(server.logged).toEqual([]);
    },
  );
});

describe('what is not offered', () => {
  test('a change by GET', async () => {
    const server = await start();
    const response = await fetch(`${server.url}?query=${encodeURIComponent('mutation { change }')}`, {
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(405);
  });

  test.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'application/graphql',
    'multipart/form-data; boundary=x',
  ])('a change as %s, which a page of any site could send', async (type) => {
    const server = await start();
    const body =
      type === 'application/x-www-form-urlencoded' ? 'query=mutation{change}' : 'mutation { change }';
    const response = await server.ask('', { headers: { 'content-type': type }, body });
    expect(response.status).toBe(415);
    expect(await errorsOf(response)).toMatchObject([{ extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } }]);
  });

  test('several operations in one request', async () => {
    const server = await start();
    const response = await server.ask('', {
      body: JSON.stringify([{ query: '{ hello }' }, { query: '{ hello }' }]),
    });
    expect(response.status).toBe(400);
    expect(await errorsOf(response)).toMatchObject([{ message: 'Batching is not supported.' }]);
  });
});

test('a GET that any page could send is refused, whatever it asks', async () => {
  const server = await start();
  for (const headers of [
    {},
    { 'content-type': 'text/plain' },
    { 'content-type': 'text/plain;application/json' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    const response = await fetch(`${server.url}?query={hello}`, { headers });
    expect(response.status).toBe(403);
    expect(await errorsOf(response)).toMatchObject([{ extensions: { code: 'CSRF_PREVENTION' } }]);
  }
});

test.each([
  { 'content-type': 'application/json' },
  { 'x-graphql-csrf': '' },
  { 'apollo-require-preflight': 'true' },
  { authorization: 'Bearer x' },
  { 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'none' },
])('a GET is answered with a header that no page of another site can send: %j', async (headers) => {
  const server = await start();
  const response = await fetch(`${server.url}?query={hello}`, { headers });
  expect(await response.json()).toMatchObject({ data: { hello: 'hello you' } });
});

test('every answer tells browsers to keep it to themselves', async () => {
  const server = await start();
  const answers = await Promise.all([
    server.ask('{ hello }'),
    server.ask('', { method: 'PUT' }),
    fetch(`${server.origin}/health`),
    fetch(`${server.origin}/nope`),
  ]);
  for (const { headers } of answers) {
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  }
});

test('answers are kept by nobody on the way', async () => {
  const server = await start();
  expect((await server.ask('{ hello }')).headers.get('cache-control')).toBe('no-store');
});

test('a client who leaves aborts the signal of the request, and nothing is logged', async () => {
  const server = await start();
  const leave = new AbortController();
  const answer = server.ask('{ wait }', { signal: leave.signal });
  const { signal } = await server.waiting;
  expect(signal.aborted).toBe(false);
  const aborted = once(signal, 'abort');
  leave.abort();
  await expect(answer).rejects.toThrow();
  await aborted;
  await server.close(0);
  expect(server.logged).toEqual([]);
});

test('the signal does not abort after an answer', async () => {
  const signals: AbortSignal[] = [];
  const server = await start({
    contextFor: (signal) => {
      signals.push(signal);
      return {};
    },
  });
  await (await server.ask('{ hello }')).text();
  await server.close(0);
  expect(signals.map((signal) => signal.aborted)).toEqual([false]);
});

test.each(['content-length: 50', 'transfer-encoding: chunked'])(
  'a client who leaves while sending (%s) leaves nothing in the log',
  async (length) => {
    const onConsole = vi.spyOn(console, 'error');
    const server = await start();
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const type = 'content-type: application/json';
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${type}\r\n${length}\r\nexpect: 100-continue\r\n\r\n`,
    );
    await once(socket, 'data');
    socket.destroy();
    await server.close(60_000);
    expect([server.logged, onConsole.mock.calls]).toEqual([[], []]);
  },
);

test('a body that comes too slowly is cut off', async () => {
  const server = await start({ timeouts: { headersMs: 100, requestMs: 200 } });
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{',
  );
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => received.push(chunk));
  await once(socket, 'close');
  expect(Buffer.concat(received).toString()).toMatch(/^HTTP\/1\.1 408 /);
  expect(server.logged).toEqual([]);
});

test('an answer that nobody reads is not kept for ever', async () => {
  const limits = { ...defaultLimits, bodyBytes: 20_000_000 };
  const server = await start({ limits, timeouts: { idleMs: 500 } });
  const name = 'n'.repeat(9_000_000);
  const body = JSON.stringify({ query: 'query($n: String) { hello(name: $n) }', variables: { n: name } });
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1').pause();
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  await once(socket, 'readable');
  await server.close(60_000);
  socket.destroy();
});

test('a port that is taken is an error of the start', async () => {
  const server = await start();
  await expect(startTinyServer({ port: Number(new URL(server.url).port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
