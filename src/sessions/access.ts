/**
 * Whose sessions an asker may see and end: a signed-in person their own, and with a scope everybody's. What an asker may not see is answered
 * as if it were not there. These checks stand on the things themselves, so that they hold by whatever door a thing is reached.
 */
import type { Provider } from '../providers/provider.ts';
import type { SessionRecord } from '../providers/records.ts';
import type { Asker } from './asker.ts';
import type { Linker } from './link.ts';
import type { Account, ClientSession, User } from './session.ts';

/** What a row says of its owner. */
interface Owned {
  readonly provider: Provider;
  readonly record: Pick<SessionRecord, 'accountId'>;
  /** The person it was read for. */
  readonly user: User | null;
}

export interface Access {
  seesUser(user: User): boolean;
  seesAccount(account: Account): boolean | Promise<boolean>;
  seesSession(session: Owned): boolean | Promise<boolean>;
  seesClientSession(clientSession: ClientSession): boolean | Promise<boolean>;
  /** Whether client sessions may be listed whosever they are. */
  readonly listsClientSessions: boolean;
  /** Whether sessions may be listed whosever they are. */
  readonly listsSessions: boolean;
  mayEnd(session: Owned): boolean | Promise<boolean>;
}

export function createAccess(asker: Asker, linker: Linker): Access {
  const { viewer } = asker;
  const readsAny = asker.can('sessions:read:any');
  const endsAny = asker.can('sessions:revoke:any');
  const seesAnyUser = readsAny || asker.can('users:read:any');
  const readsAnyClientSession = readsAny || asker.can('client-sessions:read');

  const isViewer = (user: User | null) => user !== null && user.id === viewer?.id;

  /** A row read for the viewer is theirs; of any other, their linked accounts decide. */
  function owns({ provider, record, user }: Owned): boolean | Promise<boolean> {
    if (viewer === null || record.accountId === null) return false;
    return isViewer(user) || ownsAccount(viewer, provider, record.accountId);
  }

  async function ownsAccount(owner: User, provider: Provider, accountId: string): Promise<boolean> {
    const { accountIds } = await linker.linkOf(owner, provider);
    return accountIds.includes(accountId);
  }

  return {
    seesUser: (user) => seesAnyUser || isViewer(user),
    seesAccount: ({ provider, record }) =>
      seesAnyUser || (viewer !== null && ownsAccount(viewer, provider, record.nativeId)),
    seesSession: (session) =>
      readsAny || (readsAnyClientSession && session.provider.clientSessions !== undefined) || owns(session),
    // Whoever may make and change them is shown what they made.
    seesClientSession: ({ provider, record }) =>
      readsAnyClientSession ||
      asker.can('client-sessions:write') ||
      owns({
        provider,
        record: provider.clientSessions?.toSession(record) ?? { accountId: null },
        user: null,
      }),
    listsClientSessions: readsAnyClientSession,
    listsSessions: readsAny,
    mayEnd: (session) => endsAny || owns(session),
  };
}
