import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { Fault } from '../../demo/emulator.ts';
import { seamApiKey, seamClientSession, seamId, seamUserIdentity, seamWorld } from '../../demo/seam/build.ts';
import { renderClientSession } from '../../demo/seam/render.ts';
import { call, closeAfterEach, openSeam, startOfTests } from './testing.ts';
import type { ProviderId } from '../records.ts';
import { createRevocations } from '../revocations.ts';
import { clientSessionRecord } from './records.ts';

const providerId = 'locks' as ProviderId;

closeAfterEach();

const id = seamId(9, 1);
const identityId = seamId(1, 1);
const world = () =>
  seamWorld({
    userIdentities: [seamUserIdentity({ id: identityId, createdAt: startOfTests })],
    clientSessions: [
      seamClientSession({
        id,
        createdAt: startOfTests,
        userIdentifierKey: 'jane',
        userIdentityId: identityId,
      }),
      seamClientSession({ id: seamId(9, 2), createdAt: startOfTests, overrides: { created_at: null } }),
    ],
  });

/** Whatever each method resolves or rejects with. */
async function everything(bed: Awaited<ReturnType<typeof openSeam>>): Promise<unknown[]> {
  const { provider, clientSessions } = bed;
  const ref = { nativeId: id, accountId: 'jane' };
  const asked: (() => Promise<unknown>)[] = [
    () => provider.findAccounts('userIdentifierKey', ['jane'], call()),
    () => provider.sessionsOf(['jane', 'john'], call()),
    () => provider.readSession(ref, call()),
    () => provider.readSessionPage(null, 10, call()),
    () => clientSessions.list({}, call()),
    () => clientSessions.get(id, call()),
    () => clientSessions.getOrCreate({ userIdentifierKey: 'jane' }, call()),
    () => clientSessions.create({ userIdentifierKey: 'jack' }, call()),
    () => clientSessions.create({ userIdentifierKey: 'jane' }, call()),
    () => clientSessions.grantAccess({ clientSessionId: id, userIdentityId: identityId }, call()),
    () => provider.revokeSession(ref, call()),
    () => provider.probe(call()),
  ];
  const told: unknown[] = [];
  for (const ask of asked) told.push(await ask().catch((error: unknown) => error));
  return told;
}

const faults: Fault[] = [
  { kind: 'ok' },
  { kind: 'truncated' },
  { kind: 'html', status: 200 },
  { kind: 'html', status: 502 },
  { kind: 'limited', retryAfterSeconds: 0 },
  { kind: 'down' },
];

test.each(faults)('nothing that comes of any call shows a token or a key: $kind $status', async (fault) => {
  const bed = await openSeam(world());
  bed.emulator.fault = fault;
  const told = await everything(bed);
  const shown = [
    inspect(told, { depth: Infinity, showHidden: true, maxStringLength: null, maxArrayLength: null }),
    JSON.stringify(told),
    told.map(String).join(),
    told.map((each) => (each instanceof Error ? `${each.stack} ${inspect(each.cause)}` : '')).join(),
  ].join('\n');
  expect(shown).toContain('Seam (locks)');
  expect(shown).not.toContain('seam_cst');
  expect(shown).not.toContain(seamApiKey);
});

test('a token is shown as [secret] and is given only by reveal', async () => {
  const { clientSessions } = await openSeam(world());
  const created = await clientSessions.create({ userIdentifierKey: 'jack' }, call());
  expect(inspect(created)).toContain('[secret]');
  expect(JSON.parse(JSON.stringify(created))).toMatchObject({ token: '[secret]' });
  expect(`${created.token}`).toBe('[secret]');
  expect(Object.keys(created.clientSession)).not.toContain('token');
  expect(created.token.reveal()).toMatch(/^seam_cst/);
});

test('a token does not survive the parsing of a row', () => {
  const row = renderClientSession(
    seamWorld(),
    seamClientSession({ id, createdAt: startOfTests, userIdentifierKey: 'jane' }),
  );
  expect(Object.keys(row)).toContain('token');
  const revocations = createRevocations(() => startOfTests);
  const context = { providerId, linkBy: 'email', revocations, now: () => startOfTests } as const;
  expect(JSON.stringify(clientSessionRecord({ ...row }, startOfTests, context))).not.toContain('seam_cst');
});
