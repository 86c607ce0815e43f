/**
 * What providers tell, in the product's own words. Every moment is in epoch milliseconds; what a provider does
 * not tell is null, never an empty string, a zero or a guess.
 */
export type ProviderId = string & { readonly __brand: 'ProviderId' };

/** The name of a kind of provider: "zendesk". Which there are is said in `kinds.ts` alone. */
export type ProviderKind = string;

/** How a provider's accounts are found: every key but `email` is compared with `User.id`. */
export const linkKeys = ['nativeId', 'externalId', 'username', 'email', 'userIdentifierKey'] as const;
export type LinkKey = (typeof linkKeys)[number];

/** A person's account at one provider. */
export interface AccountRecord {
  readonly providerId: ProviderId;
  readonly nativeId: string;
  /** The values this account can be found by, except `email`: `{ nativeId, externalId }`. */
  readonly keys: Readonly<Partial<Record<Exclude<LinkKey, 'email'>, string>>>;
  /** Verified addresses only, lower-case. Nothing else may link. */
  readonly verifiedEmails: readonly string[];
  /** The address to show, verified or not. */
  readonly email: string | null;
  readonly username: string | null;
  readonly displayName: string | null;
  readonly avatarUrl: string | null;
  readonly lastSignInAt: number | null;
  /** With the precision of a day at Clerk, which alone tells it. */
  readonly lastActiveAt: number | null;
  /** May not sign in until somebody lifts it. */
  readonly banned: boolean | null;
  /** May not sign in for a while, after too many attempts. */
  readonly locked: boolean | null;
}

export const sessionStates = [
  'ACTIVE',
  'PENDING',
  'ENDED',
  'EXPIRED',
  'REVOKED',
  'REPLACED',
  'ABANDONED',
  'REMOVED',
  'UNKNOWN',
] as const;
export type SessionState = (typeof sessionStates)[number];

/** States in which a session still counts, or may: a word that is not known here does not say that it ended. */
export const signedInStates: readonly SessionState[] = ['ACTIVE', 'PENDING', 'UNKNOWN'];

export function mayGoOn(state: SessionState): boolean {
  return signedInStates.includes(state);
}

export type ActivityPrecision = 'EXACT' | 'APPROXIMATE' | 'SIGN_IN_ONLY';

export const deviceTypes = [
  'DESKTOP',
  'PHONE',
  'TABLET',
  'TV',
  'CONSOLE',
  'WEARABLE',
  'EMBEDDED',
  'OTHER',
  'UNKNOWN',
] as const;
export type DeviceType = (typeof deviceTypes)[number];

export type ClientKind = 'BROWSER' | 'MOBILE_APP' | 'DESKTOP_APP' | 'OTHER';

/** What a person signed in with, as far as the provider describes it. */
export interface DeviceRecord {
  readonly type: DeviceType;
  /** "iPhone", "Macintosh", "Pixel 8"; null where the provider names no model. */
  readonly model: string | null;
  readonly client: {
    readonly kind: ClientKind;
    readonly name: string | null;
    /** The short version to show: "113". */
    readonly version: string | null;
    readonly fullVersion: string | null;
  } | null;
  readonly os: { readonly name: string; readonly version: string | null } | null;
}

export interface SessionRecord {
  readonly providerId: ProviderId;
  readonly nativeId: string;
  /** The native id of the account it belongs to; null where the provider does not say. */
  readonly accountId: string | null;
  readonly state: SessionState;
  readonly nativeState: string | null;
  readonly createdAt: number | null;
  readonly lastActiveAt: number | null;
  readonly lastActivePrecision: ActivityPrecision | null;
  readonly expiresAt: number | null;
  readonly endedAt: number | null;
  /** True where the provider says that the asking credentials live in this very session; null where it cannot tell. */
  readonly isOwnCredentials: true | null;
  /** An id the provider gives to the device (Clerk's `client_id`); sessions that share it share a device. */
  readonly deviceId: string | null;
  readonly device: DeviceRecord | null;
  readonly ipAddress: string | null;
  readonly location: { readonly city: string | null; readonly country: string | null } | null;
  /** Who impersonates the account in this session, and null where nobody does; its `subject` is null where the provider does not say who. */
  readonly actor: { readonly subject: string | null; readonly issuer: string | null } | null;
  readonly details: SessionDetails;
  /** When the provider said all this. */
  readonly observedAt: number;
}

/** What one kind of provider tells of a session and the others do not; each kind has its own (`<kind>/details.ts`). */
export interface SessionDetails {
  /** The kind, by which everybody knows what else there is. */
  readonly kind: ProviderKind;
}

/** Seam's client session, without its token: that never leaves the adapter but as the answer to creating one. */
export interface ClientSessionRecord {
  readonly kind: 'seam';
  readonly providerId: ProviderId;
  readonly nativeId: string;
  readonly workspaceId: string | null;
  readonly userIdentifierKey: string | null;
  readonly userIdentityId: string | null;
  readonly userIdentityIds: readonly string[];
  readonly customerKey: string | null;
  readonly connectWebviewIds: readonly string[];
  readonly connectedAccountIds: readonly string[];
  readonly deviceCount: number | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  /** As Seam tells it, or this server did it; null where it was not, or where nobody says when. */
  readonly revokedAt: number | null;
  /** UNKNOWN where Seam tells an end in a form that cannot be read. */
  readonly state: 'ACTIVE' | 'EXPIRED' | 'REVOKED' | 'UNKNOWN';
  readonly observedAt: number;
}
