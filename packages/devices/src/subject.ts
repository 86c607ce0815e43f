/** Whose sign-ins are shown: the viewer's, or, for support, those of somebody who is named. */
import type { Client } from './graphql/client.ts';
import {
  type PersonFragment,
  SessionsOfUserDocument,
  SessionsOfViewerDocument,
} from './graphql/generated/graphql.ts';

export interface PageWanted {
  readonly first: number;
  readonly after: string | null;
}

export interface Subject {
  /** Differs from person to person. */
  readonly key: string;
  readonly heading: string;
  /** Whether somebody is signed in, so that providers may know which session is theirs. */
  readonly isViewer: boolean;
  /** Null where nobody is known by that. Rejects with an `AskingFailed`. */
  load(client: Client, page: PageWanted): Promise<PersonFragment | null>;
}

export const viewerSubject: Subject = {
  key: 'viewer',
  heading: 'Where you’re signed in',
  isViewer: true,
  load: async (client, page) => (await client.ask(SessionsOfViewerDocument, { ...page })).viewer,
};

export function userSubject(id: string, name: string): Subject {
  return {
    key: id,
    heading: `Where ${name} is signed in`,
    isViewer: false,
    load: async (client, page) => (await client.ask(SessionsOfUserDocument, { id, ...page })).user,
  };
}
