/** What ending sessions needs of the request it happens in. */
import type { Provider } from '../../providers/provider.ts';
import type { Principal } from '../principal.ts';
import type { Connection } from '../connection.ts';
import type { Gathered } from '../gather.ts';
import type { PageArguments, SessionFilter, UserBy } from '../query.ts';
import type { SessionsService } from '../service.ts';
import type { Session, User } from '../session.ts';

export interface EndingContext {
  readonly shared: SessionsService;
  readonly asker: Principal;
  /** Whether the asker may end everybody's sessions. */
  readonly endsAny: boolean;
  /** Only a session that the asker may end; null for every other. */
  findSession(id: string): Promise<Session | null>;
  /** Only a person whose sessions the asker may end; null for every other. */
  findUser(by: UserBy): Promise<User | null>;
  /** All sessions of the person at these providers, as they are now. */
  gather(user: User, providers: readonly Provider[]): Promise<Gathered>;
  /** The list, less what the asker may not end. Rejects with `InputError` for a filter that cannot be asked. */
  list(filter: SessionFilter, page: PageArguments): Promise<Connection<Session>>;
  isCurrent(session: Session): boolean | null;
  /** What was read of these providers before is read anew, with the time that a new request would have. */
  readAnew(providers: Iterable<Provider>): void;
  /** Gives further reads the time that a new request would have. */
  takeMoreTime(): void;
}
