/** What holds of every list of sessions, whatever the weather: its rows are right, and where rows are missing it says so. */
import { oldestMs, type Trial } from './trial.ts';
import { keyOf, type TrueSession } from './truth.ts';

/** What the questions of `readers.ts` ask of a list. */
export const listFields = `totalCount nodes { id nativeId state provider { id } } pageInfo { hasNextPage endCursor }
  providerReports { provider { id } status complete retryAt }`;

export interface Page {
  readonly totalCount: number | null;
  readonly nodes: readonly {
    readonly id: string;
    readonly nativeId: string;
    readonly state: string;
    readonly provider: { readonly id: string };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly providerReports: readonly {
    readonly provider: { readonly id: string };
    readonly status: string;
    readonly complete: boolean;
    readonly retryAt: string | null;
  }[];
}

export interface ReadPage {
  readonly page: Page;
  readonly askedAt: number;
}

/** A list that was read page by page. */
export interface Walk {
  /** For messages: "ann's list". */
  readonly what: string;
  readonly pages: readonly ReadPage[];
  readonly reachedEnd: boolean;
  /** Which sessions are meant. */
  belongs(session: TrueSession): boolean;
  /** Providers of which each page says something. */
  readonly reported: readonly string[];
}

export function checkWalk(trial: Trial, walk: Walk): void {
  const { truth, wrong, see } = trial;
  const goingOn = truth.alive(walk.belongs);
  const shown = new Set<string>();
  for (const read of walk.pages) {
    for (const { nativeId, provider, state } of read.page.nodes) {
      const key = keyOf(provider.id, nativeId);
      const problem = shown.has(key) ? 'comes twice' : problemOfRow(trial, walk, read, key);
      if (problem !== null) wrong.push(`${walk.what}: ${key} (${state}) ${problem}`);
      shown.add(key);
    }
    checkReports(trial, walk, read);
    checkTotal(trial, walk, read, goingOn.size);
  }
  if (!walk.reachedEnd) return;
  for (const providerId of completeProviders(walk)) {
    see('complete lists of a provider');
    const missing = [...goingOn].filter((key) => isOf(trial, key, providerId) && !shown.has(key));
    if (missing.length > 0)
      wrong.push(`${walk.what}: complete at ${providerId}, without ${missing.join(', ')}`);
  }
}

/** Null where the row is right. */
function problemOfRow(
  { truth, toldEnded }: Trial,
  { belongs }: Walk,
  { askedAt }: ReadPage,
  key: string,
): string | null {
  const session = truth.sessions.get(key);
  if (session === undefined) return 'never was';
  if (!belongs(session)) return `belongs to ${session.owner}`;
  if ((toldEnded.get(key) ?? Infinity) < askedAt) return 'was said to have ended before it was listed';
  if (!session.looksAlive() && truth.endedBy(key) < askedAt - oldestMs)
    return 'ended long before it was listed';
  return null;
}

function checkReports({ wrong, see }: Trial, { what, reported }: Walk, { page }: ReadPage): void {
  const ids = new Set(page.providerReports.map(({ provider }) => provider.id));
  for (const id of reported) if (!ids.has(id)) wrong.push(`${what}: nothing is said of ${id}`);
  for (const { status, complete, retryAt, provider } of page.providerReports) {
    see(`report ${status}${complete ? '' : ', incomplete'}`);
    if (complete && status !== 'OK' && status !== 'NOT_LINKED') {
      wrong.push(`${what}: ${provider.id} is ${status} and complete`);
    }
    // Nobody is told to come back later than the longest wait that is believed.
    if (retryAt !== null && Date.parse(retryAt) > Date.now() + 61_000)
      wrong.push(`${what}: retryAt ${retryAt}`);
  }
}

/** @param goingOn how many of the sessions meant go on when the last page has come. */
function checkTotal(
  { truth, toldEnded, wrong, see }: Trial,
  { what, belongs }: Walk,
  { page, askedAt }: ReadPage,
  goingOn: number,
): void {
  const { totalCount, providerReports } = page;
  if (totalCount === null) return;
  see('totals');
  const most = [...truth.sessions.values()].filter(
    (session) =>
      belongs(session) &&
      (session.looksAlive()
        ? (toldEnded.get(session.key) ?? Infinity) >= askedAt
        : truth.endedBy(session.key) >= askedAt - oldestMs),
  ).length;
  if (totalCount < goingOn || totalCount > most) {
    wrong.push(`${what}: a total of ${totalCount}, which is not from ${goingOn} to ${most}`);
  }
  if (!providerReports.every(({ complete }) => complete))
    wrong.push(`${what}: a total of what is incomplete`);
}

/** Of which every page said that it has everything. */
function completeProviders({ pages }: Walk): readonly string[] {
  const reports = pages.flatMap(({ page }) => page.providerReports);
  const groups = Map.groupBy(reports, ({ provider }) => provider.id);
  return [...groups].flatMap(([id, group]) => (group.every(({ complete }) => complete) ? [id] : []));
}

function isOf({ truth }: Trial, key: string, providerId: string): boolean {
  return truth.sessions.get(key)?.providerId === providerId;
}
