import fc from 'fast-check';
import { expect, test } from 'vitest';
import { principalWith, askThe, operator, viewer } from '../../../test/support/asking.ts';
import { memoryProvider } from '../../../test/support/memory-provider.ts';
import { sessionStates } from '../../providers/records.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { viewerCanRevoke } from './may-revoke.ts';
import { codes, company, outcomes, signIn } from './testing.ts';

const principals = {
  'the person': viewer('ann'),
  'somebody else': viewer('bob'),
  'an operator': operator,
  'who may only read': principalWith({ viewer: { id: 'bob', verifiedEmails: [] } }, 'sessions:read:any'),
};

test('what the list shows as revocable is what a dry run would revoke, whoever asks, whatever the state', async () => {
  let revocable = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...sessionStates), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(...(Object.keys(principals) as (keyof typeof principals)[])),
      fc.boolean(),
      async (states, name, revokesSessions) => {
        const made = memoryProvider('chat', { linkBy: 'nativeId' });
        const chat = Object.assign(made, { capabilities: { ...made.capabilities, revokesSessions } });
        const ids = states.flatMap((state, index) => signIn(chat, 'ann', [`a${index}`], { state }));
        const request = askThe([chat]).as(principals[name]);
        const shown = await Promise.all(
          ids.map(async (id) => {
            const session = await request.findSession(id);
            return session !== null && (await viewerCanRevoke(request.context, session));
          }),
        );
        const { results } = await request.revokeSessions({ target: { ids }, dryRun: true });
        expect(results.map(({ outcome }) => outcome === 'WOULD_REVOKE')).toEqual(shown);
        revocable += shown.filter(Boolean).length;
      },
    ),
    { numRuns: 200, seed: 20_261_122 },
  );
  expect(revocable).toBeGreaterThan(50);
});

test.each(['REVOKED', 'ALREADY_ENDED'] as const)(
  "a session of unknown state is its provider's to judge, which says %s",
  async (outcome) => {
    const { chat, ask } = company();
    const [id = ''] = signIn(chat, 'ann', ['a1'], { state: 'UNKNOWN' });
    Object.assign(chat, { revokeSession: async () => ({ outcome, session: null }) });
    expect(outcomes(await ask.as(viewer('ann')).revokeSession(id, {}))).toEqual([`a1 ${outcome}`]);
  },
);

test('a session that its provider refuses to revoke is FAILED, and said so', async () => {
  const { chat, ask } = company();
  const [id = ''] = signIn(chat, 'ann', ['a1'], { state: 'UNKNOWN' });
  Object.assign(chat, {
    revokeSession: async () => {
      throw new ProviderFailure('REJECTED', 'It is too old.');
    },
  });
  const revocation = await ask.as(viewer('ann')).revokeSession(id, {});
  expect([outcomes(revocation), codes(revocation)]).toEqual([['a1 FAILED'], ['REJECTED']]);
});
