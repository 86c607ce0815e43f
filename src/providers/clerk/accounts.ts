/** Finding Clerk users by what the operator's directory knows of them. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { lowerCaseAddress } from '../email-address.ts';
import { isNativeId } from '../native-id.ts';
import type { AccountsFound } from '../provider.ts';
import type { AccountRecord, LinkKey } from '../records.ts';
import type { ClerkApi, UserFilter } from './api.ts';
import { planAccounts, valuesPerCall } from './plan.ts';

export type ClerkLinkKey = Extract<LinkKey, 'nativeId' | 'externalId' | 'email'>;

interface Lookup {
  readonly filter: UserFilter;
  /** The value as Clerk compares it, or null where no account can have it. */
  readonly normalise: (value: string) => string | null;
  /** How the filter has to be written to mean this value. */
  readonly write: (value: string) => string;
  readonly valuesOf: (account: AccountRecord) => readonly string[];
}

/** In these filters a first "+" means "include" and a first "-" means "exclude everybody with": an id that itself begins so is written with a "+" before it. */
const included = (value: string): string => (/^[+-]/.test(value) ? `+${value}` : value);

const lookups: Readonly<Record<ClerkLinkKey, Lookup>> = {
  nativeId: {
    filter: 'user_id',
    normalise: (value) => (isNativeId(value) ? value : null),
    write: included,
    valuesOf: (account) => [account.nativeId],
  },
  externalId: {
    filter: 'external_id',
    normalise: (value) => (isNativeId(value) ? value : null),
    write: included,
    valuesOf: ({ keys }) => (keys.externalId === undefined ? [] : [keys.externalId]),
  },
  email: {
    filter: 'email_address',
    normalise: (value) => {
      const address = lowerCaseAddress(value.trim());
      return isNativeId(address) ? address : null;
    },
    write: (value) => value,
    // Clerk finds unverified addresses too; those must link nobody.
    valuesOf: (account) => account.verifiedEmails,
  },
};

/**
 * The accounts by the value that was asked for. What Clerk answers beyond that is left out, not linked. An address or external id that could
 * not be read counts as a broken row where such were asked for.
 */
export async function findAccounts(
  api: ClerkApi,
  key: ClerkLinkKey,
  values: readonly string[],
  call: Call,
): Promise<AccountsFound> {
  const { filter, normalise, write, valuesOf } = lookups[key];
  const wanted = [...new Set(values.map(normalise).filter((value) => value !== null))];
  const chunks = Array.from({ length: planAccounts(wanted.length).calls }, (_, index) =>
    wanted.slice(index * valuesPerCall, (index + 1) * valuesPerCall).map(write),
  );
  const users = (await Promise.all(chunks.map((chunk) => api.listUsers(filter, chunk, call)))).flat();

  // One user can come with two chunks, by two of its addresses.
  const accounts = new Map(users.flatMap((user) => (user === null ? [] : [[user.record.nativeId, user]])));
  const byValue = new Map<string, AccountRecord[]>();
  for (const { record } of accounts.values()) {
    for (const value of new Set(valuesOf(record))) {
      byValue.set(value, [...(byValue.get(value) ?? []), record]);
    }
  }
  const found = new Map(
    values.flatMap((value) => {
      const carrying = byValue.get(normalise(value) ?? '');
      return carrying === undefined ? [] : [[value, carrying]];
    }),
  );
  const isBroken = (user: (typeof users)[number]) => user === null || user.brokenKeys.includes(key);
  const brokenRows = users.filter(isBroken).length;
  if (key !== 'email') return { found, brokenRows };
  const unverified = new Map(
    values.map((value) => {
      const address = normalise(value) ?? '';
      const showing = [...accounts.values()].filter((user) => user.unverifiedEmails.includes(address));
      return [value, showing.map(({ record }) => record)];
    }),
  );
  return { found, brokenRows, unverified };
}

export function cannotFindBy(name: string, linkBy: LinkKey, key: LinkKey): ProviderFailure {
  return new ProviderFailure(
    'NOT_SUPPORTED',
    `${name} finds accounts by nativeId, email and its linkBy, ${linkBy}, but not by ${key}.`,
  );
}
