import { afterEach, expect, test } from 'vitest';
import { startTinyServer, type TinyServer } from '../../../test/tiny-server.ts';

const app = 'https://app.example.com';
const admin = 'https://admin.example.com';

let server: TinyServer;
afterEach(() => server.close(0));

function corsHeaders(response: Response): Record<string, string> {
  return Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('access-control-')));
}

function askFrom(origin: string): Promise<Response> {
  return server.ask('{ hello }', { headers: { 'content-type': 'application/json', origin } });
}

function preflightFrom(origin: string): Promise<Response> {
  return fetch(server.url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });
}

test('without configured origins no page of another origin may ask', async () => {
  server = await startTinyServer();
  expect(corsHeaders(await askFrom(app))).toEqual({});
  expect(corsHeaders(await preflightFrom(app))).toEqual({});
});

test('pages of every configured origin may ask, with credentials', async () => {
  server = await startTinyServer({ corsOrigins: [app, admin] });
  for (const origin of [app, admin]) {
    const response = await askFrom(origin);
    expect(corsHeaders(response)).toEqual({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'retry-after, x-request-id',
    });
    expect(response.headers.get('vary')).toContain('origin');
  }
});

test('a preflight of a configured origin is answered with what is allowed', async () => {
  server = await startTinyServer({ corsOrigins: [app] });
  const response = await preflightFrom(app);
  expect(response.status).toBe(204);
  expect(corsHeaders(response)).toMatchObject({
    'access-control-allow-origin': app,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers':
      'authorization, content-type, x-request-id, traceparent, tracestate, x-graphql-csrf, apollo-require-preflight',
  });
});

test.each(['https://evil.example', 'null', `${app}.evil.example`])(
  'pages of %s may not ask',
  async (origin) => {
    server = await startTinyServer({ corsOrigins: [app, admin] });
    expect(corsHeaders(await askFrom(origin))).toEqual({});
    expect(corsHeaders(await preflightFrom(origin))).toEqual({});
  },
);

test('a refused body can be read by the page that sent it', async () => {
  server = await startTinyServer({ corsOrigins: [app] });
  const response = await server.ask('', {
    headers: { 'content-type': 'text/plain', origin: app },
    body: '{}',
  });
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([415, app]);
});
