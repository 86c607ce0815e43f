import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startGuardedServer } from '../../test/support/guarded-server.ts';
import { audience, startIssuer } from '../../test/support/issuer.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sessiongraph-audit-'));
});
afterEach(() => rm(directory, { recursive: true }));

const endAll =
  'mutation Out { revokeUserSessions(input: { user: { id: "user_ann" } }) { results { outcome } userErrors { code message } } }';

test('a change is recorded in the file with who made it and from where', async () => {
  const issuer = await startIssuer();
  const file = join(directory, 'audit.jsonl');
  const server = await startGuardedServer({
    jwt: [{ issuer: issuer.issuer, audience, jwksUri: issuer.jwksUri }],
    config: { audit: { file }, server: { trustedProxies: 1 } },
  });
  const answer = await server.ask(endAll, {
    authorization: `Bearer ${await issuer.sign({ sid: 'sess_ann1', email: 'ann@acme.example', email_verified: true })}`,
    'x-forwarded-for': '203.0.113.7',
  });
  expect(answer.data.revokeUserSessions.userErrors).toEqual([]);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const by = { actor: 'person:user_ann', address: '203.0.113.7', change: 'revokeUserSessions' };
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { phase: 'intent', ...by },
    { phase: 'outcome', ...by },
  ]);
});

test('a file that cannot be opened is a mistake of the configuration, told before the server listens', async () => {
  const file = join(directory, 'nowhere', 'audit.jsonl');
  await expect(startGuardedServer({ config: { audit: { file } } })).rejects.toMatchObject({
    name: 'ConfigError',
    message: `audit.file: ${file} cannot be opened for writing (ENOENT); name a file in a directory that this user may write to`,
  });
});
