import { describe, expect, onTestFinished, test } from 'vitest';
import { startZendeskEmulator, type ZendeskEmulator } from './emulator.ts';
import { zendeskSession, zendeskUser, type ZendeskSettings } from './world.ts';

const startedAt = Date.parse('2026-11-20T12:00:00Z');
const scopes = ['read', 'write'];
const client = {
  identifier: 'app',
  secret: 'shh',
  kind: 'confidential',
  user_id: 1,
  allowed_scopes: scopes,
} as const;

async function open(settings: Partial<ZendeskSettings> = {}, sessions = 5) {
  const clock = { now: startedAt };
  const emulator = await startZendeskEmulator({
    world: {
      users: [
        zendeskUser({ id: 1, role: 'admin' }, 'admin@example.com'),
        zendeskUser({ id: 2, role: 'agent', external_id: 'Bob' }, 'agent@example.com'),
        zendeskUser({ id: 3 }, 'user@example.com'),
      ],
      sessions: Array.from({ length: sessions }, (_, index) =>
        zendeskSession(index + 1, 1 + (index % 3), startedAt),
      ),
      oauthClients: [client],
      oauthTokens: [1, 2, 3].map((id) => ({ token: `t${id}`, user_id: id, scopes, expiresAt: null })),
      apiTokens: ['legacy'],
    },
    settings,
    now: () => clock.now,
  });
  onTestFinished(() => emulator.close());
  return { emulator, clock };
}

function idList(count: number): string {
  return Array.from({ length: count }, (_, index) => index + 1).join(',');
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

async function ask(
  { url }: ZendeskEmulator,
  call: string,
  given: { readonly token?: string; readonly headers?: Record<string, string>; readonly body?: object } = {},
): Promise<Answer> {
  const [method = 'GET', path = ''] = call.split(' ');
  const response = await fetch(url + path, {
    method,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${given.token ?? 't1'}`,
      'content-type': 'application/json',
      ...given.headers,
    },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

describe('POST /oauth/tokens', () => {
  const grant = {
    grant_type: 'client_credentials',
    client_id: 'app',
    client_secret: 'shh',
    scope: 'read write',
  };

  test('gives a token that ends when it was told to', async () => {
    const { emulator, clock } = await open();
    const { body } = await ask(emulator, 'POST /oauth/tokens', { body: { ...grant, expires_in: 301 } });
    expect(body).toMatchObject({ token_type: 'bearer', scope: 'read write', expires_in: 301 });
    const token = emulator.world.oauthTokens.at(-1)?.token ?? '';
    expect((await ask(emulator, 'GET /api/v2/sessions', { token })).status).toBe(200);
    clock.now = startedAt + 301_000;
    expect(await ask(emulator, 'GET /api/v2/sessions', { token })).toMatchObject({
      status: 401,
      body: { error: 'invalid_token' },
    });
  });

  test.each([
    [400, { grant_type: 'password' }],
    [401, { client_id: 'other' }],
    [401, { client_secret: 'wrong' }],
    [400, { expires_in: 300 }],
    [400, { expires_in: 172_800 }],
    [400, { expires_in: '3600' }],
  ])('answers %i to %o', async (status, change) => {
    const { emulator } = await open();
    const answer = await ask(emulator, 'POST /oauth/tokens', { body: { ...grant, ...change } });
    expect(answer.status).toBe(status);
  });

  test('gives a token for a scope that is none, which then may do nothing', async () => {
    const { emulator } = await open();
    await ask(emulator, 'POST /oauth/tokens', { body: { ...grant, scope: 'sessions:read' } });
    const token = emulator.world.oauthTokens.at(-1)?.token ?? '';
    expect(await ask(emulator, 'GET /api/v2/sessions', { token })).toMatchObject({
      status: 403,
      body: { error: 'Forbidden', description: expect.stringContaining('required scopes: read') },
    });
  });
});

test('a stranger is refused, but for /users/me, which calls them anonymous', async () => {
  const { emulator } = await open();
  const token = 'unknown';
  expect((await ask(emulator, 'GET /api/v2/sessions', { token })).status).toBe(401);
  expect(await ask(emulator, 'GET /api/v2/users/me.json', { token })).toMatchObject({
    status: 200,
    body: { user: { id: null, name: 'Anonymous user' } },
  });
});

test.each([
  ['GET /api/v2/sessions', { accept: 'text/html' }, 406],
  ['DELETE /api/v2/users/3/sessions/3', { 'content-type': 'text/plain' }, 415],
])('%s needs its headers', async (call, headers, status) => {
  const { emulator } = await open();
  expect((await ask(emulator, call, { headers })).status).toBe(status);
});

describe('who sees what', () => {
  test.each([
    ['t1', 5],
    ['t2', 2],
    ['t3', 1],
  ])('%s lists %i sessions', async (token, count) => {
    const { emulator } = await open();
    const { body } = await ask(emulator, 'GET /api/v2/sessions', { token });
    expect(body).toMatchObject({ count });
  });

  test.each([
    ['t2', 'GET /api/v2/users/1/sessions'],
    ['t2', 'GET /api/v2/users/1/sessions/1'],
    ['t2', 'DELETE /api/v2/users/1/sessions/1'],
    ['t2', 'DELETE /api/v2/users/1/sessions'],
    ['t2', 'POST /api/v2/users/logout_many?ids=1'],
    ['t3', 'GET /api/v2/users/show_many?ids=1'],
    ['t3', 'GET /api/v2/users/search?query=admin'],
    ['t3', 'GET /api/v2/users/3/identities'],
  ])('%s may not %s', async (token, call) => {
    const { emulator } = await open();
    expect(await ask(emulator, call, { token })).toMatchObject({
      status: 403,
      body: { error: { title: 'Forbidden' } },
    });
    expect(emulator.world.sessions).toHaveLength(5);
  });
});

describe('paging', () => {
  test('by cursor says has_more on a last page that is full, and then gives an empty one', async () => {
    const { emulator } = await open();
    const { body } = await ask(emulator, 'GET /api/v2/sessions?page[size]=5');
    expect(body).toMatchObject({
      meta: { has_more: true, after_cursor: expect.stringMatching(/\+.*\/.*=$/) },
    });
    const cursor = encodeURIComponent((body as { meta: { after_cursor: string } }).meta.after_cursor);
    const next = await ask(emulator, `GET /api/v2/sessions?page[size]=5&page[after]=${cursor}`);
    expect(next.body).toEqual({
      sessions: [],
      meta: { has_more: false, after_cursor: null, before_cursor: null },
      links: { prev: null, next: null },
    });
  });

  test('by cursor in the style of the Help Center gives a cursor at the end', async () => {
    const { emulator } = await open({ cursorStyle: 'helpCenter' });
    const { body } = await ask(emulator, 'GET /api/v2/sessions?page[size]=5');
    expect(body).toMatchObject({ meta: { has_more: false, after_cursor: expect.any(String) } });
    expect(body).not.toHaveProperty('links.next');
  });

  test.each(['page[size]=0', 'page[size]=101', 'page[size]=x', 'page[size]=5&page[after]=a+b'])(
    'refuses %s',
    async (query) => {
      const { emulator } = await open();
      expect((await ask(emulator, `GET /api/v2/sessions?${query}`)).status).toBe(400);
    },
  );

  test('by offset gives at most 100 rows, a count, and nothing beyond 10,000', async () => {
    const { emulator } = await open({}, 250);
    const first = await ask(emulator, 'GET /api/v2/sessions?per_page=500');
    expect(first.body).toMatchObject({ count: 250, previous_page: null, next_page: expect.any(String) });
    expect(first.body).toHaveProperty('sessions.length', 100);
    const third = await ask(emulator, 'GET /api/v2/sessions?per_page=100&page=3');
    expect(third.body).toMatchObject({ next_page: null });
    expect((await ask(emulator, 'GET /api/v2/sessions?page=100')).status).toBe(200);
    expect((await ask(emulator, 'GET /api/v2/sessions?page=101')).status).toBe(400);
  });

  test('names its next page on the host that was asked, with the same filters', async () => {
    const { emulator } = await open({}, 250);
    const followed = async (first: string, next: (body: unknown) => string | null) => {
      const ids: unknown[] = [];
      for (let call: string | null = first; call !== null;) {
        const { body } = await ask(emulator, `GET ${call}`);
        ids.push(...(body as { sessions: { id: number }[] }).sessions.map(({ id }) => id));
        call = next(body)?.replace(emulator.url, '') ?? null;
      }
      return ids.length;
    };
    const byPage = (body: unknown) => (body as { next_page: string | null }).next_page;
    const byLink = (body: unknown) => (body as { links: { next: string | null } }).links.next;
    expect(await followed('/api/v2/users/1/sessions?per_page=30', byPage)).toBe(84);
    expect(await followed('/api/v2/users/1/sessions?page%5Bsize%5D=30', byLink)).toBe(84);
  });

  test('by cursor goes back too', async () => {
    const { emulator } = await open({}, 9);
    const { body } = await ask(emulator, 'GET /api/v2/sessions?page[size]=3');
    const { after_cursor: cursor } = (body as { meta: { after_cursor: string } }).meta;
    const at = encodeURIComponent(cursor);
    expect((await ask(emulator, `GET /api/v2/sessions?page[size]=3&page[before]=${at}`)).body).toMatchObject({
      sessions: [{ id: 1 }, { id: 2 }],
    });
    const both = `page[before]=${at}&page[after]=${at}`;
    expect((await ask(emulator, `GET /api/v2/sessions?page[size]=3&${both}`)).status).toBe(400);
  });

  test('by cursor can be switched off', async () => {
    const { emulator } = await open({ cursorPaging: false });
    expect(await ask(emulator, 'GET /api/v2/sessions?page[size]=5')).toMatchObject({
      status: 400,
      body: {
        error: { title: 'Invalid attribute', message: expect.stringContaining('page must be an integer') },
      },
    });
  });
});

describe('users', () => {
  test('show_many takes 100 values, and leaves out what it does not know', async () => {
    const { emulator } = await open();
    const { body } = await ask(emulator, `GET /api/v2/users/show_many?ids=${idList(100)}`);
    expect(body).toHaveProperty('users.length', 3);
    expect(await ask(emulator, `GET /api/v2/users/show_many?ids=${idList(101)}`)).toMatchObject({
      status: 400,
      body: { error: 'TooManyValues', max_count: 100 },
    });
  });

  test('external ids are the same whatever their case', async () => {
    const { emulator } = await open();
    for (const query of ['show_many?external_ids=BOB', 'search?external_id=bob']) {
      const { body } = await ask(emulator, `GET /api/v2/users/${query}`);
      expect(body).toMatchObject({ users: [{ id: 2, external_id: 'Bob' }] });
    }
  });

  test('are listed by role, and shown one by one with their identities', async () => {
    const { emulator } = await open();
    const { body } = await ask(emulator, 'GET /api/v2/users?role[]=agent&role[]=admin&page[size]=100');
    expect(body).toMatchObject({ users: [{ id: 1 }, { id: 2 }] });
    expect(await ask(emulator, 'GET /api/v2/users/3?include=identities')).toMatchObject({
      body: { user: { id: 3, email: 'user@example.com' }, identities: [{ user_id: 3 }] },
    });
    expect((await ask(emulator, 'GET /api/v2/users/9')).status).toBe(404);
    expect((await ask(emulator, 'GET /api/v2/users', { token: 't3' })).status).toBe(403);
    expect((await ask(emulator, 'GET /api/v2/users/2', { token: 't3' })).status).toBe(403);
  });

  test('search gives partial matches, and pages by offset only', async () => {
    const { emulator } = await open();
    const { body } = await ask(emulator, 'GET /api/v2/users/search?query=email:example');
    expect(body).toMatchObject({ count: 3 });
    expect((await ask(emulator, 'GET /api/v2/users/search?query=a&page[size]=5')).status).toBe(400);
  });
});

describe('ending', () => {
  test('one session, once', async () => {
    const { emulator } = await open();
    const call = 'DELETE /api/v2/users/1/sessions/1.json';
    expect((await ask(emulator, call)).status).toBe(204);
    expect(await ask(emulator, call)).toMatchObject({ status: 404, body: { error: 'RecordNotFound' } });
  });

  test('many users takes its time', async () => {
    const { emulator } = await open({ logoutManyAfterReads: 2 });
    expect((await ask(emulator, 'POST /api/v2/users/logout_many?ids=1,2')).status).toBe(202);
    const counts: unknown[] = [];
    for (let read = 0; read < 3; read += 1) {
      const { body } = await ask(emulator, 'GET /api/v2/sessions');
      counts.push((body as { count: number }).count);
    }
    expect(counts).toEqual([5, 5, 1]);
  });

  test('a token has no current session', async () => {
    const { emulator } = await open();
    expect((await ask(emulator, 'GET /api/v2/users/me/session')).status).toBe(404);
    expect((await ask(emulator, 'DELETE /api/v2/users/me/logout')).status).toBe(204);
    expect(emulator.world.sessions).toHaveLength(5);
  });
});

test.each([
  ['2023', 'rate-limit-reset'],
  ['2024', 'ratelimit-reset'],
] as const)(
  'the limit of a minute is told in the headers of %s, and refuses in plain text',
  async (headers, name) => {
    const { emulator, clock } = await open({ rateLimit: { perMinute: 1, headers } });
    const ended = await ask(emulator, 'DELETE /api/v2/users/1/sessions/1');
    expect([ended.status, ended.headers.get(name)]).toEqual([204, '60']);
    clock.now = startedAt + 19_000;
    const refused = await ask(emulator, 'GET /api/v2/sessions');
    expect(refused).toMatchObject({ status: 429, body: expect.stringContaining('Rate limit') });
    expect(refused.headers.get('retry-after')).toBe('41');
  },
);
