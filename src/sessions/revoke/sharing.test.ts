/** What others have read stays shared: one change, or one dry run, is not everybody's reads again. */
import { expect, test } from 'vitest';
import { operator, viewer } from '../../../test/support/asking.ts';
import { company, outcomes, signIn } from './testing.ts';

const tenMinutes = 600_000;

/** Ann's and Bob's sessions were read by somebody, and may be given again for ten minutes. */
async function afterReading() {
  const made = company(tenMinutes);
  for (const provider of [made.clerk, made.chat, made.support]) {
    for (const person of ['ann', 'bob']) signIn(provider, person, [`${provider.id} ${person}`]);
  }
  const list = (person: string) =>
    made.ask.as(operator).sessions({ filter: { userIds: [person] }, page: {} });
  await list('ann');
  await list('bob');
  const calls = () => [made.clerk, made.chat, made.support].flatMap((provider) => provider.calls);
  const before = calls().length;
  return { ...made, list, callsSince: () => calls().slice(before) };
}

test('fifty dry runs of what was just read ask nobody', async () => {
  const { ask, callsSince } = await afterReading();
  for (let index = 0; index < 25; index += 1) {
    await ask.as(viewer('ann')).revokeUserSessions({ user: { id: 'ann' }, dryRun: true });
    await ask.as(operator).revokeSessions({ target: { filter: { userIds: ['ann'] } }, dryRun: true });
  }
  expect(callsSince()).toEqual([]);
});

test.each([
  ['everywhere', (ann: ReturnType<typeof viewerOf>) => ann.revokeUserSessions({ user: { id: 'ann' } })],
  [
    'by a filter',
    (ann: ReturnType<typeof viewerOf>) => ann.revokeSessions({ target: { filter: { text: 'ann' } } }),
  ],
])('a change of one person, %s, forgets nobody else', async (_, revoke) => {
  const { ask, clerk, chat, list, callsSince } = await afterReading();
  signIn(clerk, 'ann', ['new']);
  expect(outcomes(await revoke(viewerOf(ask)))).toContain('new REVOKED');
  const during = callsSince().length;
  const { edges } = await list('bob');
  expect(edges).toHaveLength(3);
  expect(callsSince()).toHaveLength(during);
  // Ann's own are read again.
  chat.calls.length = 0;
  expect((await list('ann')).edges.filter(({ node }) => node.record.state === 'ACTIVE')).toEqual([]);
  expect(chat.calls).toContain('sessionsOf 1');
});

test('a filter that cannot be asked asks nobody', async () => {
  const { ask, callsSince } = await afterReading();
  await ask.as(operator).revokeSessions({ target: { filter: { userIds: ['cyd'], ipAddress: 'nonsense' } } });
  expect(callsSince()).toEqual([]);
});

function viewerOf(ask: Awaited<ReturnType<typeof afterReading>>['ask']) {
  return ask.as(viewer('ann'));
}
