import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkConfig } from './check.ts';
import { type Config, ConfigError, demoConfig, isConfigNamed, loadConfig } from './config.ts';

const secret = 'sk_live_do-not-show-me';
const clerk = { id: 'clerk', kind: 'clerk', secretKey: secret };

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sessiongraph-config-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function load(content: unknown, environment: Record<string, string> = {}): Promise<Config> {
  // Each time another file: node keeps a JSON file that it has read.
  const named = `${randomUUID()}.json`;
  await writeFile(join(directory, named), JSON.stringify(content));
  return loadConfig({ directory, environment, named });
}

/** The mistakes a configuration is refused with, a line each. */
async function mistakesOf(promise: Promise<Config>): Promise<string[]> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  throw new Error('was not refused');
}

describe('the file', () => {
  test.each([
    ['sessiongraph.config.yaml', `providers:\n  - { id: clerk, kind: clerk, secretKey: ${secret} }\n`],
    ['sessiongraph.config.yml', `providers: [&one { id: clerk, kind: clerk, secretKey: ${secret} }]`],
    ['sessiongraph.config.json', JSON.stringify({ providers: [clerk] })],
    [
      'sessiongraph.config.ts',
      `const id: string = 'clerk';\nexport default { providers: [{ ...${JSON.stringify(clerk)}, id }] };`,
    ],
  ])('%s in the working directory is read', async (name, content) => {
    await writeFile(join(directory, name), content);
    const config = await loadConfig({ directory, environment: {} });
    expect(config.providers).toMatchObject([clerk]);
  });

  test('--config names another, and comes before SESSIONGRAPH_CONFIG', async () => {
    const environment = { SESSIONGRAPH_CONFIG: 'by-environment.json' };
    await writeFile(
      join(directory, 'by-environment.json'),
      JSON.stringify({ providers: [{ ...clerk, id: 'env' }] }),
    );
    await writeFile(
      join(directory, 'by-option.json'),
      JSON.stringify({ providers: [{ ...clerk, id: 'option' }] }),
    );
    const byEnvironment = await loadConfig({ directory, environment });
    const byOption = await loadConfig({ directory, environment, named: 'by-option.json' });
    expect([byEnvironment.providers[0]?.id, byOption.providers[0]?.id]).toEqual(['env', 'option']);
  });

  test('nobody names a file by an empty variable', () => {
    const environment = { SESSIONGRAPH_CONFIG: '', SESSIONGRAPH_CONFIG_JSON: '' };
    expect(isConfigNamed({ directory, environment })).toBe(false);
  });

  test('may be left out where the environment holds the configuration', async () => {
    await writeFile(join(directory, 'sessiongraph.config.json'), '{}');
    const json = JSON.stringify({ providers: [{ ...clerk, secretKey: '${KEY}' }] });
    const environment = { SESSIONGRAPH_CONFIG_JSON: json, KEY: secret };
    expect(isConfigNamed({ directory, environment })).toBe(true);
    expect((await loadConfig({ directory, environment })).providers).toMatchObject([clerk]);
  });

  test('is not quoted where the environment holds what is no JSON', async () => {
    const environment = { SESSIONGRAPH_CONFIG_JSON: `{"secretKey": ${secret}}` };
    const [mistake] = await mistakesOf(loadConfig({ directory, environment }));
    expect(mistake).toMatch(/^SESSIONGRAPH_CONFIG_JSON: is not valid JSON/);
    expect(mistake).not.toContain(secret);
  });

  test('is not named twice by the environment, but by the command line', async () => {
    const environment = { SESSIONGRAPH_CONFIG: 'a.json', SESSIONGRAPH_CONFIG_JSON: '{}' };
    expect(await mistakesOf(loadConfig({ directory, environment }))).toEqual([
      'SESSIONGRAPH_CONFIG and SESSIONGRAPH_CONFIG_JSON are both set; keep one of them',
    ]);
    await writeFile(join(directory, 'b.json'), JSON.stringify({ providers: [clerk] }));
    expect((await loadConfig({ directory, environment, named: 'b.json' })).providers).toHaveLength(1);
  });

  test('a named file that is missing is an error, even where another could be found', async () => {
    await writeFile(join(directory, 'sessiongraph.config.json'), JSON.stringify({ providers: [clerk] }));
    const [mistake] = await mistakesOf(loadConfig({ directory, environment: {}, named: 'nope.yaml' }));
    expect(mistake).toBe(`${join(directory, 'nope.yaml')}: there is no such file`);
  });

  test('a file that this user may not read is said to be there', async () => {
    const file = join(directory, 'sessiongraph.config.yaml');
    await mkdir(file);
    expect(await mistakesOf(loadConfig({ directory, environment: {} }))).toEqual([
      `${file}: is a directory, not a file`,
    ]);
  });

  test('no file, several files and an unknown form are errors that say what to do', async () => {
    expect(await mistakesOf(loadConfig({ directory, environment: {} }))).toEqual([
      expect.stringContaining('name a file by --config, or set SESSIONGRAPH_CONFIG_JSON'),
    ]);
    await writeFile(join(directory, 'sessiongraph.config.yaml'), '');
    await writeFile(join(directory, 'sessiongraph.config.ts'), '');
    expect(await mistakesOf(loadConfig({ directory, environment: {} }))).toEqual([
      expect.stringContaining('keep one of them'),
    ]);
    expect(await mistakesOf(loadConfig({ directory, environment: {}, named: 'some.toml' }))).toEqual([
      expect.stringContaining('must end in .yaml, .yml, .json or .ts'),
    ]);
  });

  test.each([
    ['a.yaml', `providers:\n  - id: a\n   secretKey: "${secret}\n`, 'is not valid YAML at line 3, column 1'],
    ['a.json', `{ "secretKey": "${secret}" "x" }`, 'is not valid JSON at line 1, column 41'],
    ['a.ts', `export default { secretKey: '${secret}',, };`, 'is not valid TS at line 1'],
    ['b.ts', `throw new Error('call the operator');`, 'failed: call the operator'],
    ['b.yaml', '# nothing yet\n', 'has no keys'],
    ['b.json', 'null', 'has no keys'],
    ['c.ts', 'export const providers = [];', 'has no keys'],
    ['c.yaml', 'providers', 'the configuration must be a group of keys (got a text)'],
  ])(
    '%s that cannot be read is told by its place, without what stands there',
    async (name, content, mistake) => {
      await writeFile(join(directory, name), content);
      const mistakes = await mistakesOf(loadConfig({ directory, environment: {}, named: name }));
      expect(mistakes).toEqual([expect.stringContaining(mistake)]);
      expect(mistakes.join()).not.toContain(secret);
    },
  );

  test('nothing else is read: no .env, no rc file, no package.json, no section for an environment, nothing by `extends`', async () => {
    const other = { federation: { enabled: true }, unknown: 1 };
    await writeFile(join(directory, '.env'), `SECRET=${secret}`);
    await writeFile(join(directory, '.sessiongraphrc'), 'unknown=1');
    await writeFile(join(directory, 'package.json'), JSON.stringify({ sessiongraph: other }));
    await writeFile(join(directory, 'other.json'), JSON.stringify(other));
    expect(await load({ providers: [clerk] })).toMatchObject({ providers: [clerk] });
    expect(
      await mistakesOf(
        load({
          providers: [{ ...clerk, secretKey: '${SECRET}' }],
          extends: './other.json',
          $test: { server: { port: 1 } },
          $production: {},
          $meta: { name: 'x' },
        }),
      ),
    ).toEqual([
      'providers[0].secretKey: the environment variable SECRET is not set; set it and start again',
      expect.stringMatching(/^extends: is not a known key/),
      expect.stringMatching(/^\$test: is not a known key/),
      expect.stringMatching(/^\$production: is not a known key/),
      expect.stringMatching(/^\$meta: is not a known key/),
    ]);
  });
});

describe('the environment', () => {
  test('${NAME} takes a variable, anywhere in a string and at any depth', async () => {
    const config = await load(
      {
        server: { port: '${PORT}', publicUrl: 'https://${HOST}/x' },
        providers: [{ ...clerk, secretKey: '${SECRET}', rateLimit: { requests: 5, perMs: 100 } }],
      },
      { PORT: '4100', HOST: 'sessions.example.com', SECRET: secret },
    );
    expect(config.server).toMatchObject({ port: 4100, publicUrl: 'https://sessions.example.com/x' });
    expect(config.providers).toMatchObject([clerk]);
  });

  test('a value is not read for further variables', async () => {
    const config = await load({ providers: [{ ...clerk, secretKey: '${A}' }] }, { A: '${B}', B: secret });
    expect(config.providers).toMatchObject([{ secretKey: '${B}' }]);
  });

  test('a missing variable is an error that names it and its key, once', async () => {
    expect(await mistakesOf(load({ server: { port: '${PORT}' }, providers: [clerk] }))).toEqual([
      'server.port: the environment variable PORT is not set; set it and start again',
    ]);
  });

  test.each(['${', '${}', '${a b}', '${1A}'])('%s is a mistake, not a text', async (text) => {
    const [mistake] = await mistakesOf(load({ providers: [{ ...clerk, secretKey: text }] }));
    expect(mistake).toMatch(/^providers\[0\]\.secretKey: has a "\$\{" without NAME/);
  });
});

describe('the content', () => {
  test('everything but the providers has a default', async () => {
    expect(await load({ providers: [clerk] })).toEqual({
      server: { host: '127.0.0.1', port: 4000, cors: [], trustedProxies: 0 },
      federation: { enabled: false, authorizationDirectives: false },
      graphiql: 'demo',
      audit: { onFailure: 'refuse' },
      limits: expect.any(Object),
      log: { access: 'all', userIds: false },
      shutdown: { noticeMs: 5000, graceMs: 10_000 },
      providers: [expect.objectContaining({ ...clerk, timeoutMs: 5000, freshForMs: 1000 })],
    });
  });

  test('a budget of nothing, and a share of less than one call, are mistakes of their keys', async () => {
    const seam = { id: 'locks', kind: 'seam', apiKey: 'seam_x' };
    const chat = {
      id: 'chat',
      kind: 'rocketchat',
      baseUrl: 'https://chat.example.com',
      userId: 'a',
      authToken: 'b',
    };
    expect(
      await mistakesOf(
        load({
          providers: [
            { ...clerk, rateLimit: { requests: 0, perMs: 0 }, limitShare: 0 },
            { ...chat, limitShare: 0.05 },
            { ...seam, limitShare: 0.5 },
          ],
        }),
      ),
    ).toEqual([
      'providers[0].rateLimit.requests: must be at least 1 (got 0)',
      'providers[0].rateLimit.perMs: must be at least 1 (got 0)',
      expect.stringMatching(/^providers\[0\]\.limitShare: /),
      'providers[1].limitShare: leaves less than one of the 10 calls in 60000 ms: give at least 0.1',
      'providers[2].limitShare: is a part of nothing, since no limit of Seam is documented: give rateLimit instead',
    ]);
  });

  test('all mistakes are told at once, one a line, each with its key and what to change', async () => {
    const mistakes = await mistakesOf(
      load({
        server: { port: 70_000, host: '', cors: ['*'], publicUrl: 'sessions', prot: 1 },
        providers: [
          {
            ...clerk,
            linkBy: 'foo',
            secretkey: secret,
            timeoutMs: 0,
            rateLimit: { requests: 1.5, perMs: '1' },
          },
          { id: 'b', kind: 'klerk' },
          'clerk',
          { ...clerk },
          { id: 'C C', kind: 'clerk' },
        ],
        federation: { enabled: true },
        sever: {},
      }),
    );
    expect(mistakes.toSorted()).toEqual(
      [
        'server.host: must not be empty',
        'server.port: must be a whole number from 0 (any free port) to 65535',
        'server.publicUrl: must be an http(s) URL such as https://sessions.example.com',
        'server.cors[0]: must be an exact origin such as https://app.example.com, without a path; "*" is not possible',
        'server.prot: is not a known key; the keys here are host, port, publicUrl, cors, trustedProxies',
        'providers[0].linkBy: must be one of nativeId, externalId, email (got "foo")',
        'providers[0].secretkey: is not a known key; the keys here are id, name, timeoutMs, maxConcurrency, rateLimit, limitShare, freshForMs, propagateTrace, kind, baseUrl, secretKey, tokenIssuer, linkBy',
        'providers[0].timeoutMs: must be at least 1 (got 0)',
        'providers[0].rateLimit.requests: must be a whole number (got 1.5)',
        'providers[0].rateLimit.perMs: must be a number (got a text)',
        'providers[1].kind: must be one of clerk, rocketchat, zendesk, seam (got "klerk")',
        'providers[2]: must be a group of keys (got a text)',
        'providers[3].id: is the same as providers[0].id; every provider needs an id of its own',
        'providers[4].id: must be 1 to 32 of a-z, 0-9, "-" and "_", starting with a letter or digit',
        'providers[4].secretKey: is missing; it must be a text',
        'federation.gatewaySecret: is missing; without a secret that only the gateway knows, anybody could claim to be it',
        'sever: is not a known key; the keys here are server, auth, providers, federation, graphiql, audit, limits, store, log, metrics, shutdown, trustedDocuments, page',
      ].toSorted(),
    );
  });

  test.each([
    [{ providers: [] }, 'providers: must name at least one provider'],
    [{}, 'providers: is missing; it must be a list'],
    [{ server: null, providers: [clerk] }, 'server: must be a group of keys (got nothing)'],
  ])('what is left empty is a mistake: %j', async (content, mistake) => {
    expect(await mistakesOf(load(content))).toEqual([mistake]);
  });

  test('a secret never shows, wherever it was put by mistake', async () => {
    const mistakes = await mistakesOf(
      load(
        {
          server: { host: [secret], port: secret, publicUrl: secret, cors: [secret] },
          auth: { apiKeys: [{ name: 'ops', sha256: secret, scopes: ['${SECRET}'] }], jwt: secret },
          providers: [
            { id: secret, kind: '${SECRET}' },
            { id: 'n', kind: 'clerk', secretKey: 4_242_424_242 },
            // As YAML reads `{ id: m, kind: clerk, secretKey:sk_live_1 }`.
            { id: 'm', kind: 'clerk', [`secretKey:${secret}`]: null },
            {
              id: 'b',
              kind: 'clerk',
              baseUrl: `https://user:${secret}@x.example`,
              secretKey: { nested: secret },
              linkBy: '${SECRET}',
            },
          ],
        },
        { SECRET: secret },
      ),
    );
    expect(mistakes.length).toBeGreaterThan(8);
    expect(mistakes).toContain('providers[2].secretKey: needs a space after the colon');
    expect(mistakes.join('\n')).not.toContain(secret);
    expect(mistakes.join('\n')).not.toContain('4242424242');
  });

  test('auth takes keys by their hash and issuers, with the usual claims', async () => {
    const { auth } = await load({
      auth: {
        apiKeys: [{ name: 'ops', sha256: 'a'.repeat(64), scopes: ['sessions:read:any'] }],
        jwt: [
          {
            issuer: 'https://i',
            audience: 'a',
            jwksUri: 'https://i.example/jwks',
            claims: { userId: 'uid' },
          },
        ],
      },
      providers: [clerk],
    });
    expect(auth?.jwt[0]?.claims).toEqual({
      userId: 'uid',
      email: 'email',
      emailVerified: 'email_verified',
      sessionId: 'sid',
      scopes: 'scope',
    });
  });

  test('an issuer needs exactly one of jwksUri and publicKey', async () => {
    const issuer = { issuer: 'i', audience: 'a' };
    expect(
      await mistakesOf(
        load({
          auth: { jwt: [issuer, { ...issuer, issuer: 'j', jwksUri: 'https://j', publicKey: 'k' }] },
          providers: [clerk],
        }),
      ),
    ).toEqual([
      'auth.jwt[0]: needs exactly one of jwksUri and publicKey',
      'auth.jwt[1]: needs exactly one of jwksUri and publicKey',
    ]);
  });

  test('the demo has every default', () => {
    expect(demoConfig([clerk])).toMatchObject({
      server: { host: '127.0.0.1', port: 4000 },
      providers: [clerk],
    });
  });
});

describe('the name of a provider', () => {
  const named =
    (...names: readonly unknown[]) =>
    () =>
      checkConfig(
        {
          providers: names.map((name, index) => ({
            id: `clerk${index}`,
            kind: 'clerk',
            secretKey: 'sk_test_x',
            name,
          })),
        },
        {},
      ).providers.map(({ name }) => name);

  test('is one line without spaces to spare', () => {
    expect(named('  Team\n\t chat ')()).toEqual(['Team chat']);
  });

  test.each([
    ['   ', 'must not be empty'],
    ['x'.repeat(61), 'must have at most 60 characters'],
    ['Team\u202echat', 'must have no invisible characters'],
    ['Team\u0000chat', 'must have no invisible characters'],
    [7, 'must be a text (got a number)'],
  ])('cannot be %j', (name, message) => {
    expect(named(name)).toThrow(new ConfigError([`providers[0].name: ${message}`]));
  });

  test("is no other provider's, however it is written", () => {
    expect(named('Team chat', 'Team  CHAT')).toThrow(
      'providers[1].name: is the same as providers[0].name; every provider needs a name of its own',
    );
  });
});
