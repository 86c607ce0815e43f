import { expect, test } from 'vitest';
import { clerkConfig } from './config.ts';

const entry = { id: 'clerk', kind: 'clerk', secretKey: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc' };

test("needs no more than an id and a key, and links by Clerk's user ids", () => {
  expect(clerkConfig.parse(entry)).toMatchObject({ baseUrl: 'https://api.clerk.com', linkBy: 'nativeId' });
});

test.each([
  [{ baseUrl: 'https://api.clerk.com/v1/' }, ['baseUrl'], 'leave "/v1" away'],
  [{ secretKey: ' ' }, ['secretKey'], 'must not be empty'],
  [{ secretKey: 'sk_test_1\nsk_test_2' }, ['secretKey'], 'without spaces'],
  [{ linkBy: 'username' }, ['linkBy'], 'externalId'],
])('refuses %o and names the key', (given, path, reason) => {
  const { error } = clerkConfig.safeParse({ ...entry, ...given });
  expect(error?.issues).toMatchObject([{ path, message: expect.stringContaining(reason) }]);
});

test('refuses a key it does not know', () => {
  expect(clerkConfig.safeParse({ ...entry, publishableKey: 'pk_test_1' }).success).toBe(false);
});
