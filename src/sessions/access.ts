/**
 * Whose sessions a principal may see and revoke: a signed-in person their own, and with a scope everybody's. What a principal may not see is answered
 * as if it were not there. These checks stand on the things themselves, so that they hold by whatever door a thing is reached; those that
 * reject do so with a `ProviderFailure`, where nobody can tell whose a thing is.
 */
import type { Provider } from '../providers/provider.ts';
import type { SessionRecord } from '../providers/records.ts';
import type { Principal } from './principal.ts';
import type { Linker } from './people/link.ts';
import type { Account, ClientSession, User } from './session.ts';

/** What a row says of its owner. */
interface Owned {
  readonly provider: Provider;
  readonly record: Pick<SessionRecord, 'accountId'>;
  /** The person it was read for. */
  readonly user: User | null;
}

export interface Access {
  /**
   * Whether a session of the account may be for the principal's eyes. Asked before anything is read, or the time that an answer takes, and the
   * calls it counts, would tell what is there from what is not.
   */
  reachesSession(provider: Provider, accountId: string | null): Promise<boolean>;
  reachesClientSession(provider: Provider): Promise<boolean>;
  /** Whether any user may be looked up. */
  readonly seesAnyUser: boolean;
  seesUser(user: User): boolean;
  seesAccount(account: Account): boolean | Promise<boolean>;
  seesSession(session: Owned): boolean | Promise<boolean>;
  seesClientSession(clientSession: ClientSession): boolean | Promise<boolean>;
  /** Whether client sessions of any user may be listed. */
  readonly listsClientSessions: boolean;
  /** Whether sessions of any user may be listed. */
  readonly listsSessions: boolean;
  /** Whether what failures say of the configuration is for the principal's eyes. */
  readonly readsOperatorMessages: boolean;
  /** Whether sessions of any user may be revoked. */
  readonly revokesAny: boolean;
  mayRevoke(session: Owned): boolean | Promise<boolean>;
}

export function createAccess(principal: Principal, linker: Linker): Access {
  const { viewer, scopes } = principal;
  const readsAny = scopes.has('sessions:read:any');
  // The answer shows what was revoked, so seeing sessions goes with revoking them.
  const revokesAny = readsAny && scopes.has('sessions:revoke:any');
  const seesAnyUser = readsAny || scopes.has('users:read:any');
  const readsAnyClientSession = readsAny || scopes.has('client-sessions:read');
  // Whoever may make and change them is shown what they made.
  const seesAnyClientSession = readsAnyClientSession || scopes.has('client-sessions:write');

  const isViewer = (user: User | null) => user !== null && user.id === viewer?.id;

  /** A row read for the viewer is theirs; of any other, their linked accounts decide. */
  function owns({ provider, record, user }: Owned): boolean | Promise<boolean> {
    if (viewer === null || record.accountId === null) return false;
    return isViewer(user) || linker.ownsAccount(viewer, provider, record.accountId);
  }

  /** The id of a client session does not name its account, so all that can be told before is whether the viewer has one there. */
  async function mayOwn(provider: Provider, accountId: string | null): Promise<boolean> {
    if (viewer === null) return false;
    if (provider.clientSessions !== undefined) return linker.hasAccount(viewer, provider);
    return accountId !== null && linker.ownsAccount(viewer, provider, accountId);
  }

  return {
    reachesSession: async (provider, accountId) =>
      readsAny ||
      (readsAnyClientSession && provider.clientSessions !== undefined) ||
      mayOwn(provider, accountId),
    reachesClientSession: async (provider) => seesAnyClientSession || mayOwn(provider, null),
    seesAnyUser,
    seesUser: (user) => seesAnyUser || isViewer(user),
    seesAccount: ({ provider, record }) =>
      seesAnyUser || (viewer !== null && linker.ownsAccount(viewer, provider, record.nativeId)),
    seesSession: (session) =>
      readsAny || (readsAnyClientSession && session.provider.clientSessions !== undefined) || owns(session),
    seesClientSession: ({ provider, record }) =>
      seesAnyClientSession ||
      owns({
        provider,
        record: provider.clientSessions?.toSession(record) ?? { accountId: null },
        user: null,
      }),
    listsClientSessions: readsAnyClientSession,
    listsSessions: readsAny,
    readsOperatorMessages: readsAny,
    revokesAny,
    mayRevoke: (session) => revokesAny || owns(session),
  };
}
