/**
 * The contract that every kind of provider satisfies. Everything above it (linking, merging, cursors, the
 * graph) knows only this file and `records.ts`. A method rejects with a `ProviderFailure`, or with the call's
 * abort reason when the caller left; it never rejects because of one broken row.
 */
import type { Call } from '../upstream/call.ts';
import type { ProviderFailure } from '../upstream/failure.ts';
import type { UpstreamState } from '../upstream/state.ts';
import type { ClientSessionsApi } from './client-sessions-api.ts';
import type { Found } from './found.ts';
import type { AccountRecord, LinkKey, ProviderId, ProviderKind, SessionRecord } from './records.ts';

export interface Provider {
  readonly id: ProviderId;
  readonly kind: ProviderKind;
  /** For people: "Team chat", or "Rocket.Chat (chat)" where the configuration has no name. */
  readonly name: string;
  readonly linkBy: LinkKey;
  /**
   * Whose tokens name this provider's sessions: their `iss`. Absent where nobody said so: then a session that it
   * `tellsCurrent` of is the current one where a token names it, and is not where all tokens are of one issuer.
   */
  readonly tokenIssuer?: string;
  /** How long one request waits for this provider in all, and one change of it, in milliseconds. */
  readonly timeoutMs: number;
  /** How many calls may be under way at the same time; further ones wait, and their time runs. */
  readonly maxConcurrency: number;
  /** For how long an answer may be given again, in milliseconds. */
  readonly freshForMs: number;
  readonly capabilities: ProviderCapabilities;

  /**
   * The accounts that carry one of the values in the key, in as few calls as the API allows. Every provider can be asked by
   * `nativeId`, by its own `linkBy`, and by `email` where it `tellsAddresses`; other keys reject with NOT_SUPPORTED. By `email` only verified addresses match.
   */
  findAccounts(key: LinkKey, values: readonly string[], call: Call): Promise<AccountsFound>;

  /**
   * The sessions of each account, all pages, by the cheapest plan for so many accounts. The map has an entry for every id asked
   * for; an account nobody knows has no sessions. Absent where sessions cannot be listed at all (Okta ends them unseen).
   *
   * @param offer takes what gives callers who cannot wait for the end the accounts and pages that have come before. Not called where all comes at once.
   */
  readonly sessionsOf?: (
    accountIds: readonly string[],
    call: Call,
    offer?: OfferSessions,
  ) => Promise<ReadonlyMap<string, AccountSessions>>;

  /**
   * The sessions on a device that the provider gives an id (`SessionRecord.deviceId`), of any user; absent where it cannot be
   * asked for them.
   */
  readonly sessionsOfDevice?: (deviceId: string, call: Call) => Promise<AccountSessions>;

  /** One session with everything the provider tells of it, or null where it is not there. Absent where none can be read. */
  readonly readSession?: (ref: SessionRef, call: Call) => Promise<SessionRecord | null>;

  /**
   * One page of all sessions the credentials can see, in the provider's own order. Absent where sessions are listed only of people
   * who are named.
   * @param position null for the start, else what an earlier page gave; it went through a client, so it is checked again
   *   (a position that is none of ours, or that the provider does not take any more, rejects with REJECTED).
   * @param size how many rows are wanted, 1 to 100; a page may hold fewer.
   */
  readonly readSessionPage?: (position: Position | null, size: number, call: Call) => Promise<SessionPage>;

  /**
   * Everything that `readSessionPage` lists in one read, where the API has no pages, so that every page would be a read of the whole list.
   * Whoever asks for several pages asks here, and cuts them from one answer. Absent where the API has pages.
   */
  readonly readAllSessions?: (call: Call) => Promise<AllSessions>;

  /** How many sessions there are in all, or null where the provider did not say. Absent where it cannot count. */
  readonly countSessions?: (call: Call) => Promise<number | null>;

  /**
   * Revokes one session. A session that ended before is ALREADY_ENDED, one that never was is NOT_FOUND. Only the provider's documented
   * answer counts; every other success is MALFORMED. Absent where single sessions cannot be revoked.
   */
  readonly revokeSession?: (ref: SessionRef, call: Call) => Promise<RevokeAnswer>;

  /**
   * Revokes all sessions of an account with the provider's own bulk call; absent where there is none that does exactly this.
   * REVOKED only when a read has shown, or the provider's contract promises, that they are gone; ACCEPTED where it will do so later.
   */
  readonly revokeAllSessions?: (accountId: string, call: Call) => Promise<'REVOKED' | 'ACCEPTED'>;

  /** Who the credentials are and what they may do, a line each, for `sessiongraph check`. Never rejects. */
  probe(call: Call): Promise<readonly ProbeLine[]>;

  /** How it is, as this process has seen it. The registry adds it; absent where an adapter was made by itself. */
  readonly state?: () => UpstreamState;

  /** Seam's client sessions; absent everywhere else. */
  readonly clientSessions?: ClientSessionsApi;
}

/** What a provider's rows and tokens tell. */
export interface ProviderTells {
  /** It describes the device, client or operating system of a session. */
  readonly tellsDevice: boolean;
  /** Its accounts carry e-mail addresses, and can be found by them whatever it links by. */
  readonly tellsAddresses: boolean;
  readonly tellsIpAddress: boolean;
  readonly tellsLocation: boolean;
  readonly tellsExpiry: boolean;
  /** It keeps sessions that have ended, and says how. */
  readonly tellsEndedSessions: boolean;
  /** Its own tokens name the session they belong to (Clerk's `sid`), so the principal's current session can be told. */
  readonly tellsCurrent: boolean;
  /** A session's id stays good after lists show it under a newer one (Rocket.Chat: every reconnect makes a new id). */
  readonly keepsOldIds: boolean;
}

/** What a provider tells, and what it can do; the latter is derived from the methods it has (`withCapabilities`). */
export interface ProviderCapabilities extends ProviderTells {
  /** Sessions of a person can be listed. */
  readonly listsSessions: boolean;
  /** All sessions of the provider can be listed without naming a user. */
  readonly listsAllSessions: boolean;
  /** It can say how many sessions there are in all. */
  readonly countsSessions: boolean;
  /** A session can be revoked by itself. */
  readonly revokesSessions: boolean;
  /** All sessions of an account can be revoked by one call. */
  readonly revokesAllSessions: boolean;
  readonly hasClientSessions: boolean;
}

/** The accounts that carry each value. */
export interface AccountsFound extends Found<readonly AccountRecord[]> {
  /** By `email`: the accounts that show an address which nobody verified. They link nobody. */
  readonly unverified?: ReadonlyMap<string, readonly AccountRecord[]>;
}

/** Enough to find a session again. Zendesk needs the account, and Clerk tells more of a session when it knows it. */
export interface SessionRef {
  readonly nativeId: string;
  readonly accountId: string | null;
}

export interface AccountSessions {
  readonly sessions: readonly SessionRecord[];
  /** Rows that were not readable and are left out. */
  readonly brokenRows: number;
  /** There are more than `maxSessionsPerAccount`. */
  readonly truncated: boolean;
  /** Where it is truncated: true where every session that is left out is known to have ended. Absent where that cannot be told. */
  readonly restHasEnded?: boolean;
  /** Why reading stopped half way; `sessions` holds what was read before. */
  readonly failure: ProviderFailure | null;
  readonly observedAt: number;
}

/** What is known of an account while reading goes on; null where that is nothing. @param late the `failure` of a list that is not whole. */
export type SessionsSoFar = (accountId: string, late: ProviderFailure) => AccountSessions | null;

export type OfferSessions = (soFar: SessionsSoFar) => void;

/** design.md, Reading 2: an account's sessions are read up to here; more is TRUNCATED. */
export const maxSessionsPerAccount = 1000;

/** A place in a provider's own list; plain JSON, opaque to everybody but the adapter that made it. */
export type Position =
  string | number | boolean | null | readonly Position[] | { readonly [key: string]: Position };

export interface SessionPage {
  readonly rows: readonly SessionRecord[];
  /** Where to go on after the row at that index. It is made when asked for: of a hundred rows that are looked through none may be shown. */
  positionAfter(index: number): Position;
  /** Where the next page begins; null at the end. */
  readonly next: Position | null;
  /** The provider gives no rows beyond this page, though it has more (Zendesk: 10,000 by offset). Then `next` is null. */
  readonly truncated: boolean;
  readonly brokenRows: number;
  readonly observedAt: number;
}

/** A whole list of sessions, as it was at one moment. */
export interface AllSessions {
  /** All of them, with those that cannot be read. */
  readonly total: number;
  /** Throws as `readSessionPage` rejects. */
  page(position: Position | null, size: number): SessionPage;
}

export interface RevokeAnswer {
  /** ACCEPTED: the provider will do it, and nothing shows yet that it has. */
  readonly outcome: 'REVOKED' | 'ACCEPTED' | 'ALREADY_ENDED' | 'NOT_FOUND';
  /** The session as the provider described it in its answer, where it did. */
  readonly session: SessionRecord | null;
}

export interface ProbeLine {
  readonly ok: boolean;
  /** What works, or what does not and what to change. */
  readonly message: string;
}
