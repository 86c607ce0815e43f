import { graphql } from 'graphql';
import { expect, test } from 'vitest';
import { askThe, principalWith } from '../../test/support/asking.ts';
import { memoryProvider } from '../../test/support/memory-provider.ts';
import type { Scope } from '../sessions/scope.ts';
import { schema } from './schema.ts';

async function healthFor(...scopes: readonly Scope[]): Promise<unknown> {
  const chat = Object.assign(memoryProvider('chat', { linkBy: 'nativeId' }), {
    state: () => ({
      inFlight: 1,
      waiting: 2,
      budgetLeft: 3,
      circuit: 'open' as const,
      retryAt: Date.parse('2026-11-20T12:00:01Z'),
      lastSuccessAt: null,
      lastFailureAt: Date.parse('2026-11-20T12:00:00Z'),
      lastFailure: 'TIMED_OUT' as const,
    }),
  });
  const { data, errors } = await graphql({
    schema,
    source: `{ providers { health {
      callsInFlight callsWaiting budgetLeft circuit retryAt lastSuccessAt lastFailureAt lastFailure } } }`,
    contextValue: askThe([chat]).contextOf(principalWith({}, ...scopes)),
  });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)).providers[0].health;
}

test('how a provider is, is told to those who may read everybody', async () => {
  expect(await healthFor('sessions:read:any')).toEqual({
    callsInFlight: 1,
    callsWaiting: 2,
    budgetLeft: 3,
    circuit: 'OPEN',
    retryAt: '2026-11-20T12:00:01.000Z',
    lastSuccessAt: null,
    lastFailureAt: '2026-11-20T12:00:00.000Z',
    lastFailure: 'TIMED_OUT',
  });
});

test('others are not told', async () => {
  expect(await healthFor('client-sessions:read')).toBeNull();
});
