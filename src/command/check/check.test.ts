import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountRecord, memoryProvider, sessionRecord } from '../../../test/support/memory-provider.ts';
import { checkConfig } from '../../config/check.ts';
import type { ProbeLine, Provider } from '../../providers/provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { checkAudit } from './audit-file.ts';
import { isWell, writeFindings } from './finding.ts';
import { checkIssuers } from './issuers.ts';
import { checkPerson } from './person.ts';
import { checkProviders } from './providers.ts';

function provider(id: string, probe: () => Promise<readonly ProbeLine[]>): Provider {
  return Object.assign(memoryProvider(id), { probe });
}

describe('providers', () => {
  test('stand in the order of the configuration, whoever answers first, and are counted where they work', async () => {
    const second = Promise.withResolvers<readonly ProbeLine[]>();
    const findings = await checkProviders([
      // Answers only when the second one was asked: both are asked at once.
      provider('clerk', () => second.promise),
      provider('support', async () => {
        second.resolve([{ ok: true, message: 'The key works.' }]);
        return [
          { ok: true, message: 'Signed in.' },
          { ok: false, message: 'The token ends soon: make another.' },
        ];
      }),
    ]);
    expect(writeFindings(findings)).toBe(
      [
        'ok   clerk    The key works.',
        'ok   clerk    Lists 0 sessions in all.',
        'ok   support  Signed in.',
        'FAIL support  The token ends soon: make another.',
        '',
      ].join('\n'),
    );
    expect(isWell(findings)).toBe(false);
  });

  test('are well where every line is', async () => {
    const works = provider('clerk', async () => [{ ok: true, message: 'The key works.' }]);
    expect(isWell(await checkProviders([works]))).toBe(true);
  });
});

describe('a person', () => {
  const failure = new ProviderFailure('NOT_AUTHORIZED', 'Give their user the permission view-all.');
  const chat = memoryProvider('chat', { linkBy: 'username' });
  chat.accounts = [
    accountRecord('chat', 'c1', {
      keys: { username: 'ann' },
      username: 'ann',
      verifiedEmails: ['ann@example.com'],
    }),
    accountRecord('chat', 'c2', { verifiedEmails: ['bob@example.com'] }),
  ];
  chat.sessions = [sessionRecord('chat', 's1', { accountId: 'c1' })];
  const support = memoryProvider('support', { linkBy: 'email' });
  const broken = memoryProvider('broken', { linkBy: 'externalId' });
  broken.failure = failure;

  test('is shown at each provider, and why not', async () => {
    expect(writeFindings(await checkPerson([chat, support], 'ann'))).toBe(
      [
        'ok   user     User.id is "ann".',
        'ok   chat     Account c1 (ann), linked by username: 1 session.',
        "none support  No account with one of the person's verified addresses, verified there (linkBy: email).",
        '',
      ].join('\n'),
    );
  });

  test('is found by an address, in whatever letters', async () => {
    expect(await checkPerson([chat], 'Ann@Example.com')).toMatchObject([
      { message: 'User.id is "ann".' },
      { id: 'chat', state: 'ok' },
    ]);
  });

  test('whose account has the address and no id is told so', async () => {
    expect(await checkPerson([chat], 'bob@example.com')).toMatchObject([
      {
        state: 'none',
        message: "Account c2 has this address, but no username (linkBy): set it there, to the person's id.",
      },
    ]);
  });

  test('is not said to have no account where a provider fails, and the operator is told why', async () => {
    for (const named of ['ann', 'ann@nowhere.example']) {
      const findings = await checkPerson([broken], named);
      expect(findings).toContainEqual({
        about: 'person',
        id: 'broken',
        state: 'failed',
        message: failure.message,
      });
    }
  });
});

describe('an issuer', () => {
  async function checkWith(body: string): Promise<string> {
    const server = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : null;
    const jwksUri = `http://127.0.0.1:${port}/jwks.json?key=secret`;
    try {
      const jwt = [{ issuer: 'https://i.example', audience: 'a', jwksUri }];
      const providers = [{ id: 'clerk', kind: 'clerk', secretKey: 'sk_test_x' }];
      const findings = await checkIssuers(checkConfig({ auth: { jwt }, providers }, {}).auth?.jwt ?? []);
      return writeFindings(findings).replaceAll(`${port}`, 'PORT');
    } finally {
      server.close();
    }
  }

  test('whose keys can be read is well', async () => {
    const keys = [
      { kty: 'RSA', alg: 'RS256', use: 'sig' },
      { kty: 'RSA', alg: 'RSA-OAEP', use: 'enc' },
    ];
    expect(await checkWith(JSON.stringify({ keys }))).toBe(
      'ok   https://i.example  Its key set has 1 key for its tokens.\n',
    );
  });

  test.each([
    ['<html>', 'could not be read from http://127.0.0.1:PORT/jwks.json (it is no key set)'],
    ['{"keys":[{"alg":"HS256"}]}', 'No key of http://127.0.0.1:PORT/jwks.json is for RS256, ES256, EdDSA'],
  ])('whose keys are %s is not', async (body, message) => {
    const line = await checkWith(body);
    expect(line).toMatch(/^FAIL/);
    expect(line).toContain(message);
    expect(line).not.toContain('secret');
  });
});

describe('the audit file', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sessiongraph-check-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const stateOf = async (file?: string) =>
    (await checkAudit({ onFailure: 'refuse', ...(file === undefined ? {} : { file }) }))[0]?.state;

  test('can be made or written to, and is not made by looking', async () => {
    expect(await stateOf()).toBe('ok');
    expect(await stateOf(join(directory, 'audit.jsonl'))).toBe('ok');
    expect(await readdir(directory)).toEqual([]);
    await writeFile(join(directory, 'audit.jsonl'), '');
    expect(await stateOf(join(directory, 'audit.jsonl'))).toBe('ok');
  });

  test('cannot be a directory, or in one that is not there', async () => {
    expect(await stateOf(directory)).toBe('failed');
    expect(await stateOf(join(directory, 'missing', 'audit.jsonl'))).toBe('failed');
  });
});
