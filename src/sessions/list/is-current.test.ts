import { expect, test } from 'vitest';
import { viewer } from '../../../test/support/asking.ts';
import { memoryProvider, sessionRecord } from '../../../test/support/memory-provider.ts';
import { isCurrent } from './is-current.ts';

const clerkIssuer = 'https://clerk.example.com';

interface Token {
  readonly issuer: string;
  /** Tokens of other issuers are accepted as well. */
  readonly isOneOfSeveral?: true;
}

/** What a token with the session id "s1" says of that session and of another one. */
function told(token: Token, tokenIssuer?: string): readonly (boolean | null)[] {
  const memory = memoryProvider('clerk', { kind: 'clerk' });
  const provider = tokenIssuer === undefined ? memory : { ...memory, tokenIssuer };
  const { issuer, isOneOfSeveral } = token;
  const currentSessionIssuer = { iss: issuer, isOneOfSeveral: isOneOfSeveral === true };
  const principal = { ...viewer('ann', 's1'), currentSessionIssuer };
  return ['s1', 's2'].map((id) =>
    isCurrent({ principal }, { id, provider, record: sessionRecord('clerk', id), user: null }),
  );
}

test("a token of the provider's own issuer names the current session", () => {
  expect(told({ issuer: clerkIssuer }, clerkIssuer)).toEqual([true, false]);
});

test("a token of another issuer says nothing of this provider's sessions", () => {
  expect(told({ issuer: 'https://login.example.com' }, clerkIssuer)).toEqual([null, null]);
});

test('where nobody said who issues the tokens, and all are of one issuer, every token names a session', () => {
  expect(told({ issuer: 'https://login.example.com' })).toEqual([true, false]);
});

test('where nobody said who issues the tokens, and there are several issuers, a session that a token does not name may be current', () => {
  expect(told({ issuer: clerkIssuer, isOneOfSeveral: true })).toEqual([true, null]);
  expect(told({ issuer: clerkIssuer, isOneOfSeveral: true }, clerkIssuer)).toEqual([true, false]);
});
