/**
 * What the emulated Clerk instance holds, in the wire's own form (clerk/openapi-specs, bapi/2026-05-12.yml). Moments are Unix
 * milliseconds.
 */
export interface ClerkWorld {
  readonly secretKey: string;
  users: ClerkUser[];
  sessions: ClerkSession[];
}

export interface ClerkUser {
  readonly object: 'user';
  readonly id: string;
  external_id: string | null;
  username: string | null;
  first_name: string | null;
  last_name: string | null;
  locale: string | null;
  image_url: string;
  has_image: boolean;
  primary_email_address_id: string | null;
  primary_phone_number_id: string | null;
  primary_web3_wallet_id: string | null;
  email_addresses: ClerkEmailAddress[];
  phone_numbers: readonly never[];
  web3_wallets: readonly never[];
  passkeys: readonly object[];
  external_accounts: readonly never[];
  saml_accounts: readonly object[];
  enterprise_accounts: readonly never[];
  organization_memberships: readonly never[];
  password_enabled: boolean;
  password_last_updated_at: number | null;
  two_factor_enabled: boolean;
  totp_enabled: boolean;
  backup_code_enabled: boolean;
  mfa_enabled_at: number | null;
  mfa_disabled_at: number | null;
  /** May not sign in, for good or until somebody lifts it. */
  banned: boolean;
  /** May not sign in after too many attempts, until `lockout_expires_in_seconds` are over; null for ever. */
  locked: boolean;
  lockout_expires_in_seconds: number | null;
  verification_attempts_remaining: number | null;
  deprovisioned: boolean;
  delete_self_enabled: boolean;
  create_organization_enabled: boolean;
  create_organizations_limit: number | null;
  legal_accepted_at: number | null;
  bypass_client_trust: boolean;
  /** With the precision of a day. */
  last_active_at: number | null;
  last_sign_in_at: number | null;
  readonly created_at: number;
  updated_at: number;
  public_metadata: object;
  private_metadata: object;
  unsafe_metadata: object;
}

export interface ClerkEmailAddress {
  readonly id: string;
  readonly object: 'email_address';
  readonly email_address: string;
  verification: ClerkVerification | null;
  linked_to: readonly { readonly id: string; readonly type: string }[];
  reserved: boolean;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface ClerkVerification {
  readonly object: 'verification_otp';
  readonly status: 'verified' | 'unverified' | 'failed' | 'expired';
  readonly strategy: string;
  readonly attempts: number | null;
  readonly expire_at: number | null;
}

export interface ClerkSession {
  readonly object: 'session';
  readonly id: string;
  readonly user_id: string;
  readonly client_id: string;
  actor: { readonly sub: string; readonly iss?: string } | null;
  /** An open string: Clerk adds values without a new API version. */
  status: string;
  last_active_organization_id: string | null;
  last_active_at: number;
  latest_activity: ClerkSessionActivity | null;
  expire_at: number;
  abandon_at: number;
  readonly created_at: number;
  updated_at: number;
  tasks: readonly { readonly key: string }[] | null;
}

export interface ClerkSessionActivity {
  readonly object: 'session_activity';
  readonly id: string;
  readonly device_type?: string;
  readonly is_mobile: boolean;
  readonly browser_name?: string;
  readonly browser_version?: string;
  readonly ip_address?: string;
  readonly city?: string;
  readonly country?: string;
}

const day = 24 * 60 * 60 * 1000;

/** A user with nothing but what it is given; the addresses are verified and the first one is the primary one. */
export function clerkUser(
  given: Partial<ClerkUser> & { readonly id: string; readonly created_at: number },
  ...verifiedEmails: readonly string[]
): ClerkUser {
  const addresses = verifiedEmails.map((email) => clerkEmailAddress(email, 'verified', given.created_at));
  return {
    object: 'user',
    external_id: null,
    username: null,
    first_name: null,
    last_name: null,
    locale: null,
    image_url: `https://img.clerk.com/${given.id}`,
    has_image: false,
    primary_email_address_id: addresses[0]?.id ?? null,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    email_addresses: addresses,
    phone_numbers: [],
    web3_wallets: [],
    passkeys: [],
    external_accounts: [],
    saml_accounts: [],
    enterprise_accounts: [],
    organization_memberships: [],
    password_enabled: true,
    password_last_updated_at: given.created_at,
    two_factor_enabled: false,
    totp_enabled: false,
    backup_code_enabled: false,
    mfa_enabled_at: null,
    mfa_disabled_at: null,
    banned: false,
    locked: false,
    lockout_expires_in_seconds: null,
    // Clerk locks an account after 100 attempts unless told otherwise.
    verification_attempts_remaining: 100,
    deprovisioned: false,
    delete_self_enabled: true,
    create_organization_enabled: true,
    create_organizations_limit: null,
    legal_accepted_at: null,
    bypass_client_trust: false,
    last_active_at: null,
    last_sign_in_at: null,
    updated_at: given.created_at,
    public_metadata: {},
    private_metadata: {},
    unsafe_metadata: {},
    ...given,
  };
}

/** @param at since when the user has the address, in Unix milliseconds. */
export function clerkEmailAddress(
  email: string,
  status: 'verified' | 'unverified',
  at = 0,
): ClerkEmailAddress {
  return {
    id: `idn_${email.replaceAll(/\W/g, '')}`,
    object: 'email_address',
    email_address: email,
    verification: {
      object: 'verification_otp',
      status,
      strategy: 'email_code',
      attempts: status === 'verified' ? 1 : 0,
      expire_at: at + 10 * 60 * 1000,
    },
    linked_to: [],
    reserved: false,
    created_at: at,
    updated_at: at,
  };
}

/** An active session with Clerk's usual lifetimes: it expires after 7 days and is abandoned after 30 (clerk/clerk-sdk-python#120). */
export function clerkSession(
  given: Partial<ClerkSession> & {
    readonly id: string;
    readonly user_id: string;
    readonly created_at: number;
  },
): ClerkSession {
  return {
    object: 'session',
    client_id: given.id.replace(/^sess_/, 'client_'),
    actor: null,
    status: 'active',
    last_active_organization_id: null,
    last_active_at: given.created_at,
    latest_activity: null,
    expire_at: given.created_at + 7 * day,
    abandon_at: given.created_at + 30 * day,
    updated_at: given.created_at,
    tasks: null,
    ...given,
  };
}
