/** What is written of a change, and that no change escapes it. */
import { describe, expect, test } from 'vitest';
import { askThe, gate, operator, viewer } from '../../../test/support/asking.ts';
import { memoryProvider } from '../../../test/support/memory-provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { company, outcomes, signIn } from './testing.ts';

test('a change is one record before it and one after it, that say who, from where, what, why and what became of each', async () => {
  const { chat, support, ask } = company();
  const [a1 = ''] = signIn(chat, 'ann', ['a1']);
  const [s1 = ''] = signIn(support, 'ann', ['s1']);
  support.beforeEnd = () => {
    throw new ProviderFailure('UNAVAILABLE', 'It is down.');
  };
  const input = { target: { ids: [a1, s1] }, reason: 'POLICY' as const, note: 'Left the company' };
  await ask.as(operator).revokeSessions(input);
  const common = {
    time: '2026-11-20T12:00:00.000Z',
    changeId: ask.records[0]?.changeId,
    change: 'revokeSessions',
    actor: 'key:ops',
    address: '203.0.113.7',
    operationName: 'SignOut',
    reason: 'POLICY',
    note: 'Left the company',
    subjectUser: null,
    input: null,
  };
  const inChat = { sessionId: a1, provider: 'chat', nativeId: 'a1', accountId: 'ann' };
  const inSupport = { sessionId: s1, provider: 'support', nativeId: 's1', accountId: 'ann' };
  expect(ask.records).toEqual([
    { ...common, phase: 'intent', sessions: [inChat, inSupport] },
    {
      ...common,
      phase: 'outcome',
      sessions: [
        { ...inChat, outcome: 'REVOKED', message: null },
        { ...inSupport, outcome: 'FAILED', message: 'It is down.' },
      ],
    },
  ]);
});

test('the person who is meant is named', async () => {
  const { clerk, ask } = company();
  signIn(clerk, 'ann', ['c1', 'c2']);
  await ask.as(viewer('ann', 'c1')).revokeOtherSessions({});
  await ask.as(viewer('ann', 'c1')).revokeUserSessions({ user: { id: 'ann' }, includeCurrent: true });
  expect(ask.records.map(({ subjectUser, actor }) => `${subjectUser} by ${actor}`)).toEqual(
    Array(4).fill('ann by person:ann'),
  );
});

test('nothing reaches a provider before the intent is written', async () => {
  const { chat, ask } = company();
  const [id = ''] = signIn(chat, 'ann', ['a1']);
  const { opened, open } = gate();
  const reached = gate();
  ask.beforeRecord = ({ phase }) => {
    if (phase !== 'intent') return;
    reached.open();
    return opened;
  };
  const revoking = ask.as(viewer('ann')).revokeSession(id, {});
  await reached.opened;
  expect(chat.calls).not.toContain('revokeSession');
  open();
  expect(outcomes(await revoking)).toEqual(['a1 REVOKED']);
});

describe('where a record cannot be written', () => {
  const full = () => {
    throw new Error('ENOSPC: no space left on device');
  };

  test('nothing is ended, and it may be tried again', async () => {
    const { chat, ask } = company();
    const [id = ''] = signIn(chat, 'ann', ['a1']);
    ask.beforeRecord = full;
    expect(await ask.as(viewer('ann')).revokeSession(id, {})).toMatchObject({
      results: [],
      userErrors: [{ code: 'UNAVAILABLE', retryable: true }],
    });
    expect(chat.calls).not.toContain('revokeSession');
  });

  test('the change goes on where the operator chose so', async () => {
    const chat = memoryProvider('chat', { linkBy: 'nativeId' });
    const ask = askThe([chat], 'allow');
    const [id = ''] = signIn(chat, 'ann', ['a1']);
    ask.beforeRecord = full;
    expect(outcomes(await ask.as(viewer('ann')).revokeSession(id, {}))).toEqual(['a1 REVOKED']);
  });

  test('what was ended before the outcome could not be written is answered all the same', async () => {
    const { chat, ask } = company();
    const [id = ''] = signIn(chat, 'ann', ['a1']);
    ask.beforeRecord = ({ phase }) => {
      if (phase === 'outcome') full();
    };
    expect(outcomes(await ask.as(viewer('ann')).revokeSession(id, {}))).toEqual(['a1 REVOKED']);
  });
});

test('a client who leaves does not stop what was begun, and it is recorded', async () => {
  const { clerk, chat, ask } = company();
  signIn(clerk, 'ann', ['c1']);
  signIn(
    chat,
    'ann',
    Array.from({ length: 40 }, (_, index) => `a${index}`),
  );
  const client = new AbortController();
  chat.beforeEnd = async () => {
    client.abort(new Error('The client left.'));
    await new Promise(setImmediate);
  };
  const request = ask.as(viewer('ann'), client.signal);
  request.revokeUserSessions({ user: { id: 'ann' } }).catch(() => {});
  while (!client.signal.aborted) await new Promise(setImmediate);
  await ask.service.settled();
  expect(chat.sessions).toEqual([]);
  const [intent, outcome] = ask.records;
  expect(intent?.sessions).toHaveLength(41);
  expect(outcome?.sessions.map((session) => session.outcome)).toEqual(Array(41).fill('REVOKED'));
});

test('a client who leaves before anything was begun ends nothing', async () => {
  const { chat, ask } = company();
  signIn(chat, 'ann', ['a1']);
  const client = new AbortController();
  client.abort(new Error('The client left.'));
  const leaving = ask.as(viewer('ann'), client.signal).revokeUserSessions({ user: { id: 'ann' } });
  await expect(leaving).rejects.toThrow('The client left.');
  expect([chat.ended, ask.records]).toEqual([[], []]);
});

test('what others have read of the account before is read again', async () => {
  const { clerk, ask } = company(600_000);
  const [id = ''] = signIn(clerk, 'ann', ['c1']);
  const states = async () => {
    const { edges } = await ask.as(operator).sessions({ filter: { userIds: ['ann'] }, page: {} });
    return edges.map(({ node }) => node.record.state);
  };
  expect(await states()).toEqual(['ACTIVE']);
  await ask.as(viewer('ann')).revokeSession(id, {});
  expect(await states()).toEqual(['REVOKED']);
});
