/** What revoking takes of the request besides `RequestContext`, until these are functions of their own. */
import type { Connection } from '../connection.ts';
import type { SessionQuery } from '../list.ts';
import type { UserBy } from '../query.ts';
import type { RequestContext } from '../request-context.ts';
import type { Session, User } from '../session.ts';

export interface RevokeContext extends RequestContext {
  findSession(id: string): Promise<Session | null>;
  findUser(by: UserBy): Promise<User | null>;
  list(query: SessionQuery): Promise<Connection<Session>>;
  isCurrent(session: Session): boolean | null;
}
