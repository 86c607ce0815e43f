/** The one list: merged and ordered where people are named, streamed where nobody is. */
import { othersSessions } from '../access-error.ts';
import type { Connection } from '../connection.ts';
import { scopeOf } from '../cursor.ts';
import { asksForSignedIn, checkFilter, concerns, filtersRows, rowFilter } from './filter.ts';
import { gatherAccounts, gatherDevices, gatherUsers, type Gathered, type NamedAt } from './gather.ts';
import type { Linker } from '../people/link.ts';
import { isCurrent } from './is-current.ts';
import { defaultOrder, sessionOrdering } from './order.ts';
import { pageOf, pageSizeOf } from '../page.ts';
import type { AccountRef, DeviceRef, PageArguments, SessionFilter, SessionOrder } from '../query.ts';
import type { RequestContext } from '../request-context.ts';
import type { ProviderReads } from '../reads/provider-reads.ts';
import { ofSignedIn } from '../report.ts';
import type { Session, User } from '../session.ts';
import { refuseWhatStreamsCannot, streamSessions } from './stream.ts';

export interface SessionQuery {
  /** People named by where the list stands: a user's own field. */
  readonly users?: readonly User[];
  readonly filter?: SessionFilter | undefined;
  readonly order?: SessionOrder | undefined;
  readonly page: PageArguments;
}

/**
 * The sessions that the principal may list. Rejects with an `InputError` for what cannot be asked, with an `AccessError` for other people's
 * sessions; a provider's failure is a report.
 */
export async function listSessions(
  context: RequestContext,
  query: SessionQuery,
): Promise<Connection<Session>> {
  const listed = usersToList(context, query.users);
  const users = usersNamed(listed, query.filter);
  const filter = query.filter ?? {};
  const isCurrentHere = (session: Session) => isCurrent(context, session);
  checkFilter(filter, context.service.providers);
  pageSizeOf(query.page);
  const selected = context.reads.all.filter(({ provider }) => concerns(filter, provider));
  const named = users !== null || filter.accounts !== undefined || filter.devices !== undefined;

  if (!named) {
    refuseWhatStreamsCannot(query.order, query.page);
    // Their devices stand alone: the rest of a device's sessions may be on any other page.
    return streamSessions(
      context,
      selected,
      filter,
      rowFilter(filter, isCurrentHere, (session) => context.devices.of(session)),
      query.page,
      scopeOf(['everybody', filter]),
    );
  }

  const order = query.order ?? defaultOrder;
  const { sessions, reports } = await gatherNamed(users, filter, selected, context.linker);
  return context.turns.take(() => {
    context.devices.learn(sessions);
    const matching = selected.some(({ provider }) => filtersRows(filter, provider))
      ? sessions.filter(rowFilter(filter, isCurrentHere, (session) => context.devices.of(session)))
      : sessions;
    const scope = scopeOf(['sessions', listed?.map(({ id }) => id), filter, order]);
    const ofFilter = asksForSignedIn(filter) ? reports.map(ofSignedIn) : reports;
    return pageOf(matching, sessionOrdering(order), query.page, scope, ofFilter);
  });
}

/** Without the scope a list is the viewer's own, whatever else it is narrowed by. */
function usersToList(
  { access, principal: { viewer } }: RequestContext,
  named: readonly User[] | undefined,
): readonly User[] | undefined {
  if (access.listsSessions) return named;
  if (viewer === null) throw othersSessions();
  for (const user of named ?? []) if (user.id !== viewer.id) throw othersSessions();
  // As they were named: a gateway may know addresses that the viewer's token does not tell.
  return named ?? [viewer];
}

/** Null where nobody is named. A user's own list that is filtered by other people has nobody left. */
function usersNamed(
  users: readonly User[] | undefined,
  filter: SessionFilter | undefined,
): readonly User[] | null {
  const ids = filter?.userIds;
  if (users === undefined)
    return ids === undefined ? null : [...new Set(ids)].map((id) => ({ id, verifiedEmails: [] }));
  return ids === undefined ? users : users.filter(({ id }) => ids.includes(id));
}

/**
 * Rows of the users, of the accounts or of the devices. Where users are named as well, by the filter or by who may see whom, the rows are theirs
 * and the rest only narrows them; that nobody is left of them (an empty list) is not that nobody was named (null).
 */
function gatherNamed(
  users: readonly User[] | null,
  filter: SessionFilter,
  selected: readonly ProviderReads[],
  linker: Linker,
): Promise<Gathered> {
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
  const ofUsers = gatherUsers(users, selected, linker);
  return accounts === undefined ? ofUsers : ofAccounts(accounts, ofUsers);
}

async function ofAccounts(accounts: readonly NamedAt[], gathered: Promise<Gathered>): Promise<Gathered> {
  const { sessions, reports } = await gathered;
  const isNamed = ({ provider, record }: Session) =>
    accounts.some(({ reads, nativeId }) => reads.provider === provider && nativeId === record.accountId);
  return { sessions: sessions.filter(isNamed), reports };
}
