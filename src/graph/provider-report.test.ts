import { graphql } from 'graphql';
import { expect, test } from 'vitest';
import { askThe, principalWith } from '../../test/support/asking.ts';
import { memoryProvider } from '../../test/support/memory-provider.ts';
import type { Scope } from '../sessions/scope.ts';
import { ProviderFailure } from '../upstream/failure.ts';
import { schema } from './schema.ts';

async function reportFor(...scopes: readonly Scope[]) {
  const chat = memoryProvider('chat', { linkBy: 'nativeId' });
  chat.failure = new ProviderFailure('NOT_AUTHORIZED', 'Give their user the permission view-all.');
  const principal = principalWith({ viewer: { id: 'ann', verifiedEmails: [] } }, ...scopes);
  const result = await graphql({
    schema,
    source: '{ viewer { sessions { providerReports { status message operatorMessage } } } }',
    contextValue: askThe([chat]).contextOf(principal),
  });
  expect(result.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(result.data)).viewer.sessions.providerReports[0];
}

const message = 'Memory (chat) does not let this service do that: tell whoever runs this service.';

test('a person is told what happened, and nothing of the configuration', async () => {
  expect(await reportFor()).toEqual({ status: 'NOT_AUTHORIZED', message, operatorMessage: null });
});

test('who may read everybody is told what the operator has to change', async () => {
  const operatorMessage = 'Give their user the permission view-all.';
  expect(await reportFor('sessions:read:any')).toEqual({
    status: 'NOT_AUTHORIZED',
    message,
    operatorMessage,
  });
});
