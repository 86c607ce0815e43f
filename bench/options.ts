/** The command line of `npm run bench`. */
import { parseArgs } from 'node:util';

export interface Options {
  /** How often each stack is measured; the medians are shown. */
  readonly rounds: number;
  /** How many requests of `q1` each time; fewer of questions that weigh more. */
  readonly requests: number;
  /** How many before the first time. */
  readonly warmUp: number;
  /** How much of the long runs (heap, stream) is done: 1 is all. */
  readonly scale: number;
  /** Whether a part, stack or question is to be measured. */
  wants(group: Group, name: string): boolean;
}

type Group = keyof typeof names;

const names = {
  stack: ['product', 'mercurius', 'grafast', 'yoga', 'apollo'],
  variant: ['bare', 'same-work'],
  question: ['q1', 'q20'],
  goal: [
    'popular',
    'merging',
    'providers',
    'heap',
    'starting',
    'stream',
    'upstream',
    'limits',
    'outage',
    'replicas',
  ],
} as const;

const usual = { rounds: 5, requests: 5000, warmUp: 10_000, scale: 1 };
const quick = { rounds: 2, requests: 1000, warmUp: 2000, scale: 0.05 };

const usage = `Usage: npm run bench -- [--quick] [--rounds N] [--requests N] [--warm-up N] [--scale N] [--only NAME,…]

  --rounds    how often every stack is measured, in turns (${usual.rounds})
  --requests  how many requests each time (${usual.requests}; a tenth of them at q20)
  --warm-up   how many before, which are not measured (${usual.warmUp}): the product needs that many to get to its speed
  --scale     how much of the 100,000 requests of "heap" and the 1,000,000 rows of "stream" (${usual.scale})
  --quick     a look, not a measurement: --rounds ${quick.rounds} --requests ${quick.requests} --warm-up ${quick.warmUp} --scale ${quick.scale}
  --only      stacks: ${names.stack.join(', ')}
              as they are, or with the product's guards: ${names.variant.join(', ')}
              questions: ${names.question.join(', ')}
              goals without peers: ${names.goal.join(', ')}
`;

/** Null where the command line is not understood, or asks how to use it; that is told then. */
export function readOptions(args: readonly string[]): Options | null {
  const number = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: number,
      requests: number,
      'warm-up': number,
      scale: number,
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const base = values.quick ? quick : usual;
  const rounds = Number(values.rounds ?? base.rounds);
  const requests = Number(values.requests ?? base.requests);
  const warmUp = Number(values['warm-up'] ?? base.warmUp);
  const scale = Number(values.scale ?? base.scale);
  const only = values.only?.split(',') ?? [];
  const known = new Set<string>(Object.values(names).flat());
  const unknown = only.filter((name) => !known.has(name));
  const isSound = rounds >= 1 && requests >= 1 && warmUp >= 0 && scale > 0 && scale <= 1;
  if (values.help || unknown.length > 0 || !isSound) {
    if (unknown.length > 0) process.stderr.write(`bench: there is no ${unknown.join(', ')}\n`);
    process.stderr.write(usage);
    return null;
  }
  const namesAny = (group: Group) => names[group].some((name) => only.includes(name));
  // Stacks, variants and questions belong together: naming some of one group means all of the others.
  const comparison = ['stack', 'variant', 'question'] as const;
  return {
    rounds,
    requests,
    warmUp,
    scale,
    wants(group, name) {
      if (only.length === 0 || only.includes(name)) return true;
      if (group === 'goal' || namesAny(group)) return false;
      return comparison.some(namesAny);
    },
  };
}
