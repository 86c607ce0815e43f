/** A server that asks who is there, in front of an emulated Clerk and Zendesk. */
import { onTestFinished } from 'vitest';
import { checkConfig } from '../../src/config/check.ts';
import { startClerkEmulator } from '../../src/demo/clerk/emulator.ts';
import { clerkSession, clerkUser } from '../../src/demo/clerk/world.ts';
import { startZendeskEmulator } from '../../src/demo/zendesk/emulator.ts';
import { zendeskSession, zendeskUser } from '../../src/demo/zendesk/world.ts';
import { hashApiKey } from '../../src/server/identity/api-keys.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { start } from '../../src/server/start.ts';

export const opsKey = 'sgk_ops-key-of-the-tests';
export const idleKey = 'sgk_idle-key-of-the-tests';
export const clerkSecret = 'sk_live_secret-of-the-tests';
export const zendeskSecret = 'zendesk-secret-of-the-tests';

const apiKeys = [
  { name: 'ops', sha256: hashApiKey(opsKey), scopes: ['sessions:read:any', 'users:read:any'] },
  { name: 'idle', sha256: hashApiKey(idleKey), scopes: [] },
];

export interface GuardedServer {
  readonly url: string;
  /** What was logged, line by line. */
  readonly logged: readonly string[];
  ask(query: string, headers?: Record<string, string>): Promise<Answer>;
  /** As the bearer of a token or key. */
  askAs(token: string, query?: string): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** As it came. */
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- the shape is what the test's own query asks for
  readonly data: any;
  readonly error: { readonly message: string; readonly extensions: { readonly code: string } } | undefined;
}

/** Ann's id is `user_ann` at Clerk; Zendesk knows her by her verified address alone. Ben is another person at both. */
export async function startGuardedServer(given: {
  readonly jwt?: readonly object[];
  readonly config?: object;
}): Promise<GuardedServer> {
  const startedAt = Date.now() - 60_000;
  const clerk = await startClerkEmulator({
    world: {
      secretKey: clerkSecret,
      users: ['user_ann', 'user_ben'].map((id) => clerkUser({ id, created_at: startedAt })),
      sessions: ['sess_ann1/user_ann', 'sess_ann2/user_ann', 'sess_ben1/user_ben'].map((row) => {
        const [id = '', user_id = ''] = row.split('/');
        return clerkSession({ id, user_id, created_at: startedAt });
      }),
    },
  });
  const zendesk = await startZendeskEmulator({
    world: {
      users: [
        zendeskUser({ id: 1, role: 'admin' }, 'admin@example.com'),
        zendeskUser({ id: 7 }, 'ann@example.com'),
        zendeskUser({ id: 8 }, 'ben@example.com'),
      ],
      sessions: [zendeskSession(70, 7, startedAt), zendeskSession(80, 8, startedAt)],
      oauthClients: [],
      oauthTokens: [{ token: zendeskSecret, user_id: 1, scopes: ['read', 'write'], expiresAt: null }],
      apiTokens: [],
    },
  });
  const logged: string[] = [];
  const config = checkConfig(
    {
      auth: { apiKeys, jwt: given.jwt ?? [] },
      log: { access: 'off' },
      providers: [
        { id: 'clerk', kind: 'clerk', baseUrl: clerk.url, secretKey: clerkSecret },
        { id: 'support', kind: 'zendesk', baseUrl: zendesk.url, bearerToken: zendeskSecret, linkBy: 'email' },
      ],
      ...given.config,
    },
    {},
  );
  const server = await start({
    config,
    port: 0,
    log: createLog({ write: (line: string) => void logged.push(line) }),
  });
  onTestFinished(async () => {
    await server.close(1000);
    await Promise.all([clerk.close(), zendesk.close()]);
  });

  async function ask(query: string, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    const text = await response.text();
    const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: NonNullable<Answer['error']>[] };
    return { status: response.status, headers: response.headers, text, data, error: errors?.[0] };
  }
  return {
    url: server.url,
    logged,
    ask,
    askAs: (token, query = '{ viewer { id } permissions }') =>
      ask(query, { authorization: `Bearer ${token}` }),
  };
}
