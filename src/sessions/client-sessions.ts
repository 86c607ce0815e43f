/** Seam's client sessions as they are: lists by Seam's own filter, and what a client session may control. */
import type { ClientSessionQuery, ConnectedDeviceRecord } from '../providers/client-sessions-api.ts';
import type { Provider } from '../providers/provider.ts';
import type { ClientSessionRecord } from '../providers/records.ts';
import { ProviderFailure } from '../upstream/failure.ts';
import type { Connection } from './connection.ts';
import { scopeOf } from './cursor.ts';
import { gatherUsers } from './gather.ts';
import { clientSessionIdOf } from './id.ts';
import { InputError } from './input-error.ts';
import type { Linker } from './link.ts';
import { pageOf, type Ordering } from './page.ts';
import type { PageArguments } from './query.ts';
import type { ProviderReads } from './reads.ts';
import { brokenRows, failureReport, ok, type ProviderReport } from './report.ts';
import type { ClientSession, User } from './session.ts';

const newestFirst: Ordering<ClientSession> = {
  direction: 'DESC',
  keyOf: (clientSession) => [clientSession.record.createdAt, clientSession.id],
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

/** The client sessions of the Seam providers that match, newest first. */
export async function listClientSessions(
  readsOfProviders: readonly ProviderReads[],
  query: ClientSessionQuery,
  page: PageArguments,
): Promise<Connection<ClientSession>> {
  checkClientSessionQuery(query);
  const scope = scopeOf(['clientSessions', readsOfProviders.map(({ provider }) => provider.id), query]);
  const answers = await Promise.all(
    readsOfProviders.map(
      async (reads): Promise<{ found: readonly ClientSession[]; report: ProviderReport }> => {
        const { provider } = reads;
        try {
          const list = await reads.clientSessions(query);
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
      },
    ),
  );
  return pageOf(
    answers.flatMap(({ found }) => found),
    newestFirst,
    page,
    scope,
    answers.map(({ report }) => report),
  );
}

export async function clientSessionsOfUser(
  user: User,
  readsOfProviders: readonly ProviderReads[],
  linker: Linker,
  page: PageArguments,
): Promise<Connection<ClientSession>> {
  const { sessions, reports } = await gatherUsers([user], readsOfProviders, linker);
  const clientSessions = sessions.flatMap(({ provider, record: { details } }) =>
    details.kind === 'seam' ? [toClientSession(provider, details)] : [],
  );
  return pageOf(clientSessions, newestFirst, page, scopeOf(['clientSessionsOf', user.id]), reports);
}

/** What the client session may control: the devices of its connected accounts, oldest first. */
export async function connectedDevicesOf(
  clientSession: ClientSession,
  reads: ProviderReads,
  page: PageArguments,
): Promise<Connection<ConnectedDeviceRecord>> {
  const { provider } = reads;
  const scope = scopeOf(['connectedDevices', clientSession.id]);
  const ordering: Ordering<ConnectedDeviceRecord> = {
    direction: 'ASC',
    keyOf: (device) => [device.createdAt, device.nativeId],
  };
  try {
    const devices = await Promise.all(
      clientSession.record.connectedAccountIds.map((id) => reads.connectedDevices(id)),
    );
    return pageOf(devices.flat(), ordering, page, scope, [{ provider, ...ok }]);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return pageOf([], ordering, page, scope, [failureReport(provider, error)]);
  }
}
