import { afterEach, expect, test, vi } from 'vitest';
import { accountOf } from '../people/of-session.ts';
import { askThe, operator } from '../../../test/support/asking.ts';
import { accountRecord, memoryProvider, sessionRecord } from '../../../test/support/memory-provider.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Time passes while nothing else happens. */
async function inTime<Value>(answer: Promise<Value>): Promise<Value> {
  const over = answer.then(
    () => true,
    () => true,
  );
  const tick = async () => {
    await new Promise(setImmediate);
    vi.advanceTimersByTime(100);
    return false;
  };
  while (!(await Promise.race([over, tick()])));
  return answer;
}

test('a provider that hangs takes none of the time of the others, however many steps an answer has', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  const clerk = memoryProvider('clerk');
  clerk.accounts = [accountRecord('clerk', 'c1', { keys: { nativeId: 'c1', externalId: 'ann' } })];
  clerk.sessions = [sessionRecord('clerk', 's1', { accountId: 'c1' })];
  const chat = { ...memoryProvider('chat'), findAccounts: () => new Promise<never>(() => {}) };
  const request = askThe([clerk, chat]).as(operator);

  const user = await inTime(request.findUser({ id: 'ann' }));
  if (user === null) throw new Error('Clerk knows her.');
  const { edges, providerReports } = await inTime(request.sessions({ users: [user], page: {} }));
  expect(providerReports.map(({ provider, status }) => `${provider.id} ${status}`)).toEqual([
    'clerk OK',
    'chat TIMED_OUT',
  ]);
  const [account] = await inTime(Promise.all(edges.map(({ node }) => accountOf(request.context, node))));
  expect(account?.record.nativeId).toBe('c1');
});
