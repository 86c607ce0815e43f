/** Finding accounts: user identifier keys, or user identities where the provider links by e-mail. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { lowerCaseAddress } from '../email-address.ts';
import type { AccountsFound } from '../provider.ts';
import type { AccountRecord, LinkKey, ProviderId } from '../records.ts';
import type { SeamApi } from './api.ts';
import type { RecordContext } from './records.ts';
import { pageLimit, readPages, sweep, sweepPages } from './paging.ts';
import { lookUpUserIdentities } from './resources.ts';
import { userIdentityRecord } from './resource-records.ts';
import type { UserIdentityRecord } from '../client-sessions-api.ts';
import { wireUserIdentifierKey, wireUserIdentity } from './wire.ts';

/** Rejects with NOT_SUPPORTED for a key that this kind, or this provider's `linkBy`, does not know. */
export async function findSeamAccounts(
  api: SeamApi,
  context: RecordContext,
  key: LinkKey,
  values: readonly string[],
  call: Call,
): Promise<AccountsFound> {
  const distinct = [...new Set(values)].filter((value) => value !== '');
  const byKey = context.linkBy === 'userIdentifierKey';
  if (byKey && (key === 'userIdentifierKey' || key === 'nativeId')) {
    return accountsByUserIdentifierKey(api, context.providerId, distinct, call);
  }
  if (!byKey && key === 'email') return accountsByEmail(api, context.providerId, distinct, call);
  if (!byKey && key === 'nativeId') {
    const { found, brokenRows } = await lookUpUserIdentities(api, distinct, call);
    const accounts = [...found].map(([id, row]) => [id, [identityAccount(row, context.providerId)]] as const);
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
  const answer = await api.post(
    '/client_sessions/list',
    keys.length === 1 ? { user_identifier_key: only } : {},
    call,
  );
  const { rows, brokenRows } = api.rows(answer, 'client_sessions', wireUserIdentifierKey);
  const carried = new Set(rows.map((row) => row.user_identifier_key));
  const account = (key: string): AccountRecord => ({
    providerId,
    nativeId: key,
    keys: { nativeId: key, userIdentifierKey: key },
    verifiedEmails: [],
    email: null,
    username: null,
    displayName: null,
    avatarUrl: null,
    lastSignInAt: null,
  });
  const found = new Map(keys.filter((key) => carried.has(key)).map((key) => [key, [account(key)]]));
  return { found, brokenRows };
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
  const { identities, brokenRows } = await identitiesLike(api, addresses, call);
  const byEmail = Map.groupBy(identities, (identity) => lowerCaseAddress(identity.emailAddress ?? ''));
  const found = new Map(
    addresses.flatMap((email) => {
      const matches = byEmail.get(lowerCaseAddress(email)) ?? [];
      return matches.length === 0
        ? []
        : [[email, matches.map((identity) => identityAccount(identity, providerId))] as const];
    }),
  );
  return { found, brokenRows };
}

/** Identities among which all that carry one of the addresses are: Seam's `search` also matches parts, names and numbers. */
async function identitiesLike(
  api: SeamApi,
  emails: readonly string[],
  call: Call,
): Promise<{ readonly identities: readonly UserIdentityRecord[]; readonly brokenRows: number }> {
  const pages = (parameters: object) =>
    readPages(api, '/user_identities/list', 'user_identities', wireUserIdentity, parameters, call);
  if (emails.length > 1) {
    const swept = await sweep(pages({}), sweepPages(emails.length));
    if (swept.complete)
      return { identities: swept.rows.map(userIdentityRecord), brokenRows: swept.brokenRows };
  }
  const found = await Promise.all(emails.map((search) => sweep(pages({ search }), maxSearchPages)));
  if (found.some(({ complete }) => !complete)) {
    throw new ProviderFailure(
      'REJECTED',
      `${api.name} has more than ${maxSearchPages * pageLimit} user identities that match an address in part.`,
    );
  }
  // The same identity may match two of the addresses in part.
  const distinct = new Map(found.flatMap(({ rows }) => rows.map((row) => [row.user_identity_id, row])));
  return {
    identities: [...distinct.values()].map(userIdentityRecord),
    brokenRows: found.reduce((sum, { brokenRows }) => sum + brokenRows, 0),
  };
}

/** Whoever asks for "a@b" as an address must not read the whole directory. */
const maxSearchPages = 10;
