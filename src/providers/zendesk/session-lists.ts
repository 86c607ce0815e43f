/**
 * The two session lists, of the account and of a user, page by page. Cursors are asked for; a list that refuses them is read by
 * offsets, which end at 10,000 rows (Zendesk answers 400 beyond: support article 5591904358938).
 */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { readJsonRows } from '../../upstream/json-rows.ts';
import type { UpstreamResponse } from '../../upstream/upstream.ts';
import type { ProviderId, SessionRecord } from '../records.ts';
import type { ZendeskApi } from './api.ts';
import { failureOf, malformed, refusesCursorPaging } from './errors.ts';
import { readOwner, readSession } from './records.ts';
import { wireSessionList } from './wire.ts';

/** Where a page begins: after a cursor, null for the start, or at a page number, from 1, for pages of so many rows. */
export type Place = { readonly cursor: string | null } | { readonly page: number; readonly size: number };

/** One of the two lists. */
export interface SessionList {
  readonly path: string;
  /** The user whose list it is; null for the list of all. */
  readonly owner: string | null;
}

export interface SessionListPage {
  readonly rows: readonly SessionRecord[];
  /** For each row that could not be read, or is not one of the list's owner, whose it is as far as it says. */
  readonly brokenOwners: readonly (string | null)[];
  /** The place that was really read: an offset one where cursors were refused. */
  readonly place: Place;
  /** Null at the end. */
  readonly next: Place | null;
  /** There are more rows, which Zendesk does not give. */
  readonly truncated: boolean;
  /** How many rows there are in all; only offset pages tell. */
  readonly count: number | null;
  readonly observedAt: number;
}

export interface ListWalk {
  /** The list was longer than it may be read. */
  readonly truncated: boolean;
  /** Why the walk stopped half way. */
  readonly failure: ProviderFailure | null;
  /** When the first page was told. */
  readonly observedAt: number;
}

export interface SessionLists {
  /** One page of 1 to 100 rows. */
  readPage(list: SessionList, place: Place, size: number, call: Call): Promise<SessionListPage>;
  /**
   * Every page, from the start on, until `take` has had enough or the list ends. The rows of a page may come again. A failure on the
   * first page rejects, a later one ends the walk.
   *
   * @param take gets each page; false ends the walk.
   */
  walk(list: SessionList, take: (page: SessionListPage) => boolean, call: Call): Promise<ListWalk>;
}

export const maxPageSize = 100;

/** How often an offset walk reads a page again because the list became shorter, before it gives up with what it has. */
const maxStepsBack = 20;

export function createSessionLists(api: ZendeskApi, providerId: ProviderId): SessionLists {
  let cursorsRefused = false;

  const readPage: SessionLists['readPage'] = async (list, place, size, call) => {
    if ('page' in place) return readOffsetPage(list, place, call);
    const atStart = place.cursor === null;
    if (atStart && cursorsRefused) return readOffsetPage(list, { page: 1, size }, call);

    const after = place.cursor === null ? '' : `&page%5Bafter%5D=${encodeURIComponent(place.cursor)}`;
    const response = await api.send('GET', `${list.path}?page%5Bsize%5D=${size}${after}`, call);
    if (atStart && refusesCursorPaging(response)) {
      cursorsRefused = true;
      return readOffsetPage(list, { page: 1, size }, call);
    }
    const { rows, brokenOwners, envelope } = await readRows(response, list, size);
    const { meta } = envelope;
    if (!meta || (meta.has_more && meta.after_cursor === null)) throw malformed(api.name);
    return {
      rows,
      brokenOwners,
      place,
      // Help Center lists give a cursor on their last page too, so only has_more tells the end.
      next: meta.has_more ? { cursor: meta.after_cursor } : null,
      truncated: false,
      count: null,
      observedAt: response.receivedAt,
    };
  };

  /** The rows of a page of at most so many. */
  async function readRows(response: UpstreamResponse, { owner }: SessionList, maxRows: number) {
    if (response.status !== 200) throw failureOf(response, api.name, owner);
    const brokenOwners: (string | null)[] = [];
    const read = (row: unknown) => {
      const session = readSession(row, providerId, owner, response.receivedAt);
      if (session === null) brokenOwners.push(readOwner(row));
      return session;
    };
    const found = await readJsonRows(response, { key: 'sessions', maxRows, read, providerName: api.name });
    const envelope = wireSessionList.safeParse(found?.envelope);
    if (found === null || !envelope.success) throw malformed(api.name);
    return { rows: found.rows.filter((row) => row !== null), brokenOwners, envelope: envelope.data };
  }

  /** A page after the first that is refused lies beyond what Zendesk gives: a page without rows, that says so. */
  async function readOffsetPage(
    list: SessionList,
    place: { readonly page: number; readonly size: number },
    call: Call,
  ): Promise<SessionListPage> {
    const { page, size } = place;
    const response = await api.send('GET', `${list.path}?per_page=${size}&page=${page}`, call);
    const observedAt = response.receivedAt;
    if (page > 1 && response.status === 400) {
      return { rows: [], brokenOwners: [], place, next: null, truncated: true, count: null, observedAt };
    }
    const { rows, brokenOwners, envelope } = await readRows(response, list, size);
    // The address in next_page may be of another host, so it is only a yes or no.
    const hasMore = envelope.next_page !== null;
    const isLast = page >= maxPage;
    return {
      rows,
      brokenOwners,
      place,
      next: hasMore && !isLast ? { page: page + 1, size } : null,
      truncated: hasMore && isLast,
      count: envelope.count,
      observedAt,
    };
  }

  return {
    readPage,
    async walk(list, take, call) {
      let page = await readPage(list, { cursor: null }, maxPageSize, call);
      const { observedAt } = page;
      let stepsBack = 0;
      let lastCount = page.count;
      const whyStop = createTrail(api.name, null);
      for (;;) {
        if (!take(page)) return { truncated: page.next !== null, failure: null, observedAt };
        const shrank = page.count !== null && lastCount !== null && page.count < lastCount;
        lastCount = page.count;
        const previous = shrank ? before(page.place) : null;
        const next = previous ?? page.next;
        if (next === null) return { truncated: page.truncated, failure: null, observedAt };
        const stopped = whyStop(page);
        if (stopped !== null) return { truncated: false, failure: stopped, observedAt };
        if (previous !== null && ++stepsBack > maxStepsBack) {
          const message = `The sessions of ${api.name} changed faster than they could be read; ask again.`;
          return { truncated: false, failure: new ProviderFailure('UNAVAILABLE', message), observedAt };
        }
        try {
          page = await readPage(list, next, maxPageSize, call);
        } catch (error) {
          if (!(error instanceof ProviderFailure)) throw error;
          return { truncated: false, failure: error, observedAt };
        }
      }
    },
  };
}

/** When rows went away from pages that were read, later ones moved up by as much: into the page before. */
function before(place: Place): Place | null {
  return 'page' in place && place.page > 1 ? { page: place.page - 1, size: place.size } : null;
}

/** How many pages without a row that can be read may follow one another. Rows go while a list is read, but not a thousand at once. */
const maxEmptyPages = 10;

/**
 * Tells of each page why its list is not to be read on, or null: one that goes round, or has ever more pages with nothing on them, would be
 * followed until time is over.
 *
 * @param start the cursor that the first page was asked for by.
 */
export function createTrail(
  name: string,
  start: string | null,
): (page: SessionListPage) => ProviderFailure | null {
  const cursors = new Set([start]);
  let emptyPages = 0;
  return ({ rows, next }) => {
    if (next === null || !('cursor' in next)) return null;
    emptyPages = rows.length === 0 ? emptyPages + 1 : 0;
    const what = cursors.has(next.cursor)
      ? 'the same page twice'
      : emptyPages > maxEmptyPages
        ? `more than ${maxEmptyPages} pages with nothing on them`
        : null;
    cursors.add(next.cursor);
    return what && new ProviderFailure('MALFORMED', `${name} gave ${what}; its list is incomplete.`);
  };
}

/** Zendesk gives at most 100 pages by offset, and 10,000 rows. */
const maxPage = 100;
