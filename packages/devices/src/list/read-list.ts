/** Reads a list of sign-ins, in as many pages as it takes. */
import { AskingFailed, type Client } from '../graphql/client.ts';
import type {
  ReportFragment,
  ServiceFragment,
  SessionFilter,
  SessionRowFragment,
} from '../graphql/generated/graphql.ts';
import { hidesSessions } from './reports.ts';
import { type Row, toRows } from './rows.ts';
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

/** Rows of a page. One row may be many sign-ins. */
export const pageRows = 50;
/** The most sign-ins that the server gives at once. */
const first = 100;
/** So often the server is asked for one page of rows. */
const maxAnswers = 10;

/** How a list could not be read. */
export class NobodyFound extends Error {
  override readonly name = 'NobodyFound';
}

/**
 * Reads on from what is known until there are so many rows, or no more sign-ins.
 * @param known null to begin anew.
 */
export async function readList(
  client: Client,
  userId: UserId,
  find: Find,
  rows: number,
  known: Shown | null,
): Promise<Shown> {
  const filter = filterOf(find);
  const readOn = async (before: Shown | null) => {
    const page = { filter, first, after: before?.nextCursor ?? null, isFirst: before === null };
    return append(before, find, await readPage(client, userId, page));
  };
  let shown = await readOn(known);
  for (let answers = 1; answers < maxAnswers; answers += 1) {
    if (shown.nextCursor === null || rowsOf(shown).length >= rows) break;
    shown = await readOn(shown);
  }
  return shown;
}

export function rowsOf({ sessions, current }: Shown): readonly Row[] {
  return toRows(sessions, current);
}

/** Whether the sign-in in use is the only one, as every service has said. */
export function isNowhereElse({ sessions, current, reports, find, nextCursor }: Shown): boolean {
  return (
    isFindAll(find) &&
    nextCursor === null &&
    !reports.some(hidesSessions) &&
    current !== null &&
    sessions.every(({ id }) => id === current.id)
  );
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
