/** Finding Clerk users by what the operator's directory knows of them. */
import type { Call } from '../../upstream/call.ts';
import { lowerCaseAddress } from '../email-address.ts';
import type { AccountsFound } from '../provider.ts';
import type { AccountRecord, LinkKey, ProviderId } from '../records.ts';
import type { ClerkApi, UserFilter } from './api.ts';
import { accountRecord } from './records.ts';

export type ClerkLinkKey = Extract<LinkKey, 'nativeId' | 'externalId' | 'email'>;

/** How many values one filter takes (clerk/openapi-specs, bapi/2026-05-12.yml). */
const valuesPerCall = 100;

const userIdForm = /^user_\w+$/;

/** Whether Clerk could have made this id; every other string would at best be refused. */
export function isUserId(id: string): boolean {
  return userIdForm.test(id);
}

interface Lookup {
  readonly filter: UserFilter;
  /** The value as Clerk compares it, or null where no account can have it. */
  readonly normalise: (value: string) => string | null;
  /** How the filter has to be written to mean this value. */
  readonly write: (value: string) => string;
  readonly valuesOf: (account: AccountRecord) => readonly string[];
}

const asItIs = (value: string): string => value;

const lookups: Readonly<Record<ClerkLinkKey, Lookup>> = {
  nativeId: {
    filter: 'user_id',
    normalise: (value) => (isUserId(value) ? value : null),
    write: asItIs,
    valuesOf: (account) => [account.nativeId],
  },
  externalId: {
    filter: 'external_id',
    normalise: (value) => (value === '' ? null : value),
    // In this filter a first "+" means "include" and a first "-" means "exclude everybody with": an id that itself begins
    // so is written with a "+" before it.
    write: (value) => (/^[+-]/.test(value) ? `+${value}` : value),
    valuesOf: ({ keys }) => (keys.externalId === undefined ? [] : [keys.externalId]),
  },
  email: {
    filter: 'email_address',
    normalise: (value) => lowerCaseAddress(value.trim()) || null,
    write: asItIs,
    // Clerk finds unverified addresses too; those must link nobody.
    valuesOf: (account) => account.verifiedEmails,
  },
};

/** The accounts by the value that was asked for. What Clerk answers beyond that is left out, not linked. */
export async function findAccounts(
  api: ClerkApi,
  providerId: ProviderId,
  key: ClerkLinkKey,
  values: readonly string[],
  call: Call,
): Promise<AccountsFound> {
  const { filter, normalise, write, valuesOf } = lookups[key];
  const wanted = [...new Set(values.map(normalise).filter((value) => value !== null))];
  const chunks = Array.from({ length: Math.ceil(wanted.length / valuesPerCall) }, (_, index) =>
    wanted.slice(index * valuesPerCall, (index + 1) * valuesPerCall).map(write),
  );
  const answers = await Promise.all(chunks.map((chunk) => api.listUsers(filter, chunk, call)));

  // One user can come with two chunks, by two of its addresses.
  const accounts = new Map(
    answers.flatMap(({ users }) => users).map((user) => [user.id, accountRecord(user, providerId)]),
  );
  const byValue = new Map<string, AccountRecord[]>();
  for (const account of accounts.values()) {
    for (const value of new Set(valuesOf(account))) {
      byValue.set(value, [...(byValue.get(value) ?? []), account]);
    }
  }
  const found = new Map(
    values.flatMap((value) => {
      const carrying = byValue.get(normalise(value) ?? '');
      return carrying === undefined ? [] : [[value, carrying]];
    }),
  );
  return { found, brokenRows: answers.reduce((sum, { brokenRows }) => sum + brokenRows, 0) };
}
