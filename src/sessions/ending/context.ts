/** What ending sessions needs of the request it happens in. */
import type { Provider } from '../../providers/provider.ts';
import type { Asker } from '../asker.ts';
import type { Connection } from '../connection.ts';
import type { Gathered } from '../gather.ts';
import type { PageArguments, SessionFilter, UserBy } from '../query.ts';
import type { ProviderReport } from '../report.ts';
import type { Shared } from '../service.ts';
import type { Session, User } from '../session.ts';
import type { RevokeResult } from './outcome.ts';

export interface EndingContext {
  readonly shared: Shared;
  readonly asker: Asker;
  /** Only a session that the asker may end; null for every other. */
  findSession(id: string): Promise<Session | null>;
  findUser(by: UserBy): Promise<User | null>;
  gather(user: User, providerIds: readonly string[] | undefined): Promise<Gathered>;
  list(filter: SessionFilter, page: PageArguments): Promise<Connection<Session>>;
  isCurrent(session: Session): boolean | null;
  /** The item for an id that could not be read. */
  unreadable(id: string, error: unknown, malformed: string): RevokeResult;
  /** Accounts of which every session is among the targets, by `accountKey`. */
  wholeAccounts(
    targets: readonly Session[],
    all: readonly Session[],
    reports: readonly ProviderReport[],
  ): ReadonlySet<string>;
  forgetReads(providers: ReadonlySet<Provider>): void;
}
