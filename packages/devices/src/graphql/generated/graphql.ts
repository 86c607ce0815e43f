/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Names an account at one provider directly, without the user directory. Example: `{ providerId: "clerk", nativeId: "user_2wmSnIrq5dtl2HNZf1WfgeHraby" }`. */
export type AccountRefInput = {
  /** The provider's own id for the account, such as Clerk's `userId`. */
  nativeId: string | number;
  /** The provider, by its id in the configuration: see `providers`. */
  providerId: string | number;
};

/** How exactly `lastActiveAt` is meant. */
export type ActivityPrecision =
  /** The provider updates it now and then, not on every request (Zendesk). */
  | 'APPROXIMATE'
  /** The moment of the latest activity, as the provider counts it (Clerk). */
  | 'EXACT'
  /** It is the moment of the last sign-in or connection; the person may have been active since (Rocket.Chat). */
  | 'SIGN_IN_ONLY';

/** Names a device at one provider directly. Example: `{ providerId: "clerk", nativeId: "client_2vXDkPFCVLiQPLCd5DZkGbBUKyf" }`. */
export type DeviceRefInput = {
  /** The provider's own id for the device: Clerk's `clientId`. */
  nativeId: string | number;
  /** The provider, by its id in the configuration: see `providers`. */
  providerId: string | number;
};

/** What kind of machine a person signed in with. */
export type DeviceType =
  /** A game console. */
  | 'CONSOLE'
  /** A desktop or laptop computer. iPads that ask for desktop pages look like this too. */
  | 'DESKTOP'
  /** A machine with a computer built in, such as a car or a fridge. */
  | 'EMBEDDED'
  /** Something else: the provider names a type that is none of these. */
  | 'OTHER'
  /** A mobile phone. */
  | 'PHONE'
  /** A tablet, such as an iPad. */
  | 'TABLET'
  /** A television or set-top box. */
  | 'TV'
  /** The provider does not tell. */
  | 'UNKNOWN'
  /** A watch, a headset or another thing worn. */
  | 'WEARABLE';

/** Which product a provider is. */
export type ProviderKind =
  /** Clerk: sign-ins to web and mobile apps, with browser, IP address and place of the latest activity. */
  | 'CLERK'
  /** Rocket.Chat: connections of chat users, with browser or app and IP address. */
  | 'ROCKETCHAT'
  /** Seam: client sessions, which let an app control locks, thermostats and other hardware. */
  | 'SEAM'
  /** Zendesk: sign-ins of agents, admins and end users, with times only. */
  | 'ZENDESK';

/** How a provider answered a question. */
export type ProviderStatus =
  /** Nobody could tell whether the user has an account there, since nothing is known by which to find it, or those who would know did not answer. Their sessions there, if any, are not in the answer. */
  | 'LINK_UNKNOWN'
  /** It answered, but not as its API documents, so its answer could not be used. */
  | 'MALFORMED'
  /** It refused the credentials this server was configured with, or they may not do this. */
  | 'NOT_AUTHORIZED'
  /** Its plan or licence lacks this: Rocket.Chat lists sessions only with device management. */
  | 'NOT_LICENSED'
  /** It was asked, and the user has no account there. */
  | 'NOT_LINKED'
  /** It has no such function: Clerk cannot list sessions without a user. */
  | 'NOT_SUPPORTED'
  /** It answered. `complete` tells whether with everything. */
  | 'OK'
  /** Its rate limit is used up; `retryAt` tells when to ask again, where that is known. */
  | 'RATE_LIMITED'
  /** It did not answer within its `timeoutMs`. */
  | 'TIMED_OUT'
  /** It has more than is read: more than 1,000 sessions of an account, or more than its own list of everybody gives. The rest is left out. */
  | 'TRUNCATED'
  /** It could not be reached, or it answered that it cannot serve. */
  | 'UNAVAILABLE';

/** What became of a session that was to be revoked. */
export type RevokeOutcome =
  /** Its provider has accepted this and revokes later; the session may go on until then. */
  | 'ACCEPTED'
  /** It had ended before, as its provider says. */
  | 'ALREADY_ENDED'
  /** It may still be going on; `message` says why. Where `retryable` is true, the same call again may revoke it. */
  | 'FAILED'
  /** It is the one you are using, and was kept. `includeCurrent: true` revokes it too, where the mutation takes that. */
  | 'KEPT_CURRENT'
  /** There is no such session, or none that you may revoke. */
  | 'NOT_FOUND'
  /** The provider cannot do this; `message` names another way. */
  | 'NOT_SUPPORTED'
  /** It was revoked just now, by this call or by an equal one at the same time. */
  | 'REVOKED'
  /** Only with `dryRun`: the same call without it would revoke this session. */
  | 'WOULD_REVOKE';

/** Why sessions are revoked. It is kept in the audit; no provider gets to see it. */
export type RevokeReason =
  /** It is there twice, or left over. */
  | 'DUPLICATE'
  /** The device is lost or was stolen. */
  | 'LOST_OR_STOLEN'
  /** Something else, which the note may tell. */
  | 'OTHER'
  /** A rule asks for it: the person has left, or the session is too old or idle. */
  | 'POLICY'
  /** The device was replaced by another. */
  | 'REPLACED'
  /** Somebody else may be using it. */
  | 'SUSPICIOUS';

/** Which sessions are to be revoked. Example: `{ target: { filter: { ipAddress: "203.0.113.7" } }, dryRun: true }`. */
export type RevokeSessionsInput = {
  /** Only say what would be revoked: the same answer with WOULD_REVOKE in place of REVOKED. */
  dryRun?: boolean | null | undefined;
  /** Confirms a filter that names nobody and no condition, and so revokes everybody's sessions. Takes the scope `sessions:revoke:any`. */
  everyone?: boolean | null | undefined;
  /** How many different sessions you take this to be: with a filter, the `processedCount` and `remaining` of a dry run together. When it is another number, nothing is revoked. */
  expectedCount?: number | null | undefined;
  /** Revoke also the session you are using, where it is among them. */
  includeCurrent?: boolean | null | undefined;
  /** Anything that the audit should say besides; at most 500 characters, and no secrets. */
  note?: string | null | undefined;
  /** Why, for the audit. */
  reason?: RevokeReason | null | undefined;
  /** The sessions, by their ids or by a filter. */
  target: RevokeTarget;
};

/** Names the sessions in exactly one way. Example: `{ filter: { ipAddress: "203.0.113.7" } }`. */
export type RevokeTarget =
  {   /** The filter of the list of sessions, so that the list shows beforehand what would be revoked. Sessions that have ended are passed over. It must name people, or something that only some sessions have. */
  filter: SessionFilter; ids?: never; }
  |  { filter?: never;   /** At most 500 `Session.id`s as queries gave them. */
  ids: Array<string | number>; };

/** Who is to be signed out, and where. Example: `{ user: { id: "jane" }, providerIds: ["support"], reason: POLICY, note: "Left the company" }`. */
export type RevokeUserSessionsInput = {
  /** Only say what would be revoked: the same answer with WOULD_REVOKE in place of REVOKED. */
  dryRun?: boolean | null | undefined;
  /** Sessions to keep, by their `Session.id`s as queries gave them just now: the way to keep the one in use where a provider cannot tell which that is. With Rocket.Chat the id changes whenever the client connects again; where it lists none by an id given here, it revokes none of that person. */
  exceptSessionIds?: Array<string | number> | null | undefined;
  /** Revoke also the session you are using, where it is among them. */
  includeCurrent?: boolean | null | undefined;
  /** Anything that the audit should say besides; at most 500 characters, and no secrets. */
  note?: string | null | undefined;
  /** Only at these providers, by their ids in the configuration; at all of them when left out. */
  providerIds?: Array<string | number> | null | undefined;
  /** Why, for the audit. */
  reason?: RevokeReason | null | undefined;
  /** Who is to be signed out. */
  user: UserBy;
};

/** Which sessions are meant. A session must meet every condition given, and within a list of values one of them; what a provider does not tell meets no condition. Lists hold 1 to 100 values. Example: `{ states: [ACTIVE], deviceTypes: [PHONE, TABLET], lastActiveAt: { before: "2026-10-01T00:00:00Z" } }`. */
export type SessionFilter = {
  /** Only sessions of these accounts, named by a provider's own ids, such as Clerk's `userId`. Together with `userIds`: only those of these accounts that belong to these users. */
  accounts?: Array<AccountRefInput> | null | undefined;
  /** Only sessions that began in this span of time. */
  createdAt?: TimeRange | null | undefined;
  /** Only sessions on these kinds of machines. */
  deviceTypes?: Array<DeviceType> | null | undefined;
  /** Only sessions on these devices, named by a provider's own ids: Clerk's `clientId`. With nobody else named, those of everybody who used them; providers that give devices no id report NOT_SUPPORTED. */
  devices?: Array<DeviceRefInput> | null | undefined;
  /** Only sessions from this one IPv4 or IPv6 address, in any spelling. Example: "203.0.113.7". */
  ipAddress?: string | null | undefined;
  /** True: only your current session. False: only sessions known not to be it. Sessions of which it is unknown meet neither. */
  isCurrent?: boolean | null | undefined;
  /** Only sessions of providers of these kinds. */
  kinds?: Array<ProviderKind> | null | undefined;
  /** Only sessions last active in this span of time; mind `lastActivePrecision`. */
  lastActiveAt?: TimeRange | null | undefined;
  /** Only sessions of these providers, by their ids in the configuration. */
  providerIds?: Array<string | number> | null | undefined;
  /** Only sessions in these states. When left out, those that still count, or may; null for all of them, ended ones included. */
  states?: Array<SessionState> | null | undefined;
  /** Only sessions with this text, of 1 to 200 characters, in their name, device, client, system, IP address, place or provider ids; capitals do not matter. Example: "firefox". */
  text?: string | null | undefined;
  /** Only sessions of these users, by `User.id`. Naming users makes `orderBy` and `last` possible. */
  userIds?: Array<string | number> | null | undefined;
};

/** Whether a session still counts, and if not, how it ended. One set of words for all providers; theirs is in `nativeState`. */
export type SessionState =
  /** It was left unused until the provider gave it up (Clerk). */
  | 'ABANDONED'
  /** The person is signed in. */
  | 'ACTIVE'
  /** The person signed out. */
  | 'ENDED'
  /** Its lifetime is over, also where the provider has not noticed yet. */
  | 'EXPIRED'
  /** Signed in, but something is still asked of the person, such as choosing an organization (Clerk). */
  | 'PENDING'
  /** The person signed out and it was removed from the browser or app (Clerk). */
  | 'REMOVED'
  /** Another session took its place in the same browser or app (Clerk). */
  | 'REPLACED'
  /** An administrator, an app or this API ended it. */
  | 'REVOKED'
  /** The provider uses a word that is not known here: see `nativeState`. */
  | 'UNKNOWN';

/** A span of time; give one end or both. The ends themselves are outside. Example: `{ after: "2026-11-01T00:00:00Z" }`. */
export type TimeRange = {
  /** Only moments later than this; no limit when left out. */
  after?: string | null | undefined;
  /** Only moments earlier than this; no limit when left out. */
  before?: string | null | undefined;
};

/** Names a user in exactly one way. Example: `{ email: "jane@example.com" }`. */
export type UserBy =
  {   /** By one of their accounts at a provider. */
  account: AccountRefInput; email?: never; id?: never; }
  |  { account?: never;   /** By an e-mail address that a provider has verified; capitals do not matter. */
  email: string; id?: never; }
  |  { account?: never; email?: never;   /** By their id in the operator's directory. */
  id: string | number; };

/** Why a change was not made, or not wholly. */
export type UserErrorCode =
  /** There is one already, and the call insists on a new one. */
  | 'ALREADY_EXISTS'
  /** The input breaks a rule; `message` and `field` say which. */
  | 'BAD_USER_INPUT'
  /** The provider answered, but not with everything, so sessions there may go on. */
  | 'INCOMPLETE'
  /** Nobody could tell whether the person has an account at the provider, so sessions there may go on. */
  | 'LINK_UNKNOWN'
  /** The provider answered, but not as its API documents. It may or may not have made the change. */
  | 'MALFORMED'
  /** The change was made, but the provider left out the part that `field` names, as the object beside it shows. */
  | 'NOT_APPLIED'
  /** You, or this server at the provider, may not do this. */
  | 'NOT_AUTHORIZED'
  /** What is to be changed is not there, or you may not see it. */
  | 'NOT_FOUND'
  /** The provider's plan or licence lacks this. */
  | 'NOT_LICENSED'
  /** The provider has no such function. */
  | 'NOT_SUPPORTED'
  /** The provider's rate limit is used up; try again later. */
  | 'RATE_LIMITED'
  /** The provider refused the input; the same call cannot succeed. */
  | 'REJECTED'
  /** The provider did not answer in time. It may or may not have made the change. */
  | 'TIMED_OUT'
  /** The change was made, but the token that came of it does not work; `message` says why. */
  | 'TOKEN_UNUSABLE'
  /** There is more than one call looks at or changes; `message` says what is left and whether to call again. */
  | 'TRUNCATED'
  /** The provider could not be reached, or it answered that it cannot serve. It may or may not have made the change. */
  | 'UNAVAILABLE';

export type SessionsOfViewerQueryVariables = Exact<{
  filter: SessionFilter;
  first: number;
  after?: string | null | undefined;
  isFirst: boolean;
}>;


export type SessionsOfViewerQuery = { viewer: { id: string, current?: { nodes: Array<{ id: string, state: SessionState, createdAt: string | null, lastActiveAt: string | null, lastActivePrecision: ActivityPrecision | null, expiresAt: string | null, endedAt: string | null, isCurrent: boolean | null, viewerCanRevoke: boolean, ipAddress: string | null, provider: { id: string, kind: ProviderKind, name: string, capabilities: { endsSessions: boolean } }, location: { city: string | null, country: string | null } | null, device: { id: string, type: DeviceType, model: string | null, client: { name: string | null, version: string | null, fullVersion: string | null } | null, os: { name: string, version: string | null } | null } | null, actor: { subject: string | null } | null } | null> } | null, sessions: { totalCount: number | null, nodes: Array<{ id: string, state: SessionState, createdAt: string | null, lastActiveAt: string | null, lastActivePrecision: ActivityPrecision | null, expiresAt: string | null, endedAt: string | null, isCurrent: boolean | null, viewerCanRevoke: boolean, ipAddress: string | null, provider: { id: string, kind: ProviderKind, name: string, capabilities: { endsSessions: boolean } }, location: { city: string | null, country: string | null } | null, device: { id: string, type: DeviceType, model: string | null, client: { name: string | null, version: string | null, fullVersion: string | null } | null, os: { name: string, version: string | null } | null } | null, actor: { subject: string | null } | null } | null>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, providerReports: Array<{ status: ProviderStatus, complete: boolean, message: string | null, retryAt: string | null, provider: { id: string, kind: ProviderKind, name: string } }> } | null } | null, providers?: Array<{ id: string, kind: ProviderKind, name: string }> };

export type SessionsOfUserQueryVariables = Exact<{
  id: string | number;
  filter: SessionFilter;
  first: number;
  after?: string | null | undefined;
  isFirst: boolean;
}>;


export type SessionsOfUserQuery = { user: { id: string, current?: { nodes: Array<{ id: string, state: SessionState, createdAt: string | null, lastActiveAt: string | null, lastActivePrecision: ActivityPrecision | null, expiresAt: string | null, endedAt: string | null, isCurrent: boolean | null, viewerCanRevoke: boolean, ipAddress: string | null, provider: { id: string, kind: ProviderKind, name: string, capabilities: { endsSessions: boolean } }, location: { city: string | null, country: string | null } | null, device: { id: string, type: DeviceType, model: string | null, client: { name: string | null, version: string | null, fullVersion: string | null } | null, os: { name: string, version: string | null } | null } | null, actor: { subject: string | null } | null } | null> } | null, sessions: { totalCount: number | null, nodes: Array<{ id: string, state: SessionState, createdAt: string | null, lastActiveAt: string | null, lastActivePrecision: ActivityPrecision | null, expiresAt: string | null, endedAt: string | null, isCurrent: boolean | null, viewerCanRevoke: boolean, ipAddress: string | null, provider: { id: string, kind: ProviderKind, name: string, capabilities: { endsSessions: boolean } }, location: { city: string | null, country: string | null } | null, device: { id: string, type: DeviceType, model: string | null, client: { name: string | null, version: string | null, fullVersion: string | null } | null, os: { name: string, version: string | null } | null } | null, actor: { subject: string | null } | null } | null>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, providerReports: Array<{ status: ProviderStatus, complete: boolean, message: string | null, retryAt: string | null, provider: { id: string, kind: ProviderKind, name: string } }> } | null } | null, providers?: Array<{ id: string, kind: ProviderKind, name: string }> };

export type PersonFragment = { id: string, current?: { nodes: Array<{ id: string, state: SessionState, createdAt: string | null, lastActiveAt: string | null, lastActivePrecision: ActivityPrecision | null, expiresAt: string | null, endedAt: string | null, isCurrent: boolean | null, viewerCanRevoke: boolean, ipAddress: string | null, provider: { id: string, kind: ProviderKind, name: string, capabilities: { endsSessions: boolean } }, location: { city: string | null, country: string | null } | null, device: { id: string, type: DeviceType, model: string | null, client: { name: string | null, version: string | null, fullVersion: string | null } | null, os: { name: string, version: string | null } | null } | null, actor: { subject: string | null } | null } | null> } | null, sessions: { totalCount: number | null, nodes: Array<{ id: string, state: SessionState, createdAt: string | null, lastActiveAt: string | null, lastActivePrecision: ActivityPrecision | null, expiresAt: string | null, endedAt: string | null, isCurrent: boolean | null, viewerCanRevoke: boolean, ipAddress: string | null, provider: { id: string, kind: ProviderKind, name: string, capabilities: { endsSessions: boolean } }, location: { city: string | null, country: string | null } | null, device: { id: string, type: DeviceType, model: string | null, client: { name: string | null, version: string | null, fullVersion: string | null } | null, os: { name: string, version: string | null } | null } | null, actor: { subject: string | null } | null } | null>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, providerReports: Array<{ status: ProviderStatus, complete: boolean, message: string | null, retryAt: string | null, provider: { id: string, kind: ProviderKind, name: string } }> } | null };

export type SessionRowFragment = { id: string, state: SessionState, createdAt: string | null, lastActiveAt: string | null, lastActivePrecision: ActivityPrecision | null, expiresAt: string | null, endedAt: string | null, isCurrent: boolean | null, viewerCanRevoke: boolean, ipAddress: string | null, provider: { id: string, kind: ProviderKind, name: string, capabilities: { endsSessions: boolean } }, location: { city: string | null, country: string | null } | null, device: { id: string, type: DeviceType, model: string | null, client: { name: string | null, version: string | null, fullVersion: string | null } | null, os: { name: string, version: string | null } | null } | null, actor: { subject: string | null } | null };

export type ServiceFragment = { id: string, kind: ProviderKind, name: string };

export type DeviceNameFragment = { type: DeviceType, model: string | null, client: { name: string | null, version: string | null, fullVersion: string | null } | null, os: { name: string, version: string | null } | null };

export type ReportFragment = { status: ProviderStatus, complete: boolean, message: string | null, retryAt: string | null, provider: { id: string, kind: ProviderKind, name: string } };

export type SignOutSomeMutationVariables = Exact<{
  input: RevokeSessionsInput;
}>;


export type SignOutSomeMutation = { revokeSessions: { remaining: number | null, results: Array<{ id: string, outcome: RevokeOutcome, retryable: boolean, provider: { id: string, kind: ProviderKind, name: string } | null, session: { id: string, isCurrent: boolean | null, device: { id: string, type: DeviceType, model: string | null, client: { name: string | null, version: string | null, fullVersion: string | null } | null, os: { name: string, version: string | null } | null } | null } | null }>, providerReports: Array<{ status: ProviderStatus, complete: boolean, message: string | null, retryAt: string | null, provider: { id: string, kind: ProviderKind, name: string } }>, userErrors: Array<{ code: UserErrorCode, providerId: string | null, message: string, retryable: boolean }> } | null };

export type SignOutPersonMutationVariables = Exact<{
  input: RevokeUserSessionsInput;
}>;


export type SignOutPersonMutation = { revokeUserSessions: { remaining: number | null, results: Array<{ id: string, outcome: RevokeOutcome, retryable: boolean, provider: { id: string, kind: ProviderKind, name: string } | null, session: { id: string, isCurrent: boolean | null, device: { id: string, type: DeviceType, model: string | null, client: { name: string | null, version: string | null, fullVersion: string | null } | null, os: { name: string, version: string | null } | null } | null } | null }>, providerReports: Array<{ status: ProviderStatus, complete: boolean, message: string | null, retryAt: string | null, provider: { id: string, kind: ProviderKind, name: string } }>, userErrors: Array<{ code: UserErrorCode, providerId: string | null, message: string, retryable: boolean }> } | null };

export type OutcomeFragment = { id: string, outcome: RevokeOutcome, retryable: boolean, provider: { id: string, kind: ProviderKind, name: string } | null, session: { id: string, isCurrent: boolean | null, device: { id: string, type: DeviceType, model: string | null, client: { name: string | null, version: string | null, fullVersion: string | null } | null, os: { name: string, version: string | null } | null } | null } | null };

export type RefusalFragment = { code: UserErrorCode, providerId: string | null, message: string, retryable: boolean };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ServiceFragmentDoc = new TypedDocumentString(`
    fragment Service on Provider {
  id
  kind
  name
}
    `, {"fragmentName":"Service"}) as unknown as TypedDocumentString<ServiceFragment, unknown>;
export const DeviceNameFragmentDoc = new TypedDocumentString(`
    fragment DeviceName on Device {
  type
  model
  client {
    name
    version
    fullVersion
  }
  os {
    name
    version
  }
}
    `, {"fragmentName":"DeviceName"}) as unknown as TypedDocumentString<DeviceNameFragment, unknown>;
export const SessionRowFragmentDoc = new TypedDocumentString(`
    fragment SessionRow on Session {
  id
  state
  createdAt
  lastActiveAt
  lastActivePrecision
  expiresAt
  endedAt
  isCurrent
  viewerCanRevoke
  ipAddress
  provider {
    ...Service
    capabilities {
      endsSessions
    }
  }
  location {
    city
    country
  }
  device {
    id
    ...DeviceName
  }
  actor {
    subject
  }
}
    fragment Service on Provider {
  id
  kind
  name
}
fragment DeviceName on Device {
  type
  model
  client {
    name
    version
    fullVersion
  }
  os {
    name
    version
  }
}`, {"fragmentName":"SessionRow"}) as unknown as TypedDocumentString<SessionRowFragment, unknown>;
export const ReportFragmentDoc = new TypedDocumentString(`
    fragment Report on ProviderReport {
  provider {
    ...Service
  }
  status
  complete
  message
  retryAt
}
    fragment Service on Provider {
  id
  kind
  name
}`, {"fragmentName":"Report"}) as unknown as TypedDocumentString<ReportFragment, unknown>;
export const PersonFragmentDoc = new TypedDocumentString(`
    fragment Person on User {
  id
  current: sessions(
    filter: {isCurrent: true, states: [ACTIVE, PENDING]}
    first: 1
  ) @include(if: $isFirst) {
    nodes {
      ...SessionRow
    }
  }
  sessions(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      ...SessionRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    providerReports {
      ...Report
    }
  }
}
    fragment SessionRow on Session {
  id
  state
  createdAt
  lastActiveAt
  lastActivePrecision
  expiresAt
  endedAt
  isCurrent
  viewerCanRevoke
  ipAddress
  provider {
    ...Service
    capabilities {
      endsSessions
    }
  }
  location {
    city
    country
  }
  device {
    id
    ...DeviceName
  }
  actor {
    subject
  }
}
fragment Service on Provider {
  id
  kind
  name
}
fragment DeviceName on Device {
  type
  model
  client {
    name
    version
    fullVersion
  }
  os {
    name
    version
  }
}
fragment Report on ProviderReport {
  provider {
    ...Service
  }
  status
  complete
  message
  retryAt
}`, {"fragmentName":"Person"}) as unknown as TypedDocumentString<PersonFragment, unknown>;
export const OutcomeFragmentDoc = new TypedDocumentString(`
    fragment Outcome on RevokeResult {
  id
  outcome
  retryable
  provider {
    ...Service
  }
  session {
    id
    isCurrent
    device {
      id
      ...DeviceName
    }
  }
}
    fragment Service on Provider {
  id
  kind
  name
}
fragment DeviceName on Device {
  type
  model
  client {
    name
    version
    fullVersion
  }
  os {
    name
    version
  }
}`, {"fragmentName":"Outcome"}) as unknown as TypedDocumentString<OutcomeFragment, unknown>;
export const RefusalFragmentDoc = new TypedDocumentString(`
    fragment Refusal on UserError {
  code
  providerId
  message
  retryable
}
    `, {"fragmentName":"Refusal"}) as unknown as TypedDocumentString<RefusalFragment, unknown>;
export const SessionsOfViewerDocument = new TypedDocumentString(`
    query SessionsOfViewer($filter: SessionFilter!, $first: Int!, $after: String, $isFirst: Boolean!) {
  viewer {
    ...Person
  }
  providers @include(if: $isFirst) {
    ...Service
  }
}
    fragment Person on User {
  id
  current: sessions(
    filter: {isCurrent: true, states: [ACTIVE, PENDING]}
    first: 1
  ) @include(if: $isFirst) {
    nodes {
      ...SessionRow
    }
  }
  sessions(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      ...SessionRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    providerReports {
      ...Report
    }
  }
}
fragment SessionRow on Session {
  id
  state
  createdAt
  lastActiveAt
  lastActivePrecision
  expiresAt
  endedAt
  isCurrent
  viewerCanRevoke
  ipAddress
  provider {
    ...Service
    capabilities {
      endsSessions
    }
  }
  location {
    city
    country
  }
  device {
    id
    ...DeviceName
  }
  actor {
    subject
  }
}
fragment Service on Provider {
  id
  kind
  name
}
fragment DeviceName on Device {
  type
  model
  client {
    name
    version
    fullVersion
  }
  os {
    name
    version
  }
}
fragment Report on ProviderReport {
  provider {
    ...Service
  }
  status
  complete
  message
  retryAt
}`, {"hash":"sha256:ab9154918249a1606a30f18a52c05a4f2a240e8bf0b693e8866a334ec3795d89"}) as unknown as TypedDocumentString<SessionsOfViewerQuery, SessionsOfViewerQueryVariables>;
export const SessionsOfUserDocument = new TypedDocumentString(`
    query SessionsOfUser($id: ID!, $filter: SessionFilter!, $first: Int!, $after: String, $isFirst: Boolean!) {
  user(by: {id: $id}) {
    ...Person
  }
  providers @include(if: $isFirst) {
    ...Service
  }
}
    fragment Person on User {
  id
  current: sessions(
    filter: {isCurrent: true, states: [ACTIVE, PENDING]}
    first: 1
  ) @include(if: $isFirst) {
    nodes {
      ...SessionRow
    }
  }
  sessions(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      ...SessionRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    providerReports {
      ...Report
    }
  }
}
fragment SessionRow on Session {
  id
  state
  createdAt
  lastActiveAt
  lastActivePrecision
  expiresAt
  endedAt
  isCurrent
  viewerCanRevoke
  ipAddress
  provider {
    ...Service
    capabilities {
      endsSessions
    }
  }
  location {
    city
    country
  }
  device {
    id
    ...DeviceName
  }
  actor {
    subject
  }
}
fragment Service on Provider {
  id
  kind
  name
}
fragment DeviceName on Device {
  type
  model
  client {
    name
    version
    fullVersion
  }
  os {
    name
    version
  }
}
fragment Report on ProviderReport {
  provider {
    ...Service
  }
  status
  complete
  message
  retryAt
}`, {"hash":"sha256:eb30e31de5f1536153df2188155980934687a84c13595b18d12ad23886af7c58"}) as unknown as TypedDocumentString<SessionsOfUserQuery, SessionsOfUserQueryVariables>;
export const SignOutSomeDocument = new TypedDocumentString(`
    mutation SignOutSome($input: RevokeSessionsInput!) {
  revokeSessions(input: $input) {
    results {
      ...Outcome
    }
    remaining
    providerReports {
      ...Report
    }
    userErrors {
      ...Refusal
    }
  }
}
    fragment Service on Provider {
  id
  kind
  name
}
fragment DeviceName on Device {
  type
  model
  client {
    name
    version
    fullVersion
  }
  os {
    name
    version
  }
}
fragment Report on ProviderReport {
  provider {
    ...Service
  }
  status
  complete
  message
  retryAt
}
fragment Outcome on RevokeResult {
  id
  outcome
  retryable
  provider {
    ...Service
  }
  session {
    id
    isCurrent
    device {
      id
      ...DeviceName
    }
  }
}
fragment Refusal on UserError {
  code
  providerId
  message
  retryable
}`, {"hash":"sha256:f32ac37546c381b9ad2a255c6598036aa57ea9683ffa57412e0b9b982d8c5385"}) as unknown as TypedDocumentString<SignOutSomeMutation, SignOutSomeMutationVariables>;
export const SignOutPersonDocument = new TypedDocumentString(`
    mutation SignOutPerson($input: RevokeUserSessionsInput!) {
  revokeUserSessions(input: $input) {
    results {
      ...Outcome
    }
    remaining
    providerReports {
      ...Report
    }
    userErrors {
      ...Refusal
    }
  }
}
    fragment Service on Provider {
  id
  kind
  name
}
fragment DeviceName on Device {
  type
  model
  client {
    name
    version
    fullVersion
  }
  os {
    name
    version
  }
}
fragment Report on ProviderReport {
  provider {
    ...Service
  }
  status
  complete
  message
  retryAt
}
fragment Outcome on RevokeResult {
  id
  outcome
  retryable
  provider {
    ...Service
  }
  session {
    id
    isCurrent
    device {
      id
      ...DeviceName
    }
  }
}
fragment Refusal on UserError {
  code
  providerId
  message
  retryable
}`, {"hash":"sha256:4d11471c7ba9d72a61889219eabaff3f86950cc40ca42479bbf78d2712215468"}) as unknown as TypedDocumentString<SignOutPersonMutation, SignOutPersonMutationVariables>;