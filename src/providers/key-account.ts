import type { AccountRecord, ProviderId } from './records.ts';

/** An account that is nothing but a key: it exists because a session carries it, and nothing else is known of it (Seam's user identifier keys). */
export function keyAccount(providerId: ProviderId, key: string): AccountRecord {
  return {
    providerId,
    nativeId: key,
    keys: { nativeId: key, userIdentifierKey: key },
    verifiedEmails: [],
    email: null,
    username: null,
    displayName: null,
    avatarUrl: null,
    lastSignInAt: null,
    lastActiveAt: null,
    banned: null,
    locked: null,
  };
}
