/**
 * Finds out where a provider's list goes in a circle, so that nobody follows it for ever: within a request by the pages that it gave, over
 * several by a trail that the cursor carries.
 */
import { hash } from 'node:crypto';
import type { Position, SessionPage } from '../../providers/provider.ts';

/**
 * How many pages of a provider led to a place, and one place of theirs by its hash: the last whose number is a power of two. Whoever goes in a
 * circle, over however many requests, comes by it again (Brent's algorithm).
 */
export interface Trail {
  readonly pages: number;
  readonly mark: string;
}

export const startOfTrail: Trail = { pages: 0, mark: '' };

/** The trail over one more page, which ends at `next`. */
export function trailTo(next: Position, trail: Trail): Trail {
  const pages = trail.pages + 1;
  const isPowerOfTwo = (pages & (pages - 1)) === 0;
  return { pages, mark: isPowerOfTwo ? markOf(JSON.stringify(next)) : trail.mark };
}

/** The pages of one provider that a request has read. */
export class PagesSeen {
  readonly #seen = new Set<string>();

  /** Whether the page leads to where the list was before, or holds the rows of an earlier one; if not, it is one of those that were seen. */
  isRepeat({ rows, next }: SessionPage, position: Position | null, trail: Trail): boolean {
    if (next === null) return false;
    const to = JSON.stringify(next);
    const ids = JSON.stringify(rows.map(({ nativeId }) => nativeId));
    if (
      to === JSON.stringify(position) ||
      this.#seen.has(to) ||
      (rows.length > 0 && this.#seen.has(ids)) ||
      trail.mark === markOf(to)
    ) {
      return true;
    }
    this.#seen.add(to).add(ids);
    return false;
  }
}

function markOf(position: string): string {
  return hash('sha256', position, 'base64url').slice(0, 8);
}
