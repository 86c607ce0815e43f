/** Reads that lag behind writes, as those of a database do that is copied from the one that is written to. */

export interface LaggingReads<Answer> {
  /** The answer that the same read was given in the last so many milliseconds; else, and for a change, what `ask` gives now. */
  answer(call: string, ms: number, ask: () => Promise<Answer>): Promise<Answer>;
}

/** Seam's reads are POSTs. */
const read = /^(GET |POST \S+\/(get|list) )/;

export function createLaggingReads<Answer>(): LaggingReads<Answer> {
  const answers = new Map<string, { readonly at: number; readonly answer: Answer }>();
  return {
    async answer(call, ms, ask) {
      if (!read.test(call)) return ask();
      const now = performance.now();
      for (const [other, { at }] of answers) if (now - at >= ms) answers.delete(other);
      const known = answers.get(call);
      if (known !== undefined) return known.answer;
      // It may hold what changes later.
      const answer = structuredClone(await ask());
      answers.set(call, { at: now, answer });
      return answer;
    },
  };
}
