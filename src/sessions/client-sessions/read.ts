/** Seam's client sessions as they are: lists by Seam's own filter, and what a client session may control. */
import type {
  ClientSessionQuery,
  ConnectedAccountRecord,
  ConnectedDeviceRecord,
  ConnectWebviewRecord,
  UserIdentityRecord,
} from '../../providers/client-sessions-api.ts';
import type { Provider } from '../../providers/provider.ts';
import type { ClientSessionRecord } from '../../providers/records.ts';
import { isClientSession } from '../../providers/registry.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { AccessError, othersSessions } from '../access-error.ts';
import type { Connection } from '../connection.ts';
import { scopeOf } from '../cursor.ts';
import { clientSessionIdOf, decodeId } from '../id.ts';
import { InputError } from '../input-error.ts';
import { providerNamed } from '../list/filter.ts';
import { gatherUsers } from '../list/gather.ts';
import { pageOf, type Ordering } from '../page.ts';
import type { PageArguments } from '../query.ts';
import { clientSessionsOf, table } from '../reads/table.ts';
import type { ProviderReads } from '../reads/provider-reads.ts';
import type { RequestReads } from '../reads/request-reads.ts';
import { brokenRows, failureReport, ok, type ProviderReport } from '../report.ts';
import type { RequestContext } from '../request-context.ts';
import type { SessionsService } from '../service.ts';
import { sessionOf, type ClientSession, type Session, type User } from '../session.ts';

const newestFirst: Ordering<ClientSession> = {
  direction: 'DESC',
  valueOf: ({ record }) => record.createdAt,
  idOf: ({ id }) => id,
};

export function toClientSession(provider: Provider, record: ClientSessionRecord): ClientSession {
  return { id: clientSessionIdOf(provider.id, record.nativeId), provider, record };
}

function checkClientSessionQuery(query: ClientSessionQuery): void {
  for (const field of [
    'clientSessionId',
    'connectWebviewId',
    'userIdentifierKey',
    'userIdentityId',
  ] as const) {
    if (query[field] === '') {
      throw new InputError(
        'BAD_USER_INPUT',
        `"filter.${field}" is empty. Leave it out, or give the id or key to look for.`,
      );
    }
  }
  if (query.withoutUserIdentifierKey === true && query.userIdentifierKey !== undefined) {
    throw new InputError(
      'BAD_USER_INPUT',
      '"filter.userIdentifierKey" and "filter.withoutUserIdentifierKey" exclude each other: give one of them.',
    );
  }
}

export interface ClientSessionsQuery {
  /** Of all providers that have client sessions where left out. */
  readonly providerId?: string | undefined;
  readonly filter?: ClientSessionQuery | undefined;
  readonly page: PageArguments;
}

/** Those that match, newest first. Rejects with an `InputError` for what cannot be asked, with an `AccessError` without the scope. */
export async function listClientSessions(
  { access, reads, service }: RequestContext,
  { providerId, filter: query = {}, page }: ClientSessionsQuery,
): Promise<Connection<ClientSession>> {
  const asked =
    providerId === undefined ? withClientSessions(reads) : [reads.of(seamNamed(providerId, service))];
  if (!access.listsClientSessions) {
    throw new AccessError(
      'FORBIDDEN',
      'Listing client sessions takes the scope client-sessions:read. Your own are at viewer.clientSessions.',
    );
  }
  checkClientSessionQuery(query);
  const scope = scopeOf(['clientSessions', asked.map(({ provider }) => provider.id), query]);
  const answers = await Promise.all(
    asked.map(async (seam): Promise<{ found: readonly ClientSession[]; report: ProviderReport }> => {
      const { provider } = seam;
      try {
        const list = await seam.read(table.clientSessions, query);
        const found = list.clientSessions.map((record) => toClientSession(provider, record));
        return {
          found,
          report: {
            provider,
            ...ok,
            ...brokenRows(provider, list.brokenRows),
            observedAt: list.observedAt,
          },
        };
      } catch (error) {
        if (!(error instanceof ProviderFailure)) throw error;
        return { found: [], report: failureReport(provider, error) };
      }
    }),
  );
  return pageOf(
    answers.flatMap(({ found }) => found),
    newestFirst,
    page,
    scope,
    answers.map(({ report }) => report),
  );
}

function withClientSessions({ all }: RequestReads): readonly ProviderReads[] {
  return all.filter(({ provider }) => provider.clientSessions !== undefined);
}

function seamNamed(providerId: string, { providers }: SessionsService): Provider {
  const provider = providerNamed(providerId, providers);
  if (provider.clientSessions === undefined) {
    throw new InputError('UNKNOWN_PROVIDER', `${provider.name} has no client sessions; only Seam has.`);
  }
  return provider;
}

/** Newest first. Rejects with an `AccessError` for another person's. */
export async function clientSessionsOfUser(
  { access, principal, reads, linker }: RequestContext,
  user: User,
  page: PageArguments,
): Promise<Connection<ClientSession>> {
  if (!access.listsClientSessions && user.id !== principal.viewer?.id) throw othersSessions();
  const { sessions, reports } = await gatherUsers([user], withClientSessions(reads), linker);
  const clientSessions = sessions.flatMap(({ provider, record: { details } }) =>
    isClientSession(details) ? [toClientSession(provider, details)] : [],
  );
  return pageOf(clientSessions, newestFirst, page, scopeOf(['clientSessionsOf', user.id]), reports);
}

/** Null where it is not there, or not for the principal to see. Rejects with an `InputError` for a malformed id or one of another type. */
export async function findClientSession(
  { access, reads }: RequestContext,
  id: string,
): Promise<ClientSession | null> {
  const { providerId, ref } = decodeId(id, 'ClientSession');
  const asked = reads.named(providerId);
  if (asked?.provider.clientSessions === undefined) return null;
  if (!(await access.reachesClientSession(asked.provider))) return null;
  const record = await asked.session(ref);
  if (record === null || !isClientSession(record.details)) return null;
  const clientSession = toClientSession(asked.provider, record.details);
  return (await access.seesClientSession(clientSession)) ? clientSession : null;
}

/** The client session as an entry of the one list. */
export function sessionOfClientSession({ provider, record }: ClientSession): Session {
  const session = clientSessionsOf(provider).toSession(record);
  return sessionOf(provider, session, null);
}

/** What the client session may control: the devices of its connected accounts, oldest first. */
export async function connectedDevicesOf(
  context: RequestContext,
  clientSession: ClientSession,
  page: PageArguments,
): Promise<Connection<ConnectedDeviceRecord>> {
  const { provider } = clientSession;
  const reads = context.reads.of(provider);
  const scope = scopeOf(['connectedDevices', clientSession.id]);
  const ordering: Ordering<ConnectedDeviceRecord> = {
    direction: 'ASC',
    valueOf: ({ createdAt }) => createdAt,
    idOf: ({ nativeId }) => nativeId,
  };
  try {
    const devices = await Promise.all(
      clientSession.record.connectedAccountIds.map((id) => reads.read(table.connectedDevices, id)),
    );
    const broken = devices.reduce((most, { brokenRows: rows }) => Math.max(most, rows), 0);
    return pageOf(
      devices.flatMap(({ records }) => records),
      ordering,
      page,
      scope,
      [{ provider, ...ok, ...brokenRows(provider, broken, 'device') }],
    );
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return pageOf([], ordering, page, scope, [failureReport(provider, error)]);
  }
}

/** Those that are there, in the order of the client session's ids. */
export function connectedAccountsOf(
  { reads }: RequestContext,
  { provider, record }: ClientSession,
): Promise<readonly ConnectedAccountRecord[]> {
  return present(record.connectedAccountIds, (id) => reads.of(provider).read(table.connectedAccount, id));
}

/** Those that are there, in the order of the client session's ids. */
export function connectWebviewsOf(
  { reads }: RequestContext,
  { provider, record }: ClientSession,
): Promise<readonly ConnectWebviewRecord[]> {
  return present(record.connectWebviewIds, (id) => reads.of(provider).read(table.connectWebview, id));
}

export async function userIdentityOf(
  { reads }: RequestContext,
  { provider, record }: ClientSession,
): Promise<UserIdentityRecord | null> {
  return record.userIdentityId === null
    ? null
    : reads.of(provider).read(table.userIdentity, record.userIdentityId);
}

async function present<Value>(
  ids: readonly string[],
  read: (id: string) => Promise<Value | null>,
): Promise<readonly Value[]> {
  const records = await Promise.all(ids.map(read));
  return records.filter((record) => record !== null);
}
