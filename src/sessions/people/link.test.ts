import { describe, expect, test } from 'vitest';
import { accountRecord, memoryProvider, sessionRecord } from '../../../test/support/memory-provider.ts';
import { bindReads, person } from '../../../test/support/request.ts';
import { table } from '../reads/table.ts';
import { ProviderFailure } from '../../upstream/failure.ts';

/** A provider that knows people by id and their addresses, and one that is linked by address. */
function twoRounds() {
  const clerk = memoryProvider('clerk', { kind: 'clerk', linkBy: 'externalId' });
  const support = memoryProvider('support', { linkBy: 'email' });
  clerk.accounts = [
    accountRecord('clerk', 'user_1', {
      keys: { nativeId: 'user_1', externalId: 'ann' },
      verifiedEmails: ['ann@example.com', 'ann@home.example'],
    }),
    accountRecord('clerk', 'user_2', { keys: { nativeId: 'user_2', externalId: 'bob' }, verifiedEmails: [] }),
  ];
  support.accounts = [
    accountRecord('support', '77', { keys: { nativeId: '77' }, verifiedEmails: ['ann@home.example'] }),
    accountRecord('support', '88', { keys: { nativeId: '88' }, verifiedEmails: ['bob@example.com'] }),
  ];
  return { clerk, support, ...bindReads(clerk, support) };
}

describe('linking by id', () => {
  test('compares the key with the id of the user', async () => {
    const { clerk, linker } = twoRounds();
    expect(await linker.linkOf(person('ann'), clerk)).toMatchObject({ accountIds: ['user_1'], report: null });
  });

  test('says NOT_LINKED, and completely so, where the provider has no such account', async () => {
    const { clerk, linker } = twoRounds();
    const { accountIds, report } = await linker.linkOf(person('nobody'), clerk);
    expect(accountIds).toEqual([]);
    expect(report).toMatchObject({ status: 'NOT_LINKED', complete: true });
  });

  test('asks nobody where the id of the user is the id of the account', async () => {
    const chat = memoryProvider('chat', { linkBy: 'nativeId' });
    const { linker } = bindReads(chat);
    expect(await linker.linkOf(person('ann'), chat)).toMatchObject({ accountIds: ['ann'], report: null });
    expect(chat.calls).toEqual([]);
  });

  test('asks for many users at once', async () => {
    const { clerk, linker } = twoRounds();
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => linker.linkOf(person(`user ${index}`), clerk)),
    );
    expect(clerk.calls).toEqual(['findAccounts externalId 50']);
  });
});

describe('linking by e-mail', () => {
  test('goes by any verified address that a provider linked by id knows', async () => {
    const { support, linker } = twoRounds();
    expect(await linker.linkOf(person('ann'), support)).toMatchObject({ accountIds: ['77'], report: null });
  });

  test('goes by an address that is known for the request', async () => {
    const { support, linker } = twoRounds();
    expect(await linker.linkOf(person('bob', 'bob@example.com'), support)).toMatchObject({
      accountIds: ['88'],
    });
  });

  test('never goes by an address that is not verified on both sides', async () => {
    const { clerk, support, linker } = twoRounds();
    clerk.accounts = [
      accountRecord('clerk', 'user_1', {
        keys: { externalId: 'mallory' },
        email: 'ann@home.example',
        verifiedEmails: [],
      }),
    ];
    const { accountIds, report } = await linker.linkOf(person('mallory'), support);
    expect(accountIds).toEqual([]);
    expect(report).toMatchObject({ status: 'LINK_UNKNOWN', complete: false, retryable: false });
    expect(report?.message).toMatch(/no verified address of this person is known/);
  });

  test('says who could not be asked for an address', async () => {
    const { clerk, support, linker } = twoRounds();
    clerk.failure = new ProviderFailure('UNAVAILABLE', 'Down.');
    const { report } = await linker.linkOf(person('ann'), support);
    expect(report).toMatchObject({ status: 'LINK_UNKNOWN', complete: false, retryable: true });
    expect(report?.message).toMatch(/Memory \(clerk\) could not be asked/);
  });
});

describe('an address source that does not answer', () => {
  test('leaves it unknown whether there is an account, in both kinds of report', async () => {
    const { clerk, support, linker } = twoRounds();
    clerk.failure = new ProviderFailure('UNAVAILABLE', 'Down.');
    const ann = person('ann', 'ann@elsewhere.example');
    const { report } = await linker.linkOf(ann, support);
    const { reports } = await linker.accountsOf(ann);
    expect(report).toMatchObject({ status: 'LINK_UNKNOWN', complete: false });
    expect(reports.find(({ provider }) => provider.id === 'support')).toEqual(report);
  });

  test('leaves it unknown whether there are more accounts than those found', async () => {
    const { clerk, support, linker } = twoRounds();
    clerk.failure = new ProviderFailure('UNAVAILABLE', 'Down.');
    const ann = person('ann', 'ann@home.example');
    const { accountIds, report } = await linker.linkOf(ann, support);
    expect(accountIds).toEqual(['77']);
    expect(report).toMatchObject({ status: 'OK', complete: false, retryable: true });
    expect(report?.message).toMatch(/^There may be more accounts of this person/);
    const { reports } = await linker.accountsOf(ann);
    expect(reports.find(({ provider }) => provider.id === 'support')).toEqual(report);
  });
});

describe('an account that cannot be read', () => {
  const statusesOf = async ({ linker }: ReturnType<typeof twoRounds>, id: string) =>
    (await linker.accountsOf(person(id))).reports.map(({ status, complete }) => [status, complete]);

  test('may be the one that is looked for: then nobody can tell, here and where its addresses lead', async () => {
    const world = twoRounds();
    world.clerk.brokenAccounts = 1;
    expect(await statusesOf(world, 'cyd')).toEqual([
      ['LINK_UNKNOWN', false],
      ['LINK_UNKNOWN', false],
    ]);
    const { report } = await world.linker.linkOf(person('cyd'), world.clerk);
    expect(report).toMatchObject({ retryable: true, message: expect.stringMatching(/could not be read/) });
    // Another address than the known one may stand in that account.
    const known = await world.linker.linkOf(person('cyd', 'cyd@example.com'), world.support);
    expect(known.report).toMatchObject({ status: 'LINK_UNKNOWN', complete: false, retryable: true });
    await expect(world.linker.userOfAccount(world.clerk, 'user_9')).rejects.toMatchObject({
      status: 'MALFORMED',
    });
    await expect(world.linker.userByEmail('cyd@example.com')).rejects.toMatchObject({ status: 'MALFORMED' });
    await expect(world.linker.ownsAccount(person('cyd'), world.clerk, 'user_9')).rejects.toMatchObject({
      status: 'MALFORMED',
    });
  });

  test('takes nothing from somebody whose id was found', async () => {
    const world = twoRounds();
    world.clerk.brokenAccounts = 1;
    expect(await statusesOf(world, 'ann')).toEqual([
      ['OK', true],
      ['OK', true],
    ]);
  });

  test('may be one more of those that an address leads to', async () => {
    const world = twoRounds();
    world.support.brokenAccounts = 1;
    expect(await statusesOf(world, 'ann')).toEqual([
      ['OK', true],
      ['OK', false],
    ]);
  });
});

describe('a failing provider', () => {
  test('becomes its report and costs the others nothing', async () => {
    const { clerk, support, linker } = twoRounds();
    support.failure = new ProviderFailure('RATE_LIMITED', 'Slow down.', { retryAt: 42 });
    const { accounts, reports } = await linker.accountsOf(person('ann'));
    expect(accounts.map(({ record }) => record.nativeId)).toEqual(['user_1']);
    expect(reports.map(({ provider, status, retryAt }) => [provider.id, status, retryAt])).toEqual([
      ['clerk', 'OK', null],
      ['support', 'RATE_LIMITED', 42],
    ]);
    expect(clerk.calls.length).toBeGreaterThan(0);
  });
});

describe('the way back from an account', () => {
  test('leads to the user by the key the provider is linked by', async () => {
    const { clerk, linker } = twoRounds();
    expect(await linker.userOfAccount(clerk, 'user_1')).toMatchObject({ id: 'ann' });
  });

  test('leads by a verified address to the provider that knows the id', async () => {
    const { support, linker } = twoRounds();
    expect(await linker.userOfAccount(support, '77')).toMatchObject({ id: 'ann' });
    expect(await linker.userOfAccount(support, '88')).toBeNull();
  });

  test('from an address rejects where nobody was found and a provider failed', async () => {
    const { clerk, linker } = twoRounds();
    clerk.failure = new ProviderFailure('TIMED_OUT', 'Too slow.');
    await expect(linker.userByEmail('ann@example.com')).rejects.toBe(clerk.failure);
  });
});

describe('an address at several connections of one kind', () => {
  /** Two Clerk instances that know people by the operator's ids, and two Zendesk accounts that are linked by address. */
  function twoOfEach() {
    const [europe, america] = ['europe', 'america'].map((id) =>
      memoryProvider(id, { kind: 'clerk', linkBy: 'externalId' }),
    );
    const [support, partners] = ['support', 'partners'].map((id) => memoryProvider(id, { linkBy: 'email' }));
    if (!europe || !america || !support || !partners) throw new Error('two and two are four');
    const known = (provider: string, nativeId: string, externalId: string | null, email: string) =>
      accountRecord(provider, nativeId, {
        keys: { nativeId, ...(externalId !== null && { externalId }) },
        verifiedEmails: [email],
      });
    europe.accounts = [
      known('europe', 'e1', 'ann', 'ann@example.com'),
      known('europe', 'e2', null, 'bob@example.com'),
    ];
    america.accounts = [known('america', 'a2', 'bob', 'bob@example.com')];
    support.accounts = [known('support', '1', null, 'bob@example.com')];
    partners.accounts = [known('partners', '2', null, 'bob@example.com')];
    return { europe, america, support, partners, ...bindReads(europe, america, support, partners) };
  }

  test.for([
    ['ann@example.com', 'ann'],
    ['BOB@example.com', 'bob'],
  ] as const)('%s leads to %s, whichever connection knows the id', async ([email, id]) => {
    expect(await twoOfEach().linker.userByEmail(email)).toMatchObject({ id });
  });

  test('leads to nobody where no connection knows it, and asks each by one call', async () => {
    const world = twoOfEach();
    expect(await world.linker.userByEmail('cyd@example.com')).toBeNull();
    expect([world.europe.calls, world.america.calls]).toEqual([
      ['findAccounts email 1'],
      ['findAccounts email 1'],
    ]);
  });

  test('leads to whom one connection knows while another is down; whom none knows may be there all the same', async () => {
    const world = twoOfEach();
    world.europe.failure = new ProviderFailure('UNAVAILABLE', 'Down.');
    expect(await world.linker.userByEmail('bob@example.com')).toMatchObject({ id: 'bob' });
    await expect(world.linker.userByEmail('ann@example.com')).rejects.toBe(world.europe.failure);
  });

  test('links at every connection that goes by addresses', async () => {
    const { linker } = twoOfEach();
    const { accounts } = await linker.accountsOf(person('bob'));
    expect(accounts.map(({ provider, record }) => `${provider.id} ${record.nativeId}`)).toEqual([
      'america a2',
      'support 1',
      'partners 2',
    ]);
  });
});

test('an account that is only a key exists by its sessions, in the one call that reads them', async () => {
  const locks = memoryProvider('locks', { linkBy: 'userIdentifierKey' });
  locks.sessions = [sessionRecord('locks', '1', { accountId: 'ann' })];
  const { all, linker } = bindReads(locks);
  const [ann, nobody] = await Promise.all([
    linker.accountsOf(person('ann')),
    linker.accountsOf(person('nobody')),
  ]);
  expect(ann.accounts.map(({ record }) => record.nativeId)).toEqual(['ann']);
  expect(nobody.accounts).toEqual([]);
  await all[0]?.read(table.sessionsOf, 'ann');
  expect(locks.calls).toEqual(['sessionsOf 2']);
});
