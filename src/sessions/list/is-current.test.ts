import { expect, test } from 'vitest';
import { viewer } from '../../../test/support/asking.ts';
import { memoryProvider, sessionRecord } from '../../../test/support/memory-provider.ts';
import { isCurrent } from './is-current.ts';

const clerkIssuer = 'https://clerk.example.com';

/** What a token with the session id "s1" says of that session and of another one. */
function told(issuer: string | null, tokenIssuer?: string): readonly (boolean | null)[] {
  const memory = memoryProvider('clerk', { kind: 'clerk' });
  const provider = tokenIssuer === undefined ? memory : { ...memory, tokenIssuer };
  const principal = { ...viewer('ann', 's1'), currentSessionIssuer: issuer };
  return ['s1', 's2'].map((id) =>
    isCurrent({ principal }, { id, provider, record: sessionRecord('clerk', id), user: null }),
  );
}

test("a token of the provider's own issuer names the current session", () => {
  expect(told(clerkIssuer, clerkIssuer)).toEqual([true, false]);
});

test("a token of another issuer says nothing of this provider's sessions", () => {
  expect(told('https://login.example.com', clerkIssuer)).toEqual([null, null]);
});

test('where nobody said who issues the tokens, every token names a session', () => {
  expect(told('https://login.example.com')).toEqual([true, false]);
});
