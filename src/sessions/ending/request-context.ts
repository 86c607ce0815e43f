/** Ties ending sessions to a request: only what the asker may end can be reached from here. */
import type { Provider } from '../../providers/provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Access } from '../access.ts';
import type { Asker } from '../asker.ts';
import type { Connection } from '../connection.ts';
import { checkFilter, providersIn } from '../filter.ts';
import { gatherUsers } from '../gather.ts';
import { InputError } from '../input-error.ts';
import type { Linker } from '../link.ts';
import type { SessionQuery } from '../list.ts';
import type { UserBy } from '../query.ts';
import type { ProviderReads } from '../reads.ts';
import type { Shared } from '../service.ts';
import type { Session, User } from '../session.ts';
import type { EndingContext } from './context.ts';
import { accountKey } from './engine.ts';

export interface RequestParts {
  readonly shared: Shared;
  readonly asker: Asker;
  readonly linker: Linker;
  readonly access: Access;
  readonly all: readonly ProviderReads[];
  findSession(id: string): Promise<Session | null>;
  findUser(by: UserBy): Promise<User | null>;
  list(query: SessionQuery): Promise<Connection<Session>>;
  isCurrent(session: Session): boolean | null;
  renew(providers: Iterable<Provider>): void;
}

export function endingContext(parts: RequestParts): EndingContext {
  const { shared, asker, linker, all, access, list, isCurrent, renew } = parts;
  const providers = all.map(({ provider }) => provider);
  const anyone = asker.can('sessions:revoke:any');
  return {
    shared,
    asker,
    isCurrent,
    forgetReads: renew,
    async findSession(id) {
      const session = await parts.findSession(id);
      if (session === null) return null;
      return (await access.mayEnd(session)) ? session : null;
    },
    async findUser(by) {
      const user = await parts.findUser(by);
      return anyone || user?.id === asker.viewer?.id ? user : null;
    },
    async gather(user, providerIds) {
      const filter = { providerIds };
      checkFilter(filter, providers);
      const chosen = new Set(providersIn(filter, providers));
      return gatherUsers(
        [user],
        all.filter(({ provider }) => chosen.has(provider)),
        linker,
      );
    },
    // Who may see everybody's sessions but not end them ends, by a filter, their own.
    list: (filter, page) => {
      const own = anyone ? undefined : asker.viewer === null ? [] : [asker.viewer];
      return list({ filter, page, ...(own === undefined ? {} : { users: own }) });
    },
    unreadable(id, error, malformed) {
      const failed = { id, session: null, provider: null, outcome: 'FAILED' } as const;
      if (error instanceof InputError) return { ...failed, message: malformed, retryable: false };
      if (error instanceof ProviderFailure)
        return { ...failed, message: error.message, retryable: error.retryable };
      throw error;
    },
    wholeAccounts(targets, signedIn, reports) {
      const complete = new Set(reports.filter((report) => report.complete).map(({ provider }) => provider));
      const counts = (sessions: readonly Session[]) =>
        Map.groupBy(sessions, ({ provider, record }) => accountKey(provider, record.accountId ?? ''));
      const all = counts(signedIn);
      return new Set(
        [...counts(targets)]
          .filter(([key, group]) => {
            const [first] = group;
            // A session that is kept because it is the current one is not a target of the bulk call either.
            return (
              first !== undefined &&
              complete.has(first.provider) &&
              group.length === all.get(key)?.length &&
              group.every((session) => isCurrent(session) !== true)
            );
          })
          .map(([key]) => key),
      );
    },
  };
}
