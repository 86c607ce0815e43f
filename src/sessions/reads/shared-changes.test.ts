import { expect, test } from 'vitest';
import type { Provider } from '../../providers/provider.ts';
import type { Store, Subscriber } from '../../store/store.ts';
import { shareChanges, type Touched } from './shared-changes.ts';
import type { SharedTable } from './shared-table.ts';

const chat = { id: 'chat' } as Provider;
const locks = { id: 'locks' } as Provider;

/** Two replicas that tell each other by a store that is as quick as a function call. */
function openReplicas() {
  const subscribers: Subscriber[] = [];
  const open = () => {
    const invalidated: unknown[] = [];
    const shared = new Map(
      [chat, locks].map((provider) => {
        const invalidate: SharedTable['invalidate'] = (ids) =>
          invalidated.push([provider.id, ids && [...ids]]);
        return [provider, { provider, invalidate } as Partial<SharedTable> as SharedTable];
      }),
    );
    const own: Subscriber[] = [];
    const store: Partial<Store> = {
      publish: (_, message) => {
        for (const subscriber of subscribers) if (!own.includes(subscriber)) subscriber.heard(message);
      },
      subscribe: (_, subscriber) => {
        own.push(subscriber);
        subscribers.push(subscriber);
      },
    };
    const tellChanged = shareChanges(store as Store, shared);
    return { invalidated, tellChanged, missed: () => own.forEach((subscriber) => subscriber.missed()) };
  };
  return { ours: open(), theirs: open() };
}

const touched = (provider: Provider, ...accountIds: (string | null)[]): Touched[] =>
  accountIds.map((accountId) => ({ provider, accountId }));

test('what was changed here is old at the other replica, and nothing else is', () => {
  const { ours, theirs } = openReplicas();
  ours.tellChanged([...touched(chat, 'a', 'b', 'a'), ...touched(locks, 'c')]);
  expect(theirs.invalidated).toEqual([
    ['chat', ['a', 'b']],
    ['locks', ['c']],
  ]);
  expect(ours.invalidated).toEqual([]);
});

test.each([
  ['one of them is not known', touched(chat, 'a', null)],
  ['there are very many', touched(chat, ...Array.from({ length: 101 }, (_, index) => `account ${index}`))],
])('every account of the provider is read again where %s', (_, accounts) => {
  const { ours, theirs } = openReplicas();
  ours.tellChanged(accounts);
  expect(theirs.invalidated).toEqual([['chat', null]]);
});

test('everything is read again where something was missed', () => {
  const { theirs } = openReplicas();
  theirs.missed();
  expect(theirs.invalidated).toEqual([
    ['chat', null],
    ['locks', null],
  ]);
});
