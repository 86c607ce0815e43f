import { expect, test } from 'vitest';
import { askThe, operator, viewer } from '../../../test/support/asking.ts';
import { accountRecord, memoryProvider, sessionRecord } from '../../../test/support/memory-provider.ts';
import { seamInMemory } from '../../graph/testing.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { deviceIdOf } from '../id.ts';
import { devicesOfUser, findDevice, sessionsOnDevice } from './devices.ts';

/** Somebody with a thousand sessions on a hundred devices at Clerk, and one at Zendesk, which tells nothing of devices. */
function busy() {
  const clerk = memoryProvider('clerk', { kind: 'clerk', linkBy: 'nativeId' });
  clerk.sessions = Array.from({ length: 1000 }, (_, index) =>
    sessionRecord('clerk', `s${index}`, {
      accountId: 'ann',
      deviceId: `d${index % 100}`,
      lastActiveAt: index,
    }),
  );
  const memory = memoryProvider('support', { linkBy: 'nativeId' });
  const support = { ...memory, capabilities: { ...memory.capabilities, tellsDevice: false } };
  support.accounts = [accountRecord('support', 'ann')];
  return { clerk, support, context: askThe([clerk, support]).as(operator).context };
}

const ann = { id: 'ann', verifiedEmails: [] };

test('devices are counted although a provider tells nothing of any', async () => {
  const { context } = busy();
  const { totalCount, providerReports } = await devicesOfUser(context, ann, { first: 5 });
  expect(await totalCount()).toBe(100);
  expect(providerReports.map(({ provider, status }) => [provider.id, status])).toEqual([
    ['clerk', 'OK'],
    ['support', 'NOT_SUPPORTED'],
  ]);
});

test('the sessions on a hundred devices are found in one look through the thousand there are', async () => {
  const { context, clerk } = busy();
  let looked = 0;
  clerk.sessions = clerk.sessions.map((record) => ({
    ...record,
    get deviceId() {
      looked += 1;
      return record.deviceId;
    },
  }));
  const { edges } = await devicesOfUser(context, ann, { first: 100 });
  looked = 0;
  for (let times = 0; times < 10; times += 1) {
    const lists = await Promise.all(
      edges.map(({ node }) => sessionsOnDevice(context, node, { page: { first: 1 } })),
    );
    const counts = await Promise.all(lists.map(({ totalCount }) => totalCount()));
    expect(new Set(counts)).toEqual(new Set([10]));
  }
  // Each row twice for its key, and the devices for their own ids.
  expect(looked).toBeLessThan(20_000);
});

test('a device is not said to be gone where its sessions were not read to their end', async () => {
  const clerk = memoryProvider('clerk', { kind: 'clerk', linkBy: 'nativeId' });
  const [first, second] = ['d1', 'd2'].map((deviceId) =>
    sessionRecord('clerk', `on ${deviceId}`, { accountId: 'ann', deviceId }),
  );
  if (first === undefined || second === undefined) throw new Error('There are two.');
  const failure = new ProviderFailure('UNAVAILABLE', 'Its second page did not come.');
  const cut = {
    ...clerk,
    sessionsOf: async () =>
      new Map([
        ['ann', { sessions: [first], brokenRows: 0, truncated: false, failure, observedAt: 1 }] as const,
      ]),
  };
  const { context } = askThe([cut]).as(operator);
  expect(await findDevice(context, deviceIdOf(cut, first))).toMatchObject({ record: first.device });
  await expect(findDevice(context, deviceIdOf(cut, second))).rejects.toBe(failure);
});

test('a device of somebody else is not there, also where an account of theirs does not show before it is read', async () => {
  const seam = seamInMemory();
  const bobs = sessionRecord('locks', 's1', { accountId: 'bob', deviceId: 'd1' });
  const anns = sessionRecord('locks', 's2', { accountId: 'ann', deviceId: 'd2' });
  Object.assign(seam, { sessions: [bobs, anns] });
  const { context } = askThe([seam]).as(viewer('ann'));
  expect(await findDevice(context, deviceIdOf(seam, anns))).toMatchObject({ provider: seam });
  expect(await findDevice(context, deviceIdOf(seam, bobs))).toBeNull();
});
