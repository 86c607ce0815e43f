/** The one list: merged and ordered where people are named, streamed where nobody is. */
import type { Connection } from './connection.ts';
import { scopeOf } from './cursor.ts';
import { checkFilter, providersIn, rowFilter } from './filter.ts';
import { gatherAccounts, gatherDevices, gatherUsers } from './gather.ts';
import type { Linker } from './link.ts';
import { defaultOrder, sessionOrdering } from './order.ts';
import { pageOf, pageSizeOf } from './page.ts';
import type { AccountRef, DeviceRef, PageArguments, SessionFilter, SessionOrder } from './query.ts';
import type { ProviderReads } from './reads.ts';
import type { Session, User } from './session.ts';
import { refuseWhatStreamsCannot, streamSessions } from './stream.ts';

export interface SessionQuery {
  /** People named by where the list stands: a user's own field. */
  readonly users?: readonly User[];
  readonly filter?: SessionFilter | undefined;
  readonly order?: SessionOrder | undefined;
  readonly page: PageArguments;
}

export interface ListContext {
  readonly all: readonly ProviderReads[];
  readonly linker: Linker;
  readonly isCurrent: (session: Session) => boolean | null;
}

export interface ListedSessions {
  readonly connection: Connection<Session>;
  /** Everything that was read to make the page; the same people's other rows are in it. */
  readonly gathered: readonly Session[];
}

/** Rejects with an `InputError` for what cannot be asked; a provider's failure is a report. */
export async function listSessions(query: SessionQuery, context: ListContext): Promise<ListedSessions> {
  const filter = query.filter ?? {};
  const { all, isCurrent } = context;
  checkFilter(
    filter,
    all.map(({ provider }) => provider),
  );
  pageSizeOf(query.page);
  const providers = new Set(
    providersIn(
      filter,
      all.map(({ provider }) => provider),
    ),
  );
  const selected = all.filter(({ provider }) => providers.has(provider));
  const users = usersNamed(query);
  const named = users !== null || filter.accounts !== undefined || filter.devices !== undefined;

  if (!named) {
    refuseWhatStreamsCannot(query.order, query.page);
    const connection = await streamSessions(
      selected,
      filter,
      isCurrent,
      query.page,
      scopeOf(['everybody', filter]),
    );
    return { connection, gathered: connection.edges.map(({ node }) => node) };
  }

  const order = query.order ?? defaultOrder;
  const { sessions, reports } = await gatherNamed(users, filter, selected, context.linker);
  const matches = rowFilter(filter, isCurrent);
  const scope = scopeOf(['sessions', query.users?.map(({ id }) => id), filter, order]);
  const connection = pageOf(sessions.filter(matches), sessionOrdering(order), query.page, scope, reports);
  return { connection, gathered: sessions };
}

/** Null where nobody is named. A user's own list that is filtered by other people has nobody left. */
function usersNamed({ users, filter }: SessionQuery): readonly User[] | null {
  const ids = filter?.userIds;
  if (users === undefined)
    return ids === undefined ? null : [...new Set(ids)].map((id) => ({ id, verifiedEmails: [] }));
  return ids === undefined ? users : users.filter(({ id }) => ids.includes(id));
}

/**
 * Rows of the users, of the accounts or of the devices. Where users are named as well, by the filter or by who may see whom, the rows are theirs
 * and the rest only narrows them; that nobody is left of them (an empty list) is not that nobody was named (null).
 */
async function gatherNamed(
  users: readonly User[] | null,
  filter: SessionFilter,
  selected: readonly ProviderReads[],
  linker: Linker,
) {
  const inSelected = (refs: readonly (AccountRef | DeviceRef)[]) =>
    refs.flatMap(({ providerId, nativeId }) => {
      const reads = selected.find(({ provider }) => provider.id === providerId);
      return reads === undefined ? [] : [{ reads, nativeId }];
    });
  const accounts = filter.accounts && inSelected(filter.accounts);
  if (users === null) {
    return accounts === undefined
      ? gatherDevices(inSelected(filter.devices ?? []))
      : gatherAccounts(accounts);
  }
  const ofUsers = await gatherUsers(users, selected, linker);
  if (accounts === undefined) return ofUsers;
  const isNamed = ({ provider, record }: Session) =>
    accounts.some(({ reads, nativeId }) => reads.provider === provider && nativeId === record.accountId);
  return { sessions: ofUsers.sessions.filter(isNamed), reports: ofUsers.reports };
}
