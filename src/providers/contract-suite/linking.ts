import { expect, test } from 'vitest';
import { linkKeys, type LinkKey } from '../records.ts';
import { callWithin, type Contract } from './within.ts';
import type { ContractPerson } from './world.ts';

export function testLinking({ linkKeysOfKind, start }: Contract): void {
  test.each(linkKeysOfKind.map((key) => [key]))('finds accounts by %s', async (key) => {
    const { provider, busy, other } = await start(key);
    const { found } = await provider.findAccounts(
      key,
      [busy, other].map((person) => valueOf(person, key)),
      callWithin(),
    );

    expect(provider.linkBy).toBe(key);
    expect([...found.keys()].toSorted()).toEqual([valueOf(busy, key), valueOf(other, key)].toSorted());
    for (const person of [busy, other]) {
      const [account, ...more] = found.get(valueOf(person, key)) ?? [];
      expect(account).toMatchObject({ providerId: provider.id, nativeId: person.accountId });
      expect(more).toEqual([]);
      if (key === 'email') expect(account?.verifiedEmails).toContain(valueOf(person, key));
      else expect(account?.keys[key]).toBe(valueOf(person, key));
    }
  });

  test('finds accounts by nativeId, whatever it links by', async () => {
    const { provider, busy, idle } = await start();
    const { found } = await provider.findAccounts('nativeId', [busy.accountId, idle.accountId], callWithin());
    expect(
      [...found].map(([value, accounts]) => [value, accounts.map((account) => account.nativeId)]),
    ).toEqual(
      expect.arrayContaining([
        [busy.accountId, [busy.accountId]],
        [idle.accountId, [idle.accountId]],
      ]),
    );
    expect(found.size).toBe(2);
  });

  test.for(linkKeysOfKind)('finds accounts by e-mail, also when it links by %s', async (key, { skip }) => {
    const { provider, busy } = await start(key);
    skip(!provider.capabilities.tellsAddresses, 'its accounts carry no addresses');
    const email = valueOf(busy, 'email');
    const { found } = await provider.findAccounts('email', [email], callWithin());
    expect(found.get(email)?.map(({ nativeId }) => nativeId)).toEqual([busy.accountId]);
  });

  test('leaves out a value that nobody has, beside one that somebody has', async () => {
    const { provider, busy, unknownAccountId } = await start();
    const { found } = await provider.findAccounts(
      'nativeId',
      [unknownAccountId, busy.accountId],
      callWithin(),
    );
    expect([...found.keys()]).toEqual([busy.accountId]);
  });

  test.each(linkKeysOfKind.map((key) => [key]))('links nobody by a strange or empty %s', async (key) => {
    const { provider } = await start(key);
    const strange = ['', ' ', '-', '+', '*', '../users', 'a,b', 'a&b=c', 'äöü', 'nobody@nowhere.example'];
    expect((await provider.findAccounts(key, strange, callWithin())).found.size).toBe(0);
  });

  test('asks nothing where no value is given', async () => {
    const { provider, emulator } = await start();
    expect((await provider.findAccounts(provider.linkBy, [], callWithin())).found.size).toBe(0);
    expect(emulator.calls).toEqual([]);
  });

  test('rejects keys its accounts do not have as NOT_SUPPORTED', async () => {
    const { provider, busy } = await start();
    const foreign = linkKeys.filter((key) => key !== 'nativeId' && !linkKeysOfKind.includes(key));
    expect(foreign).not.toEqual([]);
    for (const key of foreign) {
      await expect(provider.findAccounts(key, [busy.accountId], callWithin())).rejects.toMatchObject({
        name: 'ProviderFailure',
        status: 'NOT_SUPPORTED',
      });
    }
  });

  if (linkKeysOfKind.includes('email')) {
    test('links by a verified address only', async () => {
      const { provider, busy, unverifiedEmail } = await start('email');
      if (unverifiedEmail === null) throw new Error('setup must know an unverified address');
      const verified = valueOf(busy, 'email');
      const { found } = await provider.findAccounts('email', [unverifiedEmail, verified], callWithin());
      expect([...found.keys()]).toEqual([verified]);
    });

    test('names accounts that show an address which nobody verified, apart from those it links', async ({
      skip,
    }) => {
      const { provider, busy, unverifiedEmail } = await start('email');
      if (unverifiedEmail === null) throw new Error('setup must know an unverified address');
      const verified = valueOf(busy, 'email');
      const values = [unverifiedEmail.toUpperCase(), verified];
      const { unverified } = await provider.findAccounts('email', values, callWithin());
      if (unverified === undefined) return skip('it knows of no address that is not verified');
      expect(unverified.get(verified) ?? []).toEqual([]);
      expect(unverified.get(unverifiedEmail.toUpperCase())).toHaveLength(1);
    });

    test('tells verified addresses in lower case', async () => {
      const { provider, busy } = await start('email');
      const email = valueOf(busy, 'email');
      const [account] = (await provider.findAccounts('email', [email], callWithin())).found.get(email) ?? [];
      expect(account?.verifiedEmails).toContain(email.toLowerCase());
    });
  }
}

function valueOf(person: ContractPerson, key: LinkKey): string {
  const value = key === 'nativeId' ? person.accountId : person.keys[key];
  if (value === undefined) throw new Error(`setup must say how ${person.accountId} is found by ${key}`);
  return value;
}
