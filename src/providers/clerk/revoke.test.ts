import { expect, test } from 'vitest';
import { clerkSession, type ClerkSession } from '../../demo/clerk/world.ts';
import { anyCall, hour, noon, openClerk, openClerkOn } from './testing.ts';

const ref = { nativeId: 'sess_1', accountId: 'user_ada' };

function session(given: Partial<ClerkSession> = {}): ClerkSession {
  return clerkSession({ id: 'sess_1', user_id: 'user_ada', created_at: noon - hour, ...given });
}

test("trusts Clerk's answer, though reads still tell of the time before", async () => {
  const { clerk, emulator, clock } = await openClerk({ sessions: [session()] });
  emulator.behaviour.readsBehindRevoke = 100;
  expect(await clerk.revokeSession(ref, anyCall())).toMatchObject({
    outcome: 'REVOKED',
    session: { nativeId: 'sess_1', state: 'REVOKED', nativeState: 'revoked' },
  });
  expect(emulator.calls).toEqual(['POST /v1/sessions/sess_1/revoke']);
  const reads = async () => {
    const [account] = (await clerk.sessionsOf(['user_ada'], anyCall())).values();
    return [await clerk.readSession(ref, anyCall()), account?.sessions[0]];
  };
  const revoked = { nativeId: 'sess_1', state: 'REVOKED', nativeState: 'revoked' };
  expect(await reads()).toMatchObject([revoked, revoked]);
  clock.now += 60_000;
  expect(await reads()).toMatchObject([{ state: 'ACTIVE' }, { state: 'ACTIVE' }]);
});

test('what was revoked a moment ago has ended, though Clerk refuses to do it again and reads still call it alive', async () => {
  const { clerk, emulator } = await openClerk({ sessions: [session()] });
  emulator.behaviour.readsBehindRevoke = 100;
  emulator.behaviour.revokeOfEnded = 'refuses';
  expect(await clerk.revokeSession(ref, anyCall())).toMatchObject({ outcome: 'REVOKED' });
  expect(await clerk.revokeSession(ref, anyCall())).toMatchObject({ outcome: 'ALREADY_ENDED' });
});

test.each(['pending', 'active'])('revokes a session that is %s', async (status) => {
  const { clerk, emulator } = await openClerk({ sessions: [session({ status })] });
  expect(await clerk.revokeSession(ref, anyCall())).toMatchObject({ outcome: 'REVOKED' });
  expect(emulator.world.sessions).toMatchObject([{ status: 'revoked' }]);
});

test.each(['answersAsItIs', 'refuses'] as const)(
  'tells a session that its user had ended, where Clerk %s',
  async (revokeOfEnded) => {
    const { clerk, emulator } = await openClerk({
      sessions: [session({ status: 'ended', updated_at: noon })],
    });
    emulator.behaviour.revokeOfEnded = revokeOfEnded;
    expect(await clerk.revokeSession(ref, anyCall())).toMatchObject({
      outcome: 'ALREADY_ENDED',
      session: { state: 'ENDED' },
    });
  },
);

test.each(['answersAsItIs', 'refuses'] as const)(
  'tells a session that was revoked before, where Clerk %s',
  async (revokeOfEnded) => {
    const { clerk, emulator, clock } = await openClerk({ sessions: [session()] });
    emulator.behaviour.revokeOfEnded = revokeOfEnded;
    expect(await clerk.revokeSession(ref, anyCall())).toMatchObject({ outcome: 'REVOKED' });
    clock.now += 60_000;
    expect(await clerk.revokeSession(ref, anyCall())).toMatchObject({
      outcome: 'ALREADY_ENDED',
      session: { state: 'REVOKED' },
    });
  },
);

test('fails where Clerk refuses to revoke a session that is alive', async () => {
  const refusal = { status: 400, json: { errors: [{ message: 'no', code: 'invalid_action_for_session' }] } };
  const { clerk } = await openClerkOn(({ method }) =>
    method === 'POST' ? refusal : { status: 200, json: session() },
  );
  await expect(clerk.revokeSession(ref, anyCall())).rejects.toMatchObject({ status: 'REJECTED' });
});

test('does not take a session for gone that Clerk only does not find to revoke it', async () => {
  const notFound = { status: 404, json: { errors: [{ message: 'not found', code: 'resource_not_found' }] } };
  const { clerk } = await openClerkOn(({ method }) =>
    method === 'POST' ? notFound : { status: 200, json: session() },
  );
  await expect(clerk.revokeSession(ref, anyCall())).rejects.toMatchObject({
    status: 'UNAVAILABLE',
    retryable: true,
  });
});

test('does not take an answer for a revoking that leaves the session alive', async () => {
  const { clerk } = await openClerkOn(() => ({ status: 200, json: session() }));
  await expect(clerk.revokeSession(ref, anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
});

test.each(['hibernating', '', 7, null])('does not take the status %j for an end', async (status) => {
  const { clerk } = await openClerkOn(() => ({ status: 200, json: { ...session(), status } }));
  await expect(clerk.revokeSession(ref, anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
});

test('does not take a refusal for an end where nobody knows the status', async () => {
  const refusal = { status: 400, json: { errors: [{ message: 'no', code: 'invalid_action_for_session' }] } };
  const { clerk } = await openClerkOn(({ method }) =>
    method === 'POST' ? refusal : { status: 200, json: session({ status: 'hibernating' }) },
  );
  await expect(clerk.revokeSession(ref, anyCall())).rejects.toMatchObject({ status: 'REJECTED' });
});

test.each([{}, [], { ok: true }, null])('does not take the answer %j for a revoking', async (json) => {
  const { clerk } = await openClerkOn(() => ({ status: 200, json }));
  await expect(clerk.revokeSession(ref, anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
});
