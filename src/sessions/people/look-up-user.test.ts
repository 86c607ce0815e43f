import { expect, test } from 'vitest';
import { askThe, operator, principalWith, viewer } from '../../../test/support/asking.ts';
import { accountRecord, memoryProvider } from '../../../test/support/memory-provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { UserBy } from '../query.ts';
import { lookUpUser } from './look-up-user.ts';

/** Clerk is linked by external ids, Zendesk by addresses. */
function company() {
  const clerk = memoryProvider('clerk', { linkBy: 'externalId' });
  const support = memoryProvider('support', { linkBy: 'email' });
  const verifiedEmails = ['ann@example.com'];
  clerk.accounts = [
    accountRecord('clerk', 'u1', { keys: { nativeId: 'u1', externalId: 'ann' }, verifiedEmails }),
    accountRecord('clerk', 'u2', { email: 'Ben@example.com' }),
    accountRecord('clerk', 'u3', { email: 'cy@example.com', verifiedEmails: ['cy@example.com'] }),
  ];
  support.accounts = [
    accountRecord('support', '4', { email: 'dee@example.com', verifiedEmails: ['dee@example.com'] }),
    accountRecord('support', '5', { email: 'eva@example.com' }),
  ];
  const asked = askThe([clerk, support]);
  return { clerk, support, lookUp: (by: UserBy, as = operator) => lookUpUser(asked.as(as).context, by) };
}
const account = (providerId: string, nativeId: string) => ({ account: { providerId, nativeId } });

test('somebody who is there is found, with nothing beside', async () => {
  const { lookUp } = company();
  expect(await lookUp({ email: 'ANN@example.com' })).toEqual({
    user: { id: 'ann', verifiedEmails: ['ann@example.com'] },
    miss: null,
    message: null,
    accounts: [],
  });
});

test.each<[string, UserBy, string, readonly string[], RegExp]>([
  [
    'an address that nobody verified',
    { email: 'ben@example.com' },
    'UNVERIFIED_ADDRESS',
    ['u2'],
    /Memory \(clerk\).*unverified/,
  ],
  [
    'an account whose address nobody verified',
    account('support', '5'),
    'UNVERIFIED_ADDRESS',
    ['5'],
    /Memory \(support\)/,
  ],
  [
    'an address of an account without an id',
    { email: 'cy@example.com' },
    'NO_DIRECTORY_ID',
    ['u3'],
    /its externalId there/,
  ],
  [
    'an address that only leads back to itself',
    { email: 'dee@example.com' },
    'NO_DIRECTORY_ID',
    ['4'],
    /filter\.accounts/,
  ],
  ['an account without an id', account('clerk', 'u3'), 'NO_DIRECTORY_ID', ['u3'], /Memory \(clerk\)/],
  ['an address that no account has', { email: 'no@example.com' }, 'NOT_FOUND', [], /Nobody/],
  ['an account that is not there', account('clerk', 'u9'), 'NOT_FOUND', [], /Nobody/],
  ['an id that no account has', { id: 'zed' }, 'NOT_FOUND', [], /Nobody/],
])('%s has its reason', async (_what, by, miss, nativeIds, message) => {
  const lookup = await company().lookUp(by);
  expect(lookup).toMatchObject({ user: null, miss, message: expect.stringMatching(message) });
  expect(lookup.accounts.map(({ record }) => record.nativeId)).toEqual(nativeIds);
});

test.each([viewer('zoe'), principalWith({}, 'sessions:revoke:any')])(
  'whoever may not look people up is told one thing of all, and nothing is read for it (%#)',
  async (stranger) => {
    const answers = ['ann', 'ben', 'cy', 'no'].map(async (name) => {
      const { lookUp, clerk, support } = company();
      const lookup = await lookUp({ email: `${name}@example.com` }, stranger);
      return JSON.stringify([lookup, clerk.calls, support.calls]);
    });
    expect(new Set(await Promise.all(answers)).size).toBe(1);
    expect((await Promise.all(answers))[0]).toContain('NOT_FOUND');
  },
);

test('while a provider cannot be asked, nobody is not the answer', async () => {
  const { lookUp, support } = company();
  support.failure = new ProviderFailure('UNAVAILABLE', 'Down.');
  await expect(lookUp({ email: 'no@example.com' })).rejects.toBe(support.failure);
  expect(await lookUp({ email: 'ann@example.com' })).toMatchObject({ user: { id: 'ann' } });
});
