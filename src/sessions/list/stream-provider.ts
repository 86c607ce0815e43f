/** One provider's part of the list of everybody: its pages from where it was left, until the page of the list is full. */
import type { Provider, SessionPage } from '../../providers/provider.ts';
import type { Edge } from '../connection.ts';
import type { Scope } from '../cursor.ts';
import type { SessionFilter } from '../query.ts';
import type { ProviderReads } from '../reads/provider-reads.ts';
import { brokenRows, ok, type ProviderReport } from '../report.ts';
import { sessionOf, type Session } from '../session.ts';
import { filtersRows } from './filter.ts';
import { PagesSeen, startOfTrail, type Trail } from './stream-circles.ts';
import { cursorAt, type Place, placeAfterPage, placeAfterRow, type Places } from './stream-places.ts';

const providerPageSize = 100;

/** One page of the list that is being filled. */
export interface Reading {
  readonly scope: Scope;
  readonly filter: SessionFilter;
  readonly matches: (session: Session) => boolean;
  readonly size: number;
  readonly places: Places;
  readonly edges: Edge<Session>[];
  pagesLeft: number;
}

export function goesOn({ places, edges, size, pagesLeft }: Reading, provider: Provider): boolean {
  return places.get(provider.id) !== true && edges.length < size && pagesLeft > 0;
}

/** Reads one provider on from its place, until the page is full or the provider has no more. Rejects with a `ProviderFailure`. */
export async function readOn(asked: ProviderReads, reading: Reading): Promise<ProviderReport> {
  const { provider } = asked;
  const { filter, places, edges, size } = reading;
  const others = [...places].filter(([id]) => id !== provider.id);
  const seen = new PagesSeen();
  let broken = 0;
  let observedAt: number | null = null;
  while (goesOn(reading, provider)) {
    const place = places.get(provider.id);
    const { at: position, trail } =
      place === undefined || place === true ? { at: null, trail: startOfTrail } : place;
    const wanted = filtersRows(filter, provider) ? providerPageSize : size - edges.length;
    const page = await asked.page(position, wanted);
    reading.pagesLeft -= 1;
    broken += page.brokenRows;
    observedAt ??= page.observedAt;
    if (seen.isRepeat(page, position, trail)) {
      places.set(provider.id, true);
      return { ...cutShort(provider, 'MALFORMED', 'gave the same page of its list twice'), observedAt };
    }
    const taken = takeRows({ provider, page, trail, others }, reading);
    const isWhole = taken === page.rows.length;
    // Where the page of the list is full before the provider's is at its end, the rest of that comes with the next one.
    places.set(provider.id, isWhole ? placeAfterPage(page, trail) : placeAfterRow(page, taken - 1, trail));
    if (isWhole && page.truncated) {
      return { ...cutShort(provider, 'TRUNCATED', 'gives no more rows of its list than these'), observedAt };
    }
  }
  return { provider, ...ok, ...brokenRows(provider, broken), observedAt };
}

/** Of a provider that is left before its end. */
export function cutShort(
  provider: Provider,
  status: 'TRUNCATED' | 'MALFORMED',
  what: string,
): ProviderReport {
  const message = `${provider.name} ${what}; the rest of its sessions is left out. Name people to see theirs.`;
  return { provider, ...ok, status, complete: false, message };
}

/** A page of a provider, and how one came there. */
interface PageRead {
  readonly provider: Provider;
  readonly page: SessionPage;
  readonly trail: Trail;
  /** The places of the other providers. */
  readonly others: readonly (readonly [string, Place])[];
}

/** Adds the rows that match to the page of the list. @returns how many rows were looked at until that was full. */
function takeRows(read: PageRead, { matches, edges, size, scope }: Reading): number {
  const { rows } = read.page;
  let taken = 0;
  for (const record of rows) {
    taken += 1;
    const session = sessionOf(read.provider, record, null);
    if (!matches(session)) continue;
    edges.push(new StreamEdge(session, scope, read, taken - 1));
    if (edges.length === size) break;
  }
  return taken;
}

/** Its cursor is made when it is asked for: most questions want none but the last. */
class StreamEdge implements Edge<Session> {
  readonly node: Session;
  readonly #scope: Scope;
  readonly #read: PageRead;
  readonly #index: number;

  constructor(node: Session, scope: Scope, read: PageRead, index: number) {
    this.node = node;
    this.#scope = scope;
    this.#read = read;
    this.#index = index;
  }

  get cursor(): string {
    const { provider, page, trail, others } = this.#read;
    return cursorAt(this.#scope, [...others, [provider.id, placeAfterRow(page, this.#index, trail)]]);
  }
}
