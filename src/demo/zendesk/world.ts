/** What the emulated Zendesk account holds, in the wire's own form (api-reference: Users, User Identities, Sessions, OAuth Clients). */
export interface ZendeskWorld {
  users: ZendeskUser[];
  sessions: ZendeskSession[];
  oauthClients: ZendeskOAuthClient[];
  /** Issued by the token endpoint, or put here as made elsewhere. */
  oauthTokens: ZendeskOAuthToken[];
  /** An API token belongs to the account, not to a user: it acts as whoever's address it is sent with. */
  apiTokens: string[];
}

export interface ZendeskUser {
  readonly id: number;
  name: string;
  external_id: string | null;
  role: 'end-user' | 'agent' | 'admin';
  /** False for a user who was deleted. */
  active: boolean;
  suspended: boolean;
  readonly created_at: string;
  last_login_at: string | null;
  photo: { readonly content_url: string } | null;
  identities: ZendeskIdentity[];
}

export interface ZendeskIdentity {
  readonly type: 'email' | 'phone_number' | 'google';
  readonly value: string;
  /** The user's `email` is the primary address. */
  primary: boolean;
  /** How the address was verified; `low` is an agent's or an API request's word. */
  verification_method: 'none' | 'low' | 'sso' | 'embed' | 'full';
}

export interface ZendeskSession {
  readonly id: number;
  readonly user_id: number;
  authenticated_at: string | null;
  last_seen_at: string | null;
  /** Put over the row that is shown, to break it. */
  shownAs?: Readonly<Record<string, unknown>>;
}

export interface ZendeskOAuthClient {
  readonly identifier: string;
  readonly secret: string;
  readonly kind: 'confidential' | 'public';
  /** Whom a client_credentials token acts as. */
  readonly user_id: number;
  /** The most that a token gets: `read write`. */
  readonly allowed_scopes: readonly string[];
}

export interface ZendeskOAuthToken {
  readonly token: string;
  readonly user_id: number;
  readonly scopes: readonly string[];
  /** In epoch milliseconds; null for never. */
  readonly expiresAt: number | null;
}

/** How this account differs from others; may be changed while the emulator runs. */
export interface ZendeskSettings {
  /** False answers `page[size]` with the 400 that users/search is recorded with. */
  cursorPaging: boolean;
  /**
   * `ticketing` says has_more on a last page that is full, and an empty page follows (recorded in node-zendesk's fixtures); `helpCenter`
   * knows the end, and gives a cursor there all the same (recorded in zenpy's).
   */
  cursorStyle: 'ticketing' | 'helpCenter';
  /** One session is documented as an array of one; Zendesk's Ruby client reads an object. */
  sessionShape: 'array' | 'object';
  /** Whether `include=identities` is honoured. */
  sideloadsIdentities: boolean;
  /** After how many further reads of sessions `logout_many` has taken effect. */
  logoutManyAfterReads: number;
  /** Requests a minute for the whole account, and the headers that tell of it; null for no limit. */
  rateLimit: { readonly perMinute: number; readonly headers: '2023' | '2024' } | null;
}

/** An active end user whose first address is the primary one; all are verified by Zendesk itself. */
export function zendeskUser(
  given: Partial<ZendeskUser> & { readonly id: number },
  ...verifiedEmails: readonly string[]
): ZendeskUser {
  return {
    name: `User ${given.id}`,
    external_id: null,
    role: 'end-user',
    active: true,
    suspended: false,
    created_at: '2020-01-01T00:00:00Z',
    last_login_at: null,
    photo: null,
    identities: verifiedEmails.map((email, index) => zendeskEmail(email, 'full', index === 0)),
    ...given,
  };
}

export function zendeskEmail(
  value: string,
  method: ZendeskIdentity['verification_method'],
  primary = true,
): ZendeskIdentity {
  return { type: 'email', value, primary, verification_method: method };
}

/** @param startedAt in epoch milliseconds; the session was last seen then too. */
export function zendeskSession(id: number, userId: number, startedAt: number): ZendeskSession {
  const moment = new Date(startedAt).toISOString().replace(/\.\d+Z$/, 'Z');
  return { id, user_id: userId, authenticated_at: moment, last_seen_at: moment };
}
