/** `npm run bench`: how fast the product is, as ratios to its peers in the same run, and against its goals. Writes no file. */
import { compare, type Measured } from './comparison.ts';
import { comparisonGoals } from './goals/comparison.ts';
import { fourProviderGoals } from './goals/four-providers.ts';
import type { Goal, GoalOptions } from './goals/goal.ts';
import { heapGoals } from './goals/heap.ts';
import { limitGoals } from './goals/limits.ts';
import { mergingGoals } from './goals/merging.ts';
import { outageGoals } from './goals/outage.ts';
import { popularGoals } from './goals/popular.ts';
import { replicaGoals } from './goals/replicas.ts';
import { startingGoals } from './goals/starting.ts';
import { streamGoals } from './goals/stream.ts';
import { upstreamEngineGoals } from './goals/upstream-engine.ts';
import { checkGuards } from './guard-checks.ts';
import { machineFacts } from './machine.ts';
import { type Options, readOptions } from './options.ts';
import { startLoad } from './processes.ts';
import { questions as allQuestions, type Question } from './questions.ts';
import { peers, product, raw } from './stacks.ts';
import { table } from './table.ts';

const goalGroups: Readonly<Record<string, (options: GoalOptions) => Promise<readonly Goal[]>>> = {
  popular: popularGoals,
  merging: mergingGoals,
  providers: fourProviderGoals,
  heap: heapGoals,
  starting: startingGoals,
  stream: streamGoals,
  upstream: upstreamEngineGoals,
  limits: limitGoals,
  outage: outageGoals,
  replicas: replicaGoals,
};

const options = readOptions(process.argv.slice(2));
if (options === null) process.exitCode = 64;
else await run(options);

async function run({ wants, ...sizes }: Options): Promise<void> {
  write(machineFacts());
  const load = startLoad();
  const goals: Goal[] = [];
  try {
    const questions = allQuestions.filter(({ name }) => wants('question', name));
    const compared = [product, ...peers].filter(
      ({ name, guarded }) =>
        wants('stack', name) && (name === product.name || wants('variant', guarded ? 'same-work' : 'bare')),
    );
    if (compared.length > 0) {
      await checkGuards(compared);
      // Everything is told in relation to the raw server, so it always runs.
      const results = new Map<Question, readonly Measured[]>();
      for await (const [question, rows] of compare({
        stacks: [raw, ...compared],
        questions,
        ...sizes,
        load,
      })) {
        results.set(question, rows);
        write(`${question.name}: ${question.what}`);
        for (const [heading, shown] of tablesOf(rows)) write(`${heading}:\n\n${comparisonTable(shown)}`);
      }
      goals.push(...comparisonGoals(results));
    }
    for (const [name, measure] of Object.entries(goalGroups)) {
      if (wants('goal', name)) goals.push(...(await measure({ ...sizes, load })));
    }
  } finally {
    await load.stop();
  }
  if (goals.length > 0) write(goalTable(goals));
}

function write(text: string): void {
  process.stdout.write(`${text}\n\n`);
}

/** The peers as they are and those that do the same work, each beside the raw server and the product. */
function tablesOf(rows: readonly Measured[]): readonly (readonly [string, readonly Measured[]])[] {
  const variants = [false, true].filter((guarded) =>
    rows.some((row) => isPeer(row) && row.stack.guarded === guarded),
  );
  if (variants.length === 0) return [['Without peers', rows]];
  return variants.map((guarded) => [
    guarded
      ? "Peers that do the product's work: key, rate, depth, cost, ownership, deadline, security headers"
      : 'Peers as they are, which know no keys, limits or owners',
    rows.filter((row) => !isPeer(row) || row.stack.guarded === guarded),
  ]);
}

function isPeer({ stack }: Measured): boolean {
  return stack !== raw && stack !== product;
}

function comparisonTable(rows: readonly Measured[]): string {
  return table(
    ['stack', 'CPU ms/request', 'raw ÷ its CPU', 'req/s', 'calls/request', 'RSS MB'],
    rows.map(({ stack, cpuMs, cpuToRaw, perSecond, callsPerRequest, rssMb }) => [
      stack.title,
      cpuMs.toFixed(3),
      cpuToRaw.toFixed(2),
      perSecond.toFixed(0),
      callsPerRequest.toFixed(2),
      rssMb.toFixed(0),
    ]),
  );
}

function goalTable(goals: readonly Goal[]): string {
  return table(
    ['goal', 'measured', 'wanted', ''],
    goals.map(({ what, measured, goal, met }) => [what, measured, goal, met ? 'met' : 'missed']),
  );
}
