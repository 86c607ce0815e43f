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

/** Which client sessions are meant; Seam itself filters by these. A client session must meet every condition given. Example: `{ userIdentifierKey: "jane_doe" }`, or `{ connectWebviewId: null }` for those without any Connect Webview. */
export type ClientSessionFilter = {
  /** Only the one with this id of Seam's, that is, this `nativeId`. */
  clientSessionId?: string | number | null | undefined;
  /** Only those that may use this Connect Webview. An explicit null: only those without any. Left out: either. */
  connectWebviewId?: string | number | null | undefined;
  /** Only those of this user, by your own id for them. */
  userIdentifierKey?: string | null | undefined;
  /** Only those of this Seam user identity. An explicit null: only those without one. Left out: either. */
  userIdentityId?: string | number | null | undefined;
  /** True: only those without a user identifier key. */
  withoutUserIdentifierKey?: boolean | null | undefined;
};

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

/** What the client session is to be. A field left out, or null, is not sent to Seam. Example: `{ userIdentifierKey: "jane_doe", connectedAccountIds: ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"], expiresAt: "2026-12-01T00:00:00Z" }`. */
export type GetOrCreateClientSessionInput = {
  /** The Connect Webviews the session may use. On an existing session the list replaces what it had and adds nothing to it: give all that it is to keep. Left out, it stays as it is. */
  connectWebviewIds?: Array<string | number> | null | undefined;
  /** The connected accounts whose devices the session may control. On an existing session the list replaces what it had and adds nothing to it: give all that it is to keep. Left out, it stays as it is. */
  connectedAccountIds?: Array<string | number> | null | undefined;
  /** When the token is to stop working; an existing session gets this as its new expiry. Left out, Seam chooses for a new session and keeps an existing one's. Example: "2026-12-01T00:00:00Z". */
  expiresAt?: string | null | undefined;
  /** The Seam provider, by its id in the configuration; may be left out where only one is configured. */
  providerId?: string | number | null | undefined;
  /** Your own id for the user, by which an existing client session is found. Choose one that cannot be guessed, no e-mail address or phone number. Example: "jane_doe". */
  userIdentifierKey?: string | null | undefined;
  /** The Seam user identity the session is for: a `UserIdentity.nativeId`. */
  userIdentityId?: string | number | null | undefined;
  /**
   * The same as a list, which must hold exactly one id. Not together with `userIdentityId`.
   * @deprecated Seam deprecated it. Use `userIdentityId`.
   */
  userIdentityIds?: Array<string | number> | null | undefined;
};

/** Which end of a list comes first. Rows without a value come last in both directions. */
export type OrderDirection =
  /** Earliest first. */
  | 'ASC'
  /** Latest first. */
  | 'DESC';

/** How bad a problem is that Seam reports. */
export type ProblemSeverity =
  /** It keeps the resource from working. */
  | 'ERROR'
  /** The resource works, but not quite as it should. */
  | 'WARNING';

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

/** What you may do beyond reading and revoking your own sessions. API keys and tokens carry scopes. */
export type Scope =
  /** Read all Seam client sessions and what they control (`client-sessions:read`). */
  | 'CLIENT_SESSIONS_READ'
  /** Create, change, revoke and delete Seam client sessions, and read those one can name (`client-sessions:write`). */
  | 'CLIENT_SESSIONS_WRITE'
  /** Read anybody's sessions and devices, and with them whatever `users:read:any` and `client-sessions:read` let read (`sessions:read:any`). */
  | 'SESSIONS_READ_ANY'
  /** Revoke anybody's sessions; takes `sessions:read:any` as well, since one revokes what one sees (`sessions:revoke:any`). */
  | 'SESSIONS_REVOKE_ANY'
  /** Look up any user and their accounts (`users:read:any`). */
  | 'USERS_READ_ANY';

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

/** The order of sessions; equal moments are ordered by id. Without it the latest activity comes first. Example: `{ field: CREATED_AT, direction: DESC }`. */
export type SessionOrder = {
  /** Which end comes first. */
  direction: OrderDirection;
  /** What to order by. */
  field: SessionOrderField;
};

/** What sessions can be ordered by. */
export type SessionOrderField =
  /** By `createdAt`, the sign-in. */
  | 'CREATED_AT'
  /** By `expiresAt`, the end to come. */
  | 'EXPIRES_AT'
  /** By `lastActiveAt`, the latest activity. */
  | 'LAST_ACTIVE_AT';

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

export type ClientSessionsQueryVariables = Exact<{
  filter?: ClientSessionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ClientSessionsQuery = { clientSessions: { nodes: Array<{ id: string, userIdentifierKey: string | null, state: SessionState, expiresAt: string | null, userIdentity: { displayName: string | null, phoneNumber: string | null } | null, connectedAccounts: Array<{ accountType: string | null, displayName: string | null, problems: Array<{ message: string | null }> }> | null, connectedDevices: { totalCount: number | null, nodes: Array<{ displayName: string | null, deviceType: string | null, model: string | null, locationName: string | null, online: boolean | null, locked: boolean | null, batteryLevel: number | null, deviceProvider: { displayName: string } | null, thermostat: { temperatureCelsius: number | null, hvacMode: string | null, isHeating: boolean | null } | null, keypad: { isAccessoryConnected: boolean | null, batteryLevel: number | null } | null, customMetadata: Array<{ key: string, text: string | null, flag: boolean | null }>, problems: Array<{ code: string, severity: ProblemSeverity }> } | null> } | null, session: { id: string, displayName: string, user: { id: string } | null } | null } | null>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type EverybodyQueryVariables = Exact<{
  filter?: SessionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type EverybodyQuery = { sessions: { nodes: Array<{ id: string, displayName: string, lastActiveAt: string | null, ipAddress: string | null, user: { id: string } | null, provider: { id: string } } | null>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, providerReports: Array<{ status: ProviderStatus, message: string | null, provider: { id: string } }> } | null };

export type MakeClientSessionMutationVariables = Exact<{
  input: GetOrCreateClientSessionInput;
}>;


export type MakeClientSessionMutation = { getOrCreateClientSession: { token: string | null, clientSession: { id: string, userIdentifierKey: string | null, expiresAt: string | null, connectedDevices: { nodes: Array<{ displayName: string | null, locationName: string | null } | null> } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean }> } | null };

export type MyDevicesQueryVariables = Exact<{ [key: string]: never; }>;


export type MyDevicesQuery = { permissions: Array<Scope>, viewer: { id: string, email: string | null, sessions: { nodes: Array<{ id: string, displayName: string, isCurrent: boolean | null, viewerCanRevoke: boolean, provider: { name: string } } | null> } | null } | null, somebodyElse: { id: string } | null };

export type NextPageQueryVariables = Exact<{
  user: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type NextPageQuery = { user: { sessions: { totalCount: number | null, nodes: Array<{ id: string, displayName: string, state: SessionState, lastActiveAt: string | null, provider: { id: string } } | null>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type OnePersonQueryVariables = Exact<{
  by: UserBy;
  filter?: SessionFilter | null | undefined;
  orderBy?: SessionOrder | null | undefined;
}>;


export type OnePersonQuery = { user: { id: string, name: string | null, nameFrom: { provider: { id: string } } | null, accounts: Array<{ nativeId: string, displayName: string | null, provider: { id: string, kind: ProviderKind } }>, sessions: { totalCount: number | null, nodes: Array<{ id: string, displayName: string, state: SessionState, nativeState: string | null, createdAt: string | null, lastActiveAt: string | null, expiresAt: string | null, ipAddress: string | null, actor: { subject: string | null } | null, details:
          | { __typename: 'ClerkSession', clientId: string | null, tasks: Array<string> }
          | { __typename: 'ClientSession', userIdentifierKey: string | null, deviceCount: number | null }
          | { __typename: 'RocketChatSession', username: string | null, deviceName: string | null, osName: string | null }
          | { __typename: 'ZendeskSession', authenticatedAt: string | null, lastSeenAt: string | null }
         | null } | null> } | null } | null };

export type PreviewRevokeFromAddressMutationVariables = Exact<{
  input: RevokeSessionsInput;
}>;


export type PreviewRevokeFromAddressMutation = { revokeSessions: { processedCount: number, remaining: number | null, results: Array<{ outcome: RevokeOutcome, session: { displayName: string, ipAddress: string | null, lastActiveAt: string | null, user: { id: string } | null } | null }>, userErrors: Array<{ code: UserErrorCode, message: string }> } | null };

export type PreviewSignOutEverywhereMutationVariables = Exact<{
  input: RevokeUserSessionsInput;
}>;


export type PreviewSignOutEverywhereMutation = { revokeUserSessions: { processedCount: number, results: Array<{ id: string, outcome: RevokeOutcome, message: string | null, retryable: boolean, session: { displayName: string, state: SessionState } | null, provider: { id: string } | null }>, providerReports: Array<{ status: ProviderStatus, message: string | null, provider: { id: string } }>, userErrors: Array<{ code: UserErrorCode, message: string }> } | null };

export type WhoDidNotAnswerQueryVariables = Exact<{
  user: string | number;
}>;


export type WhoDidNotAnswerQuery = { user: { sessions: { providerReports: Array<{ status: ProviderStatus, complete: boolean, message: string | null, operatorMessage: string | null, retryAt: string | null, observedAt: string | null, provider: { id: string, name: string } }>, nodes: Array<{ displayName: string, provider: { id: string } } | null> } | null } | null };

export type YourDevicesQueryVariables = Exact<{
  user: string | number;
}>;


export type YourDevicesQuery = { user: { id: string, email: string | null, devices: { nodes: Array<{ id: string, name: string, type: DeviceType, lastActiveAt: string | null, isCurrent: boolean | null, sessions: { nodes: Array<{ id: string, state: SessionState, ipAddress: string | null, viewerCanRevoke: boolean, provider: { name: string }, location: { city: string | null, country: string | null } | null } | null> } | null } | null> } | null, sessions: { nodes: Array<{ id: string, displayName: string, lastActiveAt: string | null, lastActivePrecision: ActivityPrecision | null, provider: { name: string } } | null> } | null } | null };

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

export const ClientSessionsDocument = new TypedDocumentString(`
    query ClientSessions($filter: ClientSessionFilter, $first: Int, $after: String) {
  clientSessions(filter: $filter, first: $first, after: $after) {
    nodes {
      id
      userIdentifierKey
      state
      expiresAt
      userIdentity {
        displayName
        phoneNumber
      }
      connectedAccounts {
        accountType
        displayName
        problems {
          message
        }
      }
      connectedDevices(first: 10) {
        totalCount
        nodes {
          displayName
          deviceType
          deviceProvider {
            displayName
          }
          model
          locationName
          online
          locked
          batteryLevel
          thermostat {
            temperatureCelsius
            hvacMode
            isHeating
          }
          keypad {
            isAccessoryConnected
            batteryLevel
          }
          customMetadata {
            key
            text
            flag
          }
          problems {
            code
            severity
          }
        }
      }
      session {
        id
        displayName
        user {
          id
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:41760b5befe753b1490ff4fa2936e0d7eaaee4cca9cd4c2de6b0d264eb418eb2"}) as unknown as TypedDocumentString<ClientSessionsQuery, ClientSessionsQueryVariables>;
export const EverybodyDocument = new TypedDocumentString(`
    query Everybody($filter: SessionFilter, $first: Int, $after: String) {
  sessions(filter: $filter, first: $first, after: $after) {
    nodes {
      id
      user {
        id
      }
      displayName
      provider {
        id
      }
      lastActiveAt
      ipAddress
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    providerReports {
      provider {
        id
      }
      status
      message
    }
  }
}
    `, {"hash":"sha256:e3e8a67c1d84cc6354a6c087672d7c08f937aa95812ddc4e486149290ab4a823"}) as unknown as TypedDocumentString<EverybodyQuery, EverybodyQueryVariables>;
export const MakeClientSessionDocument = new TypedDocumentString(`
    mutation MakeClientSession($input: GetOrCreateClientSessionInput!) {
  getOrCreateClientSession(input: $input) {
    clientSession {
      id
      userIdentifierKey
      expiresAt
      connectedDevices(first: 5) {
        nodes {
          displayName
          locationName
        }
      }
    }
    token
    userErrors {
      code
      message
      field
      retryable
    }
  }
}
    `, {"hash":"sha256:c7fb72f9c3a4b836b8ade06fcd302bc461638e228f9a181cd7b278584c67e44b"}) as unknown as TypedDocumentString<MakeClientSessionMutation, MakeClientSessionMutationVariables>;
export const MyDevicesDocument = new TypedDocumentString(`
    query MyDevices {
  viewer {
    id
    email
    sessions {
      nodes {
        id
        displayName
        provider {
          name
        }
        isCurrent
        viewerCanRevoke
      }
    }
  }
  permissions
  somebodyElse: user(by: {id: "tomas.verbruggen"}) {
    id
  }
}
    `, {"hash":"sha256:a14e9df229cb93f394bf61449f69f887c04736ef6c571cf49a1bdbb29f20ace2"}) as unknown as TypedDocumentString<MyDevicesQuery, MyDevicesQueryVariables>;
export const NextPageDocument = new TypedDocumentString(`
    query NextPage($user: ID!, $first: Int, $after: String) {
  user(by: {id: $user}) {
    sessions(first: $first, after: $after) {
      totalCount
      nodes {
        id
        displayName
        state
        lastActiveAt
        provider {
          id
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:5ff54c53604f9dd5ad7aeeef329c5a0cf63774dc49bd45a27a6d8196edaec30a"}) as unknown as TypedDocumentString<NextPageQuery, NextPageQueryVariables>;
export const OnePersonDocument = new TypedDocumentString(`
    query OnePerson($by: UserBy!, $filter: SessionFilter, $orderBy: SessionOrder) {
  user(by: $by) {
    id
    name
    nameFrom {
      provider {
        id
      }
    }
    accounts {
      provider {
        id
        kind
      }
      nativeId
      displayName
    }
    sessions(filter: $filter, orderBy: $orderBy, first: 50) {
      totalCount
      nodes {
        id
        displayName
        state
        nativeState
        createdAt
        lastActiveAt
        expiresAt
        ipAddress
        actor {
          subject
        }
        details {
          __typename
          ... on ClerkSession {
            clientId
            tasks
          }
          ... on RocketChatSession {
            username
            deviceName
            osName
          }
          ... on ZendeskSession {
            authenticatedAt
            lastSeenAt
          }
          ... on ClientSession {
            userIdentifierKey
            deviceCount
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:4b55bc298fb722fab6b7b3fe149a4fc293a7c3c8194b5f6a1cfb920605f94949"}) as unknown as TypedDocumentString<OnePersonQuery, OnePersonQueryVariables>;
export const PreviewRevokeFromAddressDocument = new TypedDocumentString(`
    mutation PreviewRevokeFromAddress($input: RevokeSessionsInput!) {
  revokeSessions(input: $input) {
    processedCount
    remaining
    results {
      outcome
      session {
        displayName
        ipAddress
        lastActiveAt
        user {
          id
        }
      }
    }
    userErrors {
      code
      message
    }
  }
}
    `, {"hash":"sha256:71f62f34bd9adfdbcb91a9b0f647d606b081891ccc9a4255c8035d9f616c239f"}) as unknown as TypedDocumentString<PreviewRevokeFromAddressMutation, PreviewRevokeFromAddressMutationVariables>;
export const PreviewSignOutEverywhereDocument = new TypedDocumentString(`
    mutation PreviewSignOutEverywhere($input: RevokeUserSessionsInput!) {
  revokeUserSessions(input: $input) {
    processedCount
    results {
      id
      session {
        displayName
        state
      }
      provider {
        id
      }
      outcome
      message
      retryable
    }
    providerReports {
      provider {
        id
      }
      status
      message
    }
    userErrors {
      code
      message
    }
  }
}
    `, {"hash":"sha256:b77fa39dbe3c1e120072f9bb09ed673933a408434fca60878de3061de1878aa9"}) as unknown as TypedDocumentString<PreviewSignOutEverywhereMutation, PreviewSignOutEverywhereMutationVariables>;
export const WhoDidNotAnswerDocument = new TypedDocumentString(`
    query WhoDidNotAnswer($user: ID!) {
  user(by: {id: $user}) {
    sessions(first: 10) {
      providerReports {
        provider {
          id
          name
        }
        status
        complete
        message
        operatorMessage
        retryAt
        observedAt
      }
      nodes {
        displayName
        provider {
          id
        }
      }
    }
  }
}
    `, {"hash":"sha256:6ff1d4c1194dedfed0e7a17312909fe310fd17afb5d1f7c918b7aee0f7804ad8"}) as unknown as TypedDocumentString<WhoDidNotAnswerQuery, WhoDidNotAnswerQueryVariables>;
export const YourDevicesDocument = new TypedDocumentString(`
    query YourDevices($user: ID!) {
  user(by: {id: $user}) {
    id
    email
    devices(first: 20) {
      nodes {
        id
        name
        type
        lastActiveAt
        isCurrent
        sessions(first: 5) {
          nodes {
            id
            provider {
              name
            }
            state
            ipAddress
            location {
              city
              country
            }
            viewerCanRevoke
          }
        }
      }
    }
    sessions(first: 20) {
      nodes {
        id
        displayName
        provider {
          name
        }
        lastActiveAt
        lastActivePrecision
      }
    }
  }
}
    `, {"hash":"sha256:9b8d24a20d14ebaa4e1eac10ac1e69cfe6b437d688d3f893a3d4adc4a0709513"}) as unknown as TypedDocumentString<YourDevicesQuery, YourDevicesQueryVariables>;