/** The command line of `npm run bench`. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Of every comparison; the medians of them are shown. */
  readonly rounds: number;
  /** Of each measurement. */
  readonly seconds: number;
  /** Whether a part, stack or question is to be measured. */
  wants(group: Group, name: string): boolean;
}

export type Group = keyof typeof names;

const names = {
  stack: ['raw', 'product', 'mercurius', 'grafast', 'yoga', 'apollo'],
  question: ['q1', 'q20'],
  goal: ['merging', 'providers', 'sharing', 'memory', 'starting'],
} as const;

const usage = `Usage: npm run bench -- [--rounds N] [--seconds N] [--only NAME,…]

  --rounds   how often every stack is measured, in turns (5)
  --seconds  how long each time (5)
  --only     stacks: ${names.stack.join(', ')}
             questions: ${names.question.join(', ')}
             goals without peers: ${names.goal.join(', ')}
`;

/** Null where the command line is not understood, or asks how to use it; that is told then. */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  const only = values.only?.split(',') ?? [];
  const known = new Set<string>(Object.values(names).flat());
  const unknown = only.filter((name) => !known.has(name));
  if (values.help || unknown.length > 0 || !(rounds >= 1) || !(seconds > 0)) {
    if (unknown.length > 0) process.stderr.write(`bench: there is no ${unknown.join(', ')}\n`);
    process.stderr.write(usage);
    return null;
  }
  const namesAny = (group: Group) => names[group].some((name) => only.includes(name));
  return {
    rounds,
    seconds,
    wants(group, name) {
      if (only.length === 0 || only.includes(name)) return true;
      // Stacks and questions belong together: naming some of the one means all of the other.
      if (group === 'goal' || namesAny(group)) return false;
      return namesAny(group === 'stack' ? 'question' : 'stack');
    },
  };
}
