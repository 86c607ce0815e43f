/** Everything the graph may ask for, bound to one request: its asker, its abort signal, its loaders. */
import type {
  ClientSessionInput,
  ClientSessionQuery,
  ConnectedAccountRecord,
  ConnectedDeviceRecord,
  ConnectWebviewRecord,
  UserIdentityRecord,
} from '../providers/client-sessions-api.ts';
import type { Provider } from '../providers/provider.ts';
import type { Access } from './access.ts';
import type { GrantAccess } from './client-session-changes/grant-access.ts';
import type { CreatedSession, CreateInput } from './client-session-changes/make.ts';
import type { Connection } from './connection.ts';
import type { Revocation } from './revoke/result.ts';
import type { RevokeOptions } from './revoke/revoke-selected.ts';
import type { RevokeSessions } from './revoke/revoke-sessions.ts';
import type { RevokeUserSessions } from './revoke/revoke-user-sessions.ts';
import type { Why } from './revoke/why.ts';
import type { PageArguments, SessionFilter, SessionOrder, UserBy } from './query.ts';
import type { ProviderReport } from './report.ts';
import type { Account, ClientSession, Device, Session, User } from './session.ts';
import type { Changed } from './user-error.ts';

export interface RequestSessions {
  readonly providers: readonly Provider[];
  readonly viewer: User | null;

  /** Null where nobody is known by that; rejects with an `InputError` for an unknown provider or an address that cannot name anybody. */
  findUser(by: UserBy): Promise<User | null>;
  /** In the order asked, null where nobody is known by that id. */
  findUsers(ids: readonly string[]): Promise<readonly (User | null)[]>;
  /** The person that a federation gateway names, with the addresses it vouches for; null where the asker may not see them. */
  userOfGateway(named: User): User | null;
  accountsOf(user: User): Promise<readonly Account[]>;
  /** What each provider said when asked for the user's accounts. */
  accountReportsOf(user: User): Promise<readonly ProviderReport[]>;
  /** An address to show: one known for this request, else one from an account. */
  emailOf(user: User): Promise<string | null>;

  /** The one list. Users named (by `users`, `filter.userIds`, `filter.accounts`): merged and ordered; nobody named: streamed. */
  sessions(query: {
    readonly users?: readonly User[];
    readonly filter?: SessionFilter | undefined;
    readonly order?: SessionOrder | undefined;
    readonly page: PageArguments;
  }): Promise<Connection<Session>>;
  /** Null where it is not there. Rejects with an `InputError` for a malformed id or one of another type. */
  findSession(id: string): Promise<Session | null>;
  userOf(session: Session): Promise<User | null>;
  accountOf(session: Session): Promise<Account | null>;
  /** Null: this provider cannot tell. */
  isCurrent(session: Session): boolean | null;
  viewerCanRevoke(session: Session): boolean | Promise<boolean>;
  /** What the asker may see; the graph asks it for every object it shows. */
  readonly access: Access;
  /** Null where the provider says nothing of a device. */
  deviceOf(session: Session): Device | null;

  devicesOf(user: User, page: PageArguments): Promise<Connection<Device>>;
  findDevice(id: string): Promise<Device | null>;
  /** All sessions of the device, also those that were not read with it. */
  sessionsOf(device: Device, page: PageArguments): Promise<Connection<Session>>;

  clientSessions(query: {
    readonly providerId?: string | undefined;
    readonly filter?: ClientSessionQuery | undefined;
    readonly page: PageArguments;
  }): Promise<Connection<ClientSession>>;
  clientSessionsOf(user: User, page: PageArguments): Promise<Connection<ClientSession>>;
  findClientSession(id: string): Promise<ClientSession | null>;
  /** The client session as an entry of the one list. */
  sessionOf(clientSession: ClientSession): Session;
  /** The client session behind a Seam session of the one list. */
  clientSessionOf(session: Session): ClientSession | null;

  connectedDevices(
    clientSession: ClientSession,
    page: PageArguments,
  ): Promise<Connection<ConnectedDeviceRecord>>;
  connectedAccounts(clientSession: ClientSession): Promise<readonly ConnectedAccountRecord[]>;
  connectWebviews(clientSession: ClientSession): Promise<readonly ConnectWebviewRecord[]>;
  userIdentity(clientSession: ClientSession): Promise<UserIdentityRecord | null>;

  getOrCreateClientSession(
    providerId: string | undefined,
    input: ClientSessionInput,
  ): Promise<Changed<CreatedSession>>;
  createClientSession(providerId: string | undefined, input: CreateInput): Promise<Changed<CreatedSession>>;
  grantClientSessionAccess(grant: GrantAccess): Promise<Changed<ClientSession>>;
  revokeClientSession(id: string, why: Why): Promise<Changed<ClientSession>>;
  /** The id of what was deleted. */
  deleteClientSession(id: string, why: Why): Promise<Changed<string>>;

  revokeSession(id: string, wish: RevokeOptions): Promise<Revocation>;
  revokeSessions(wanted: RevokeSessions): Promise<Revocation>;
  revokeOtherSessions(wish: Omit<RevokeOptions, 'includeCurrent'>): Promise<Revocation>;
  revokeUserSessions(wanted: RevokeUserSessions): Promise<Revocation>;
}
