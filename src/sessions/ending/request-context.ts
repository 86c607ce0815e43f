/** Ties ending sessions to a request: only what the asker may end can be reached from here. */
import type { Provider } from '../../providers/provider.ts';
import type { Access } from '../access.ts';
import type { Principal } from '../principal.ts';
import type { Connection } from '../connection.ts';
import { gatherUsers } from '../gather.ts';
import type { Linker } from '../link.ts';
import type { SessionQuery } from '../list.ts';
import type { UserBy } from '../query.ts';
import type { ProviderReads } from '../reads.ts';
import type { SessionsService } from '../service.ts';
import type { Session, User } from '../session.ts';
import type { EndingContext } from './context.ts';

export interface RequestParts {
  readonly shared: SessionsService;
  readonly asker: Principal;
  readonly linker: Linker;
  readonly access: Access;
  readonly all: readonly ProviderReads[];
  findSession(id: string): Promise<Session | null>;
  findUser(by: UserBy): Promise<User | null>;
  list(query: SessionQuery): Promise<Connection<Session>>;
  isCurrent(session: Session): boolean | null;
  readAnew(providers: Iterable<Provider>): void;
  takeMoreTime(): void;
}

export function endingContext(parts: RequestParts): EndingContext {
  const { shared, asker, linker, all, access, list, isCurrent, readAnew, takeMoreTime } = parts;
  const { endsAny } = access;
  return {
    shared,
    asker,
    endsAny,
    isCurrent,
    readAnew,
    takeMoreTime,
    async findSession(id) {
      const session = await parts.findSession(id);
      return session !== null && (await access.mayEnd(session)) ? session : null;
    },
    async findUser(by) {
      const user = await parts.findUser(by);
      return endsAny || user?.id === asker.viewer?.id ? user : null;
    },
    async gather(user, providers) {
      // A session that began since the last read must not outlive "everywhere".
      readAnew(providers);
      return gatherUsers(
        [user],
        all.filter(({ provider }) => providers.includes(provider)),
        linker,
      );
    },
    // Who may see everybody's sessions but not end them ends, by a filter, their own.
    list(filter, page) {
      if (endsAny) return list({ filter, page });
      return list({ filter, page, users: asker.viewer === null ? [] : [asker.viewer] });
    },
  };
}
