/** Secrets in whatever key of a configuration: what is told of the mistake does not show them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config/config.ts';
import { checkConfig } from '../../src/config/check.ts';
import { createMarks } from './marks.ts';
import { createOutputs } from './outputs.ts';

// Real servers and processes, on a computer that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const marks = createMarks();
const outputs = createOutputs(marks);
marks.add('a short secret', 'Tr0ub4dor3xK9q7Z');
const secrets = [
  'Tr0ub4dor3xK9q7Z',
  marks.make('a secret'),
  marks.make("Clerk's secret key", 'sk_live_'),
  marks.make("Seam's apiKey", 'seam_test'),
  marks.make("Seam's personalAccessToken", 'seam_at1'),
  `https://user:${marks.make('a password')}@example.com/${marks.make('a path')}?key=${marks.make('a query')}`,
  `-----BEGIN PRIVATE KEY-----\n${marks.make('a private key')}\n-----END PRIVATE KEY-----`,
  JSON.stringify({ kty: 'OKP', crv: 'Ed25519', d: marks.make('a private JWK'), x: 'x' }),
  `two\nlines ${marks.make('a second line')}`,
];

const everyKey = {
  server: {
    host: '127.0.0.1',
    port: 4000,
    publicUrl: 'https://sessions.example.com',
    cors: ['https://app.example.com'],
    trustedProxies: 0,
  },
  auth: {
    apiKeys: [{ name: 'ops', sha256: 'a'.repeat(64), scopes: ['sessions:read:any'] }],
    jwt: [
      {
        issuer: 'https://accounts.example',
        audience: ['sessions'],
        authorizedParties: ['https://app.example.com'],
        jwksUri: 'https://accounts.example/jwks.json',
        algorithms: ['RS256'],
        requiredClaims: ['sid'],
        claims: {
          userId: 'sub',
          email: 'email',
          emailVerified: 'verified',
          sessionId: 'sid',
          scopes: 'scope',
        },
      },
      { issuer: 'https://other.example', audience: 'sessions', publicKey: 'none' },
    ],
  },
  providers: [
    {
      id: 'clerk',
      kind: 'clerk',
      baseUrl: 'https://api.clerk.com',
      secretKey: 'sk_live_x',
      linkBy: 'email',
      timeoutMs: 1000,
      maxConcurrency: 5,
      rateLimit: { requests: 5, perMs: 1000 },
      freshForMs: 0,
    },
    {
      id: 'chat',
      kind: 'rocketchat',
      baseUrl: 'https://chat.example.com',
      userId: 'a',
      authToken: 'b',
      access: 'admin',
      linkBy: 'username',
    },
    {
      id: 'support',
      kind: 'zendesk',
      baseUrl: 'https://acme.zendesk.com',
      oauth: { clientId: 'a', clientSecret: 'b' },
      access: 'admin',
      linkBy: 'email',
    },
    {
      id: 'legacy',
      kind: 'zendesk',
      baseUrl: 'https://acme.zendesk.com',
      apiToken: { email: 'a@example.com', token: 'b' },
    },
    { id: 'helpdesk', kind: 'zendesk', baseUrl: 'https://acme.zendesk.com', bearerToken: 'b' },
    { id: 'locks', kind: 'seam', baseUrl: 'https://connect.getseam.com', apiKey: 'seam_x', linkBy: 'email' },
    {
      id: 'gates',
      kind: 'seam',
      personalAccessToken: 'seam_at_x',
      workspaceId: '5eab0000-0000-4000-8000-000000000001',
    },
  ],
  federation: {
    enabled: true,
    gatewaySecret: 'b'.repeat(20),
    userEmail: { email: 'String', emailVerified: 'Boolean' },
    authorizationDirectives: false,
  },
  graphiql: 'off',
  audit: { file: 'audit.jsonl', onFailure: 'refuse' },
  limits: {
    bodyBytes: 200_000,
    cost: 1000,
    rates: { enabled: true, windowSeconds: 60, principal: { requests: 5, cost: 5 } },
  },
  trustedDocuments: { manifest: 'documents.json', only: false },
};

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]))];
}

/** A copy with what `change` makes of the value at the path. */
function changed(value: unknown, [key, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  const entries = Object.entries(Object(value)).map(([name, item]) => [
    name,
    name === String(key) ? changed(item, rest, change) : item,
  ]);
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

/** What an operator may do wrong with a secret at a key. */
const mistakes: Readonly<Record<string, (secret: string) => (value: unknown) => unknown>> = {
  'as the value': (secret) => () => secret,
  'from the environment': () => () => '${SECRET}',
  'in a list': (secret) => () => [secret],
  'in a group': (secret) => () => ({ [secret]: secret, secret }),
  'beside it': (secret) => (value) => (isGroup(value) ? { ...value, oops: secret } : value),
  'as a key': (secret) => (value) => (isGroup(value) ? { ...value, [secret]: null } : value),
  'as a key, for want of a space': (secret) => (value) =>
    isGroup(value) ? { ...value, [`secretKey:${secret}`]: null } : value,
  'after the value': (secret) => (value) => (typeof value === 'string' ? `${value}${secret}` : value),
};

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

test.each(Object.keys(mistakes))('a secret at any key: %s', (how) => {
  let refused = 0;
  for (const path of pathsIn(everyKey)) {
    for (const secret of secrets) {
      const content = changed(everyKey, path, mistakes[how]?.(secret) ?? String);
      try {
        checkConfig(content, { SECRET: secret });
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        refused += 1;
        outputs.add(
          `the mistake at ${path.join('.')}`,
          `${error.message} ${inspect(error, { showHidden: true })}`,
        );
      }
    }
  }
  expect(refused).toBeGreaterThan(secrets.length * 5);
  expect(outputs.leaks()).toEqual([]);
});

test('a secret in a file that cannot be read', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'secrets-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const [index, secret] of secrets.entries()) {
    const files: Readonly<Record<string, string>> = {
      [`${index}-a.yaml`]: `providers:\n  - id: a\n   secretKey: "${secret}\n`,
      [`${index}-b.yaml`]: `providers: [{ id: a, secretKey: ${secret} ] }`,
      [`${index}-c.yaml`]: secret,
      [`${index}-d.yaml`]: `*${secret}`,
      [`${index}-e.yaml`]: `a: !${secret} b\n${secret}: 1\n${secret}: 2`,
      [`${index}-a.json`]: `{ "secretKey": "${secret}" "x" }`,
      [`${index}-b.json`]: secret,
      [`${index}-a.ts`]: `export default { secretKey: ${JSON.stringify(secret)},, };`,
      [`${index}-b.ts`]: `const ${secret};`,
      [`${index}-c.ts`]: `export default JSON.parse(${JSON.stringify(secret)} + 'x');`,
      [`${index}-d.ts`]: `export default new URL('//' + ${JSON.stringify(secret)});`,
    };
    for (const [named, content] of Object.entries(files)) {
      await writeFile(join(directory, named), content);
      const error = await loadConfig({ directory, named, environment: {} }).catch(
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(ConfigError);
      outputs.add(named, `${String(error)} ${inspect(error, { showHidden: true })}`);
    }
  }
  expect(outputs.leaks()).toEqual([]);
});

test('an address of keys must hold no credentials', () => {
  const jwksUri = `https://user:${marks.make('a password')}@accounts.example/jwks.json`;
  const jwt = [{ issuer: 'https://accounts.example', audience: 'sessions', jwksUri }];
  expect(() => checkConfig({ ...everyKey, auth: { jwt } }, {})).toThrow('without credentials');
});
