/** Finding accounts: user identifier keys, or user identities where the provider links by e-mail. */
import type { Call } from '../../upstream/call.ts';
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';
import type { UserIdentityRecord } from '../client-sessions-api.ts';
import { lowerCaseAddress } from '../email-address.ts';
import type { Row } from '../fields.ts';
import { keyAccount } from '../key-account.ts';
import type { AccountsFound } from '../provider.ts';
import type { AccountRecord, LinkKey, ProviderId } from '../records.ts';
import { readKey } from '../text.ts';
import type { SeamApi, SeamRows } from './api.ts';
import { pagedList, readPages, sweep } from './paging.ts';
import { pageLimit, planIdentities, sweepPages } from './plan.ts';
import { optionalKey, type RecordContext } from './records.ts';
import { userIdentityRecord } from './resource-records.ts';
import { lookUpUserIdentities } from './resources.ts';
import { clientSessionList } from './sessions.ts';

/** Rejects with NOT_SUPPORTED for a key that this kind, or this provider's `linkBy`, does not know. */
export async function findSeamAccounts(
  api: SeamApi,
  { providerId, linkBy }: RecordContext,
  key: LinkKey,
  values: readonly string[],
  call: Call,
): Promise<AccountsFound> {
  const distinct = [...new Set(values)].filter((value) => readKey(value) !== null);
  const byKey = linkBy === 'userIdentifierKey';
  if (byKey && (key === 'userIdentifierKey' || key === 'nativeId')) {
    return accountsByUserIdentifierKey(api, providerId, distinct, call);
  }
  if (!byKey && key === 'email') return accountsByEmail(api, providerId, distinct, call);
  if (!byKey && key === 'nativeId') {
    const { found, brokenRows } = await lookUpUserIdentities(api, distinct, call);
    const accounts = [...found].map(([id, row]) => [id, [identityAccount(row, providerId)]] as const);
    return { found: new Map(accounts), brokenRows };
  }
  throw new ProviderFailure(
    'NOT_SUPPORTED',
    `${api.name} finds accounts by ${byKey ? 'userIdentifierKey' : 'email'}, not by ${key}: see its linkBy.`,
  );
}

/** A user identifier key is no resource of Seam's: it exists when a client session carries it. */
async function accountsByUserIdentifierKey(
  api: SeamApi,
  providerId: ProviderId,
  keys: readonly string[],
  call: Call,
): Promise<AccountsFound> {
  if (keys.length === 0) return { found: new Map(), brokenRows: 0 };
  const [only] = keys;
  const parameters = keys.length === 1 ? { user_identifier_key: only } : {};
  const { rows, brokenRows } = await api.list(clientSessionList(carriedKey), parameters, call);
  const carried = new Set(rows.map(({ key }) => key));
  const found = keys
    .filter((key) => carried.has(key))
    .map((key) => [key, [keyAccount(providerId, key)]] as const);
  return { found: new Map(found), brokenRows };
}

/** The one field that says whose a session is, read even where the rest of the row is broken. */
function carriedKey(row: Row): { readonly key: string | null } | null {
  const key = optionalKey(row['user_identifier_key']);
  return key === undefined ? null : { key };
}

/**
 * A user identity's address counts as verified although Seam keeps no mark of it: user identities are made only with the operator's own
 * API key, never by the person, so the address is the operator's word on whose it is.
 */
function identityAccount(identity: UserIdentityRecord, providerId: ProviderId): AccountRecord {
  const { nativeId, emailAddress } = identity;
  return {
    providerId,
    nativeId,
    keys: { nativeId },
    verifiedEmails: emailAddress === null ? [] : [lowerCaseAddress(emailAddress)],
    email: emailAddress,
    username: null,
    displayName: identity.displayName ?? identity.fullName,
    avatarUrl: null,
    lastSignInAt: null,
    lastActiveAt: null,
    banned: null,
    locked: null,
  };
}

async function accountsByEmail(
  api: SeamApi,
  providerId: ProviderId,
  emails: readonly string[],
  call: Call,
): Promise<AccountsFound> {
  // Anything else is no address, and may match most of the directory in part.
  const addresses = emails.filter((email) => /^[^\s@]+@[^\s@]+$/.test(email));
  const { rows: identities, brokenRows } = await identitiesLike(api, addresses, call);
  const byEmail = Map.groupBy(identities, ({ emailAddress }) => lowerCaseAddress(emailAddress ?? ''));
  const found = new Map<string, readonly AccountRecord[]>();
  for (const email of addresses) {
    const matches = byEmail.get(lowerCaseAddress(email));
    if (matches !== undefined)
      found.set(
        email,
        matches.map((identity) => identityAccount(identity, providerId)),
      );
  }
  return { found, brokenRows };
}

/** As a row of a search by address, which is nothing without the address that it has. */
const searchedIdentities = pagedList('user_identities', (row) => {
  const identity = userIdentityRecord(row);
  const hidesAddress = identity?.emailAddress === null && optionalKey(row['email_address']) !== null;
  return hidesAddress ? null : identity;
});

/** Identities among which all that carry one of the addresses are: Seam's `search` also matches parts, names and numbers. */
async function identitiesLike(
  api: SeamApi,
  emails: readonly string[],
  call: Call,
): Promise<SeamRows<UserIdentityRecord>> {
  const pages = (parameters: object) => readPages(api, searchedIdentities, parameters, call);
  if (planIdentities(emails.length, null).how === 'look') {
    const swept = await sweep(pages({}), sweepPages(emails.length));
    if (swept.complete) return swept;
  }
  const found = await Promise.all(emails.map((search) => sweep(pages({ search }), maxSearchPages)));
  if (found.some(({ complete }) => !complete)) {
    throw plainFailure(
      'REJECTED',
      `${api.name} has more than ${maxSearchPages * pageLimit} user identities that match an address in part.`,
    );
  }
  // The same identity may match two of the addresses in part.
  const distinct = new Map(found.flatMap(({ rows }) => rows.map((row) => [row.nativeId, row])));
  return {
    rows: [...distinct.values()],
    brokenRows: found.reduce((sum, { brokenRows }) => sum + brokenRows, 0),
  };
}

/** Whoever asks for "a@b" as an address must not read the whole directory. */
const maxSearchPages = 10;
