/** Prepared documents, kept for the next time, up to a number of bytes. */

export interface DocumentCache<Value> {
  get(text: string): Value | undefined;
  /** @param bytes what the value takes in memory beside its text. Setting it again replaces the count. */
  set(text: string, value: Value, bytes: number): void;
}

/** @param maxBytes how much all of them may take; those that were used longest ago go first. */
export function createDocumentCache<Value>(maxBytes: number): DocumentCache<Value> {
  const kept = new Map<string, { readonly text: string; readonly value: Value; readonly bytes: number }>();
  let total = 0;

  return {
    get(text) {
      const entry = kept.get(text);
      if (entry === undefined) return undefined;
      // A map keeps its keys in the order in which they came; the text that came first, so that no request's own stays.
      kept.delete(text);
      kept.set(entry.text, entry);
      return entry.value;
    },
    set(text, value, bytes) {
      total -= kept.get(text)?.bytes ?? 0;
      const entry = { text, value, bytes: text.length * 2 + bytes };
      kept.delete(text);
      kept.set(text, entry);
      total += entry.bytes;
      for (const [oldest, { bytes: freed }] of kept) {
        if (total <= maxBytes) break;
        kept.delete(oldest);
        total -= freed;
      }
    },
  };
}
