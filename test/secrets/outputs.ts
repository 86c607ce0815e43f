/** Everything that the program said, by where it said it, and what of it must not have been said. */
import type { Marks } from './marks.ts';

export interface Outputs {
  /** @param mayRepeat what its reader gave in the question itself, and so may be told again; headers are never repeated. */
  add(where: string, text: string, options?: { readonly mayRepeat?: string }): void;
  /** A line for each secret in each place, of what was said since this was asked last. */
  leaks(): readonly string[];
}

interface Output {
  readonly where: string;
  readonly text: string;
  readonly mayRepeat: string;
}

export function createOutputs(marks: Marks): Outputs {
  let outputs: Output[] = [];
  const leaksIn = ({ where, text, mayRepeat }: Output): string[] => {
    const names = marks.namesIn(text);
    if (names.length === 0) return [];
    const given = marks.namesIn(mayRepeat);
    return names
      .filter((name) => !given.includes(name))
      .map((name) => `${name} in ${where}: ${text.slice(0, 300)}`);
  };
  return {
    add(where, text, { mayRepeat = '' } = {}) {
      outputs.push({ where, text, mayRepeat });
    },
    leaks() {
      const said = outputs;
      outputs = [];
      return said.flatMap(leaksIn);
    },
  };
}
