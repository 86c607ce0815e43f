/** Binds everything the graph may ask for to one request; each answer is made in the file that knows how. */
import { AccessError } from './access-error.ts';
import { deleteClientSession, revokeClientSession } from './client-session-changes/end.ts';
import { grantClientSessionAccess } from './client-session-changes/grant-access.ts';
import { createClientSession, getOrCreateClientSession } from './client-session-changes/make.ts';
import {
  clientSessionsOfUser,
  connectedDevicesOf,
  listClientSessions,
  toClientSession,
} from './client-sessions.ts';
import { devicesOfUser, findDevice, pageOfDevice } from './devices.ts';
import type { RevokeContext } from './revoke/context.ts';
import { viewerCanRevoke } from './revoke/may-revoke.ts';
import { revokeOtherSessions } from './revoke/revoke-other-sessions.ts';
import { revokeSession } from './revoke/revoke-session.ts';
import { revokeSessions } from './revoke/revoke-sessions.ts';
import { revokeUserSessions } from './revoke/revoke-user-sessions.ts';
import { providerNamed } from './filter.ts';
import { decodeId, sessionIdOf } from './id.ts';
import { InputError } from './input-error.ts';
import { listSessions, type SessionQuery } from './list.ts';
import { clientSessionsOf } from './loaders.ts';
import type { ProviderReads } from './reads.ts';
import type { RequestContext } from './request-context.ts';
import type { RequestSessions } from './request-sessions.ts';
import type { Session, User } from './session.ts';
import { createUserFinder, withAddressesOf } from './users.ts';

export function bindRequest(context: RequestContext): RequestSessions {
  const { service, principal, linker, access, reads: requestReads, devices } = context;
  const users = createUserFinder(service.providers, principal, linker);
  const { all } = requestReads;
  const ofClientSessions = all.filter(({ provider }) => provider.clientSessions !== undefined);

  function readsFor(providerId: string): ProviderReads | null {
    return all.find(({ provider }) => provider.id === providerId) ?? null;
  }

  function seamNamed(providerId: string): ProviderReads {
    const provider = providerNamed(providerId, service.providers);
    if (provider.clientSessions === undefined) {
      throw new InputError('UNKNOWN_PROVIDER', `${provider.name} has no client sessions; only Seam has.`);
    }
    return requestReads.of(provider);
  }

  async function findSession(id: string): Promise<Session | null> {
    const { providerId, ref } = decodeId(id, 'Session');
    const reads = readsFor(providerId);
    if (reads === null || !(await access.reachesSession(reads.provider, ref.accountId))) return null;
    const { provider } = reads;
    const record = await reads.session(ref);
    if (record === null) return null;
    // An id names a session together with its account: one that was put together by hand names nothing.
    if (sessionIdOf(provider, record) !== id) return null;
    const session: Session = { id, provider, record, user: null };
    return (await access.seesSession(session)) ? session : null;
  }

  async function list(query: SessionQuery) {
    const answer = await listSessions({ ...query, ...whose(query) }, { all, linker, isCurrent });
    devices.learn(answer.gathered);
    return answer.connection;
  }

  /** Without the scope a list is the viewer's own, whatever else it is narrowed by. */
  function whose({ users: named }: SessionQuery): Pick<SessionQuery, 'users'> {
    if (access.listsSessions) return named === undefined ? {} : { users: named };
    if (principal.viewer === null) throw othersSessions();
    for (const user of named ?? []) requireListing(user, false);
    // As they were named: a gateway may know addresses that the viewer's token does not tell.
    return { users: named ?? [principal.viewer] };
  }

  /** @param anyone whether the asker may list it of everybody. */
  function requireListing(user: User, anyone: boolean): void {
    if (!anyone && user.id !== principal.viewer?.id) throw othersSessions();
  }

  function isCurrent({ provider, record }: Session): boolean | null {
    if (record.isOwnCredentials === true) return true;
    if (!provider.capabilities.tellsCurrent || principal.currentSessionId === null) return null;
    return record.nativeId === principal.currentSessionId;
  }

  const revoking: RevokeContext = { ...context, findSession, findUser: users.find, list, isCurrent };
  const changing = { shared: service, asker: principal, readAnew: requestReads.invalidate };

  return {
    providers: service.providers,
    viewer: principal.viewer,
    findUser: users.find,
    userOfGateway: (named) => (access.seesUser(named) ? withAddressesOf(principal.viewer, named) : null),
    findUsers: (ids) => Promise.all(ids.map((id) => users.find({ id }))),
    accountsOf: async (user) => (await linker.accountsOf(user)).accounts,
    accountReportsOf: async (user) => (await linker.accountsOf(user)).reports,
    emailOf: users.emailOf,

    sessions: list,
    findSession,
    async userOf({ user, provider, record }) {
      if (user !== null || record.accountId === null) return user;
      const owner = await linker.userOfAccount(provider, record.accountId);
      return owner !== null && access.seesUser(owner) ? owner : null;
    },
    async accountOf({ provider, record }) {
      if (record.accountId === null) return null;
      const [account] = await requestReads.of(provider).accounts('nativeId', record.accountId);
      return account === undefined ? null : { provider, record: account };
    },
    access,
    isCurrent,
    viewerCanRevoke: (session) => viewerCanRevoke(context, session),
    deviceOf: devices.of,

    async devicesOf(user, page) {
      requireListing(user, access.listsSessions);
      return devicesOfUser(user, all, linker, page);
    },
    async findDevice(id) {
      const { providerId, ref } = decodeId(id, 'Device');
      const reads = readsFor(providerId);
      if (reads === null || !(await access.reachesSession(reads.provider, ref.accountId))) return null;
      const device = await findDevice(id, reads);
      if (device === null) return null;
      return (await access.seesSession(device.sessions[0])) ? device : null;
    },
    sessionsOf: (device, page) => pageOfDevice(device, requestReads.of(device.provider), page),

    async clientSessions({ providerId, filter, page }) {
      const asked = providerId === undefined ? ofClientSessions : [seamNamed(providerId)];
      if (!access.listsClientSessions) {
        throw new AccessError(
          'FORBIDDEN',
          'Listing client sessions takes the scope client-sessions:read. Your own are at viewer.clientSessions.',
        );
      }
      return listClientSessions(asked, filter ?? {}, page);
    },
    async clientSessionsOf(user, page) {
      requireListing(user, access.listsClientSessions);
      return clientSessionsOfUser(user, ofClientSessions, linker, page);
    },
    async findClientSession(id) {
      const { providerId, ref } = decodeId(id, 'ClientSession');
      const reads = readsFor(providerId);
      if (reads?.provider.clientSessions === undefined) return null;
      if (!(await access.reachesClientSession(reads.provider))) return null;
      const record = await reads.session(ref);
      if (record?.details.kind !== 'seam') return null;
      const clientSession = toClientSession(reads.provider, record.details);
      return (await access.seesClientSession(clientSession)) ? clientSession : null;
    },
    sessionOf({ provider, record }) {
      const session = clientSessionsOf(provider).toSession(record);
      return { id: sessionIdOf(provider, session), provider, record: session, user: null };
    },
    clientSessionOf: ({ provider, record: { details } }) =>
      details.kind === 'seam' ? toClientSession(provider, details) : null,

    connectedDevices: (clientSession, page) =>
      connectedDevicesOf(clientSession, requestReads.of(clientSession.provider), page),
    connectedAccounts: ({ provider, record }) =>
      present(record.connectedAccountIds, (id) => requestReads.of(provider).connectedAccount(id)),
    connectWebviews: ({ provider, record }) =>
      present(record.connectWebviewIds, (id) => requestReads.of(provider).connectWebview(id)),
    async userIdentity({ provider, record }) {
      return record.userIdentityId === null
        ? null
        : requestReads.of(provider).userIdentity(record.userIdentityId);
    },

    getOrCreateClientSession: (providerId, input) => getOrCreateClientSession(providerId, input, changing),
    createClientSession: (providerId, input) => createClientSession(providerId, input, changing),
    grantClientSessionAccess: (grant) => grantClientSessionAccess(grant, changing),
    revokeClientSession: (id, why) => revokeClientSession(id, why, changing),
    deleteClientSession: (id, why) => deleteClientSession(id, why, changing),
    revokeSession: (id, wish) => revokeSession(revoking, id, wish),
    revokeSessions: (wanted) => revokeSessions(revoking, wanted),
    revokeOtherSessions: (wish) => revokeOtherSessions(revoking, wish),
    revokeUserSessions: (wanted) => revokeUserSessions(revoking, wanted),
  };
}

function othersSessions(): AccessError {
  return new AccessError(
    'FORBIDDEN',
    "Other people's sessions take the scope sessions:read:any, or client-sessions:read for client sessions.",
  );
}

/** The records that are there, in the order of the ids. */
async function present<Value>(
  ids: readonly string[],
  read: (id: string) => Promise<Value | null>,
): Promise<readonly Value[]> {
  const records = await Promise.all(ids.map(read));
  return records.filter((record) => record !== null);
}
