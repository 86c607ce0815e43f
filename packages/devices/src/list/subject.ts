/** Whose sign-ins are shown: the viewer's, or, for support, those of somebody who is named. */
import type { Client } from '../graphql/client.ts';
import {
  type PersonFragment,
  type ServiceFragment,
  type SessionFilter,
  SessionsOfUserDocument,
  SessionsOfViewerDocument,
} from '../graphql/generated/graphql.ts';

export interface PageWanted {
  readonly filter: SessionFilter;
  readonly first: number;
  readonly after: string | null;
  /** Whether what stands around the list is asked as well. */
  readonly isFirst: boolean;
}

export interface Answer {
  /** Null where nobody is known by that. */
  readonly person: PersonFragment | null;
  /** Only with the first page. */
  readonly services: readonly ServiceFragment[];
}

/** Null for the viewer. */
export type UserId = string | null;

/** Rejects with an `AskingFailed`. */
export async function readPage(client: Client, userId: UserId, page: PageWanted): Promise<Answer> {
  if (userId === null) {
    const { viewer, providers = [] } = await client.ask(SessionsOfViewerDocument, { ...page });
    return { person: viewer, services: providers };
  }
  const { user, providers = [] } = await client.ask(SessionsOfUserDocument, { id: userId, ...page });
  return { person: user, services: providers };
}
