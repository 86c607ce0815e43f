/** Whose sign-ins are shown. The one place that knows the demo, where nobody is signed in, from a page of your own. */
import type { Client } from 'urql';
import { ask } from './graphql/client.ts';
import { SessionsOfUser, SessionsOfViewer } from './graphql/documents.ts';
import type { PersonFragment } from './graphql/generated/graphql.ts';
import type { DemoPerson } from './settings.ts';

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
  load: async (client, page) => (await ask(client, 'query', SessionsOfViewer, { ...page })).viewer,
};

export function demoSubject({ id, name }: DemoPerson): Subject {
  return {
    key: id,
    heading: `Where ${name} is signed in`,
    isViewer: false,
    load: async (client, page) => (await ask(client, 'query', SessionsOfUser, { id, ...page })).user,
  };
}
