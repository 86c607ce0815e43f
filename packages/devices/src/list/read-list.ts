/** Reads a list of sign-ins, in as many pages as it takes. */
import { AskingFailed, type Client } from '../graphql/client.ts';
import type {
  ReportFragment,
  ServiceFragment,
  SessionFilter,
  SessionRowFragment,
} from '../graphql/generated/graphql.ts';
import { overStates, signedInStates } from './states.ts';
import { type Answer, readPage, type UserId } from './subject.ts';

/** What the person looks for. */
export interface Find {
  readonly text: string;
  /** Null for all. */
  readonly providerId: string | null;
  readonly isOver: boolean;
}

export const findAll: Find = { text: '', providerId: null, isOver: false };

export function isFindAll({ text, providerId, isOver }: Find): boolean {
  return text === '' && providerId === null && !isOver;
}

export interface Shown {
  /** `User.id`. */
  readonly personId: string;
  readonly sessions: readonly SessionRowFragment[];
  /** The sign-in in use, wherever it stands; null where it is not known or not looked for. */
  readonly current: SessionRowFragment | null;
  readonly reports: readonly ReportFragment[];
  /** Every service there is, to filter by. */
  readonly services: readonly ServiceFragment[];
  /** Null where a provider cannot count or did not answer. */
  readonly total: number | null;
  /** Null after the last page. */
  readonly nextCursor: string | null;
  readonly find: Find;
}

export const pageSize = 50;
/** The most that the server gives in one page. */
const maxPageSize = 100;

/** How a list could not be read. */
export class NobodyFound extends Error {
  override readonly name = 'NobodyFound';
}

/**
 * Reads the first sign-ins anew.
 * @param wanted at least so many, where there are.
 */
export async function readList(client: Client, userId: UserId, find: Find, wanted: number): Promise<Shown> {
  const filter = filterOf(find);
  let shown: Shown | null = null;
  do {
    const first = Math.min(maxPageSize, Math.max(pageSize, wanted - (shown?.sessions.length ?? 0)));
    const page = { filter, first, after: shown?.nextCursor ?? null, isFirst: shown === null };
    shown = append(shown, find, await readPage(client, userId, page));
  } while (shown.nextCursor !== null && shown.sessions.length < wanted);
  return shown;
}

/** Reads one page more. */
export async function readMore(client: Client, userId: UserId, before: Shown): Promise<Shown> {
  const { find, nextCursor: after } = before;
  const page = { filter: filterOf(find), first: pageSize, after, isFirst: false };
  return append(before, find, await readPage(client, userId, page));
}

function filterOf({ text, providerId, isOver }: Find): SessionFilter {
  return {
    states: [...(isOver ? overStates : signedInStates)],
    ...(text === '' ? {} : { text }),
    ...(providerId === null ? {} : { providerIds: [providerId] }),
  };
}

function append(before: Shown | null, find: Find, { person, services }: Answer): Shown {
  if (person === null) throw new NobodyFound();
  const { sessions: page } = person;
  // A field that could not be answered is null; there is nothing to show then.
  if (page === null) throw new AskingFailed('REFUSED', 'The server could not answer with sign-ins.');
  const known = new Set(before?.sessions.map(({ id }) => id));
  const rows = page.nodes.filter((session) => session !== null).filter(({ id }) => !known.has(id));
  const [current = null] = person.current?.nodes ?? [];
  return {
    personId: person.id,
    sessions: [...(before?.sessions ?? []), ...rows],
    current: before?.current ?? (isFindAll(find) ? current : null),
    reports: page.providerReports,
    services: before?.services ?? services,
    total: page.totalCount,
    nextCursor: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
    find,
  };
}
