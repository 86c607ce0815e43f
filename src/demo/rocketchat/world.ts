/** What the Rocket.Chat emulator knows. Plain data: tests and the demo change it while it runs. Moments are epoch milliseconds. */
import { createHash } from 'node:crypto';

export interface RocketChatWorld {
  users: RocketChatUser[];
  sessions: RocketChatSession[];
  /** The roles each permission is given to. */
  permissions: Record<string, string[]>;
  settings: RocketChatSettings;
}

export interface RocketChatUser {
  readonly id: string;
  username: string;
  name: string | null;
  emails: { address: string; verified: boolean }[];
  active: boolean;
  roles: string[];
  /** Login tokens and personal access tokens alike. */
  tokens: RocketChatToken[];
  /** Whether the user has set up TOTP or e-mail codes. */
  hasTwoFactor: boolean;
  lastLogin: number | null;
  /** When the account was made; the workspace's beginning where nobody said. */
  createdAt?: number;
}

export interface RocketChatToken {
  readonly secret: string;
  readonly bypassesTwoFactor: boolean;
}

/** A session document: one connection of a device on one day. Devices are told apart by their login token. */
export interface RocketChatSession {
  readonly sessionId: string;
  readonly userId: string;
  /** `hashLoginToken` of the token; empty for a connection that signed in by password, which is listed nowhere. */
  readonly loginToken: string;
  readonly device: RocketChatDevice | null;
  readonly host: string;
  readonly ip: string;
  readonly loginAt: number;
  logoutAt: number | null;
  logoutBy: string | null;
  /** Sent in place of the fields of that name: rows as no server should send them. */
  oddities?: Readonly<Record<string, unknown>>;
}

export interface RocketChatDevice {
  readonly type: string;
  readonly name: string;
  readonly longVersion: string;
  readonly version: string;
  readonly os: { readonly name: string; readonly version?: string };
}

export interface RocketChatSettings {
  /** Major and minor: `users.info?email=` exists since 8.4. */
  version: readonly [number, number];
  /** How a workspace without the module "device-management" refuses: by middleware with 400, or by an older route with 403. */
  licence: 'granted' | 'refusedWith400' | 'refusedWith403';
  /** `Accounts_TwoFactorAuthentication_Enabled`. */
  twoFactor: boolean;
  /** `API_Default_Count` and `API_Upper_Count_Limit`. */
  defaultCount: number;
  upperCountLimit: number;
  /** Per route, for users without `api-bypass-rate-limit`; null switches it off. */
  rateLimit: { calls: number; perMs: number } | null;
  /** A logout shows only after so many further reads of sessions, as on servers that answer before they write. */
  readsUntilLogoutShows: number;
  /** Whether `sessions/list` says which session is the principal's own (servers since 2026). */
  tellsCurrent: boolean;
}

/** A server of version 8.5 as it is installed, with a licence. */
export const defaultSettings: Readonly<RocketChatSettings> = {
  version: [8, 5],
  licence: 'granted',
  twoFactor: true,
  defaultCount: 50,
  upperCountLimit: 100,
  rateLimit: { calls: 10, perMs: 60_000 },
  readsUntilLogoutShows: 0,
  tellsCurrent: true,
};

/** How Rocket.Chat keeps a login token. */
export function hashLoginToken(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
