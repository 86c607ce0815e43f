/** How far each provider's list was read, and the cursor that says so. It holds the providers' own positions, so any replica can go on there. */
import { hash } from 'node:crypto';
import type { Position, SessionPage } from '../../providers/provider.ts';
import { decodeCursor, encodeCursor, invalidCursor, type Scope } from '../cursor.ts';
import { type Trail, trailTo } from './stream-circles.ts';

/** `true` where a provider is read to its end, else where to go on. One that is not begun has no place. */
export type Place = true | { readonly at: Position; readonly trail: Trail };
export type Places = Map<string, Place>;

/** @param trail that led to the page. */
export function placeAfterPage({ next }: SessionPage, trail: Trail): Place {
  return next === null ? true : { at: next, trail: trailTo(next, trail) };
}

/** @param trail that led to the page. */
export function placeAfterRow(page: SessionPage, index: number, trail: Trail): Place {
  if (index === page.rows.length - 1) return placeAfterPage(page, trail);
  return { at: page.positionAfter(index), trail };
}

export function cursorAt(scope: Scope, places: Iterable<readonly [string, Place]>): string {
  const entries = [...places].map(([id, place]) =>
    place === true ? [id] : [id, place.at, place.trail.pages, place.trail.mark],
  );
  return encodeCursor(scope, [entries, sealOf(scope, entries)]);
}

/** The places in a cursor, which are just as a page gave them. Throws `InputError` INVALID_CURSOR for every other cursor. */
export function placesIn(scope: Scope, cursor: string): [string, Place][] {
  const sealed = decodeCursor(scope, cursor, 'after');
  if (!Array.isArray(sealed)) throw invalidCursor('after');
  const [entries, seal] = sealed as readonly unknown[];
  if (!Array.isArray(entries) || seal !== sealOf(scope, entries)) throw invalidCursor('after');
  return entries.map((entry: unknown) => {
    if (!Array.isArray(entry)) throw invalidCursor('after');
    const [id, at, pages, mark] = entry as readonly unknown[];
    if (typeof id !== 'string') throw invalidCursor('after');
    if (entry.length === 1) return [id, true];
    if (entry.length !== 4 || typeof pages !== 'number' || typeof mark !== 'string')
      throw invalidCursor('after');
    return [id, { at: at as Position, trail: { pages, mark } }];
  });
}

/**
 * Tells a cursor that was changed by hand from a place that a provider does not take back. It is no secret: what a place may show is decided
 * on the rows.
 */
function sealOf(scope: Scope, entries: readonly unknown[]): string {
  return hash('sha256', `${scope.hash} ${JSON.stringify(entries)}`, 'base64url').slice(0, 8);
}
