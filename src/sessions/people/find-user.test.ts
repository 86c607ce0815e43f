import { expect, test } from 'vitest';
import { askThe, operator } from '../../../test/support/asking.ts';
import { accountRecord, memoryProvider } from '../../../test/support/memory-provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';

/** Ann, known to Clerk by her id; nobody's address is known to lead to Zendesk. */
function company() {
  const clerk = memoryProvider('clerk', { linkBy: 'externalId' });
  const support = memoryProvider('support', { linkBy: 'email' });
  clerk.accounts = [accountRecord('clerk', 'user_1', { keys: { nativeId: 'user_1', externalId: 'ann' } })];
  const find = (id: string) => askThe([clerk, support]).as(operator).findUser({ id });
  return { clerk, find };
}

test('a person exists where a provider has an account of theirs', async () => {
  const { find } = company();
  expect(await find('ann')).toMatchObject({ id: 'ann' });
});

test('nobody exists merely because there is no address to ask a provider by', async () => {
  const { find } = company();
  expect(await find('nobody')).toBeNull();
});

test('anybody may exist while a provider cannot be asked', async () => {
  const { clerk, find } = company();
  clerk.failure = new ProviderFailure('UNAVAILABLE', 'Down.');
  expect(await find('bob')).toMatchObject({ id: 'bob' });
});
