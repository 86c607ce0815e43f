import { expect, test } from 'vitest';
import { accountRecord, memoryProvider } from '../../test/support/memory-provider.ts';
import { ask } from './testing.ts';

const named = (id: string, displayName: string | null) =>
  Object.assign(memoryProvider(id, { linkBy: 'externalId' }), {
    accounts: [
      accountRecord(id, `${id}-1`, {
        keys: { nativeId: `${id}-1`, externalId: 'ann' },
        displayName,
        email: 'ann@example.com',
      }),
    ],
  });

test('a person is called what the first account with a name calls them', async () => {
  const { data, errors } = await ask(
    '{ user(by: { id: "ann" }) { name nameFrom { nativeId provider { id } } } }',
    [named('clerk', null), named('chat', 'Ann of Chat'), named('support', 'Ann of Support')],
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    user: { name: 'Ann of Chat', nameFrom: { nativeId: 'chat-1', provider: { id: 'chat' } } },
  });
});

test('a person without a name anywhere has none', async () => {
  const { data } = await ask('{ user(by: { id: "ann" }) { name nameFrom { nativeId } } }', [
    named('clerk', null),
  ]);
  expect(data).toEqual({ user: { name: null, nameFrom: null } });
});

test('userLookup says why an address leads to nobody, and which account shows it', async () => {
  const { data, errors } = await ask(
    '{ userLookup(by: { email: "Ann@example.com" }) { user { id } miss message accounts { email } } }',
    [named('clerk', null)],
  );
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    userLookup: { user: null, miss: 'UNVERIFIED_ADDRESS', accounts: [{ email: 'ann@example.com' }] },
  });
});
