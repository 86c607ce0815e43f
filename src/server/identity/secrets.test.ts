import { expect, test } from 'vitest';
import {
  clerkSecret,
  opsKey,
  startGuardedServer,
  zendeskSecret,
} from '../../../test/support/guarded-server.ts';
import { audience, startIssuer } from '../../../test/support/issuer.ts';

test('no credential shows in an answer or in the log, whatever becomes of it', async () => {
  const issuer = await startIssuer();
  const jwt = [{ issuer: issuer.issuer, audience, jwksUri: issuer.jwksUri }];
  const server = await startGuardedServer({ jwt, config: { log: { access: 'all', userIds: true } } });
  const marked = { mark: 'claim-of-the-tests' };
  const tokens = await Promise.all(
    [
      {},
      { exp: 1 },
      { aud: 'other' },
      { iss: 'https://other.example' },
      { sub: '' },
      { sts: 'pending' },
      { scope: 'sessions:read:any' },
    ].map((claims) => issuer.sign({ ...marked, ...claims })),
  );
  const forged = `${tokens[0]}forged`;
  const keys = [opsKey, `${opsKey}-almost`];

  const answers: string[] = [];
  async function askWith(headers: Record<string, string>): Promise<void> {
    for (const query of [
      '{ viewer { id sessions { nodes { id } } } providers { id } }',
      '{ nope',
      '{ nope }',
    ]) {
      const { text, headers: sent } = await server.ask(query, headers);
      answers.push(text, JSON.stringify([...sent]));
    }
  }
  for (const credential of [...tokens, forged, ...keys]) {
    await askWith({ authorization: `Bearer ${credential}` });
    await askWith({ authorization: credential });
    await askWith({ 'x-api-key': credential });
    await askWith({ 'x-api-key': credential, authorization: `Bearer ${credential}` });
  }
  issuer.mode = 'failing';
  const another = await startGuardedServer({ jwt, config: { log: { access: 'all', userIds: true } } });
  await another.askAs(tokens[0] ?? '');

  const told = [...answers, ...server.logged, ...another.logged].join('\n');
  expect(told).toContain('user_ann');
  expect(another.logged.filter((line) => !line.includes('"msg":"request"'))).toHaveLength(1);
  const parts = [...tokens, forged].flatMap((token) => token.split('.'));
  for (const secret of [...parts, ...keys, clerkSecret, zendeskSecret, 'claim-of-the-tests']) {
    expect(told).not.toContain(secret);
  }
});
