import { expect, test } from 'vitest';
import { principalWith, operator, viewer } from '../../../test/support/asking.ts';
import { AccessError } from '../access-error.ts';
import { codes, company, outcomes, signIn } from './testing.ts';

test('a person ends a session of their own, and the next read shows it', async () => {
  const { clerk, ask } = company();
  const [id = ''] = signIn(clerk, 'ann', ['c1']);
  const request = ask.as(viewer('ann'));
  expect((await request.findSession(id))?.record.state).toBe('ACTIVE');
  const revocation = await request.revokeSession(id, {});
  expect(revocation).toMatchObject({
    results: [{ id, outcome: 'REVOKED', provider: clerk, session: { record: { state: 'REVOKED' } } }],
    userErrors: [],
  });
  expect((await request.findSession(id))?.record.state).toBe('REVOKED');
});

test("another person's session is answered as one that is not there", async () => {
  const { chat, ask } = company();
  const [bobs = ''] = signIn(chat, 'bob', ['b1']);
  const [gone = ''] = signIn(chat, 'ann', ['a1']);
  chat.sessions = chat.sessions.filter(({ nativeId }) => nativeId !== 'a1');
  const request = ask.as(viewer('ann'));
  const withoutId = async (id: string) => {
    const { results } = await request.revokeSession(id, {});
    return results.map(({ id: _id, ...rest }) => rest);
  };
  expect(await withoutId(bobs)).toEqual(await withoutId(gone));
  expect(chat.ended).toEqual([]);
  expect(outcomes(await ask.as(operator).revokeSession(bobs, {}))).toEqual(['b1 REVOKED']);
});

test('who may only read sessions of others ends none of them', async () => {
  const { chat, ask } = company();
  const [id = ''] = signIn(chat, 'bob', ['b1']);
  const reader = principalWith({ viewer: { id: 'ann', verifiedEmails: [] } }, 'sessions:read:any');
  expect(outcomes(await ask.as(reader).revokeSession(id, {}))).toEqual([`${id} NOT_FOUND`]);
  expect(chat.ended).toEqual([]);
});

test('a key without the scopes may not ask', async () => {
  const { chat, ask } = company();
  const [id = ''] = signIn(chat, 'bob', ['b1']);
  for (const principal of [principalWith({}), principalWith({}, 'sessions:revoke:any')]) {
    await expect(ask.as(principal).revokeSession(id, {})).rejects.toThrow(AccessError);
  }
  expect(chat.ended).toEqual([]);
});

test('the current session is kept, unless it is meant', async () => {
  const { clerk, ask } = company();
  const [id = ''] = signIn(clerk, 'ann', ['c1']);
  const request = ask.as(viewer('ann', 'c1'));
  expect(outcomes(await request.revokeSession(id, {}))).toEqual(['c1 KEPT_CURRENT']);
  expect(clerk.ended).toEqual([]);
  expect(outcomes(await request.revokeSession(id, { includeCurrent: true }))).toEqual(['c1 REVOKED']);
});

test('one that has ended before is left alone, and nothing is recorded', async () => {
  const { clerk, ask } = company();
  const [id = ''] = signIn(clerk, 'ann', ['c1'], { state: 'EXPIRED' });
  expect(outcomes(await ask.as(viewer('ann')).revokeSession(id, {}))).toEqual(['c1 ALREADY_ENDED']);
  expect(clerk.ended).toEqual([]);
  expect(ask.records).toEqual([]);
});

test('a malformed id and a note of 501 characters are mistakes in the input', async () => {
  const { chat, ask } = company();
  const [id = ''] = signIn(chat, 'ann', ['a1']);
  const request = ask.as(viewer('ann'));
  expect(await request.revokeSession('nonsense', {})).toMatchObject({
    results: [],
    userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'id'] }],
  });
  expect(await request.revokeSession(id, { note: 'x'.repeat(501) })).toMatchObject({
    results: [],
    userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'note'] }],
  });
  expect(chat.ended).toEqual([]);
  expect(codes(await request.revokeSession(id, { note: 'x'.repeat(500) }))).toEqual([]);
});

test('a session that ended between the look at it and the ending has ended', async () => {
  const { chat, ask } = company();
  const [id = ''] = signIn(chat, 'ann', ['a1']);
  chat.beforeEnd = () => {
    chat.sessions = [];
  };
  expect(await ask.as(viewer('ann')).revokeSession(id, {})).toMatchObject({
    results: [{ id, outcome: 'ALREADY_ENDED', provider: chat, retryable: false }],
  });
});
