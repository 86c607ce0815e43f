import { expect, test } from 'vitest';
import { bindReads } from '../../../test/support/request.ts';
import { accountRecord, memoryProvider, sessionRecord } from '../../../test/support/memory-provider.ts';
import { seamInMemory } from '../../graph/testing.ts';
import type { Provider } from '../../providers/provider.ts';
import { createRequestReads } from './request-reads.ts';
import { createSharedTable } from './shared-table.ts';
import { clientSessionsOf } from './table.ts';

function readsOf(provider: Provider) {
  const [reads] = bindReads(provider).all;
  if (reads === undefined) throw new Error('There is one.');
  return reads;
}

test('several sessions of an account are looked for by their ids where the list was cut off before them', async () => {
  const chat = memoryProvider('chat', { linkBy: 'nativeId' });
  chat.sessions = ['s1', 's2'].map((id) => sessionRecord('chat', id, { accountId: 'ann' }));
  const cut: Provider = {
    ...chat,
    sessionsOf: async () =>
      new Map([
        [
          'ann',
          {
            sessions: chat.sessions.slice(0, 1),
            brokenRows: 0,
            truncated: true,
            failure: null,
            observedAt: 1,
          },
        ],
      ]),
  };
  const reads = readsOf(cut);
  const found = ['s1', 's2', 's3'].map((nativeId) => reads.session({ nativeId, accountId: 'ann' }));
  expect((await Promise.all(found)).map((record) => record?.nativeId)).toEqual(['s1', 's2', undefined]);
});

test('several client sessions are looked for by their ids where a row of the list could not be read', async () => {
  const seam = seamInMemory();
  const list = async () => ({ clientSessions: [], brokenRows: 1, observedAt: 1 });
  const reads = readsOf({ ...seam, clientSessions: { ...clientSessionsOf(seam), list } });
  const found = ['cs1', 'cs2'].map((nativeId) => reads.session({ nativeId, accountId: null }));
  expect((await Promise.all(found)).map((record) => record?.nativeId)).toEqual(['cs1', undefined]);
});

test('accounts are not shared where one beside them could not be read', async () => {
  const clerk = memoryProvider('clerk', { freshForMs: 600_000 });
  const shared = new Map([[clerk, createSharedTable(clerk)]]);
  const ask = () => createRequestReads(shared, new AbortController()).of(clerk).accounts('externalId', 'ann');
  clerk.brokenAccounts = 1;
  expect(await ask()).toEqual({ records: [], brokenRows: 1 });
  clerk.brokenAccounts = 0;
  const ann = accountRecord('clerk', 'user_1', { keys: { externalId: 'ann' } });
  clerk.accounts = [ann];
  expect(await ask()).toEqual({ records: [ann], brokenRows: 0 });
  clerk.accounts = [];
  expect(await ask()).toEqual({ records: [ann], brokenRows: 0 });
});
