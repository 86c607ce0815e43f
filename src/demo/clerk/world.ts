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
  image_url: string;
  primary_email_address_id: string | null;
  email_addresses: ClerkEmailAddress[];
  banned: boolean;
  locked: boolean;
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
  verification: { status: 'verified' | 'unverified' | 'failed' | 'expired'; strategy: string } | null;
  linked_to: readonly object[];
  reserved: boolean;
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
  const addresses = verifiedEmails.map((email) => clerkEmailAddress(email, 'verified'));
  return {
    object: 'user',
    external_id: null,
    username: null,
    first_name: null,
    last_name: null,
    image_url: `https://img.clerk.com/${given.id}`,
    primary_email_address_id: addresses[0]?.id ?? null,
    email_addresses: addresses,
    banned: false,
    locked: false,
    last_active_at: null,
    last_sign_in_at: null,
    updated_at: given.created_at,
    public_metadata: {},
    private_metadata: {},
    unsafe_metadata: {},
    ...given,
  };
}

export function clerkEmailAddress(email: string, status: 'verified' | 'unverified'): ClerkEmailAddress {
  return {
    id: `idn_${email.replaceAll(/\W/g, '')}`,
    object: 'email_address',
    email_address: email,
    verification: { status, strategy: 'email_code' },
    linked_to: [],
    reserved: false,
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
