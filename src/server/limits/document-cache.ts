/** Parsed documents, kept for the next time: yoga's own cache counts entries, whatever their size. */
import type { DocumentNode } from 'graphql';

export interface DocumentCache {
  get(text: string): DocumentNode | undefined;
  set(text: string, document: DocumentNode): void;
}

/** About what a token, its place and its share of the nodes take in memory (measured over our worked queries). */
const bytesPerToken = 400;

/** @param maxBytes how much the documents may take in memory, by estimate; those that were used longest ago go first. */
export function createDocumentCache(maxBytes: number): DocumentCache {
  const kept = new Map<string, { readonly document: DocumentNode; readonly bytes: number }>();
  let bytes = 0;

  return {
    get(text) {
      const entry = kept.get(text);
      if (entry === undefined) return undefined;
      kept.delete(text);
      kept.set(text, entry);
      return entry.document;
    },
    set(text, document) {
      const known = kept.get(text);
      if (known !== undefined) bytes -= known.bytes;
      const entry = { document, bytes: text.length * 2 + tokensOf(document) * bytesPerToken };
      kept.delete(text);
      kept.set(text, entry);
      bytes += entry.bytes;
      for (const [oldText, old] of kept) {
        if (bytes <= maxBytes) break;
        kept.delete(oldText);
        bytes -= old.bytes;
      }
    },
  };
}

function tokensOf({ loc }: DocumentNode): number {
  let count = 0;
  for (let token = loc?.startToken ?? null; token !== null; token = token.next) count += 1;
  return count;
}

/** What could not be parsed is not worth keeping: parsing it again costs no more than looking it up. */
export const noErrorCache = { get: () => undefined, set() {} };
