/** `npm run bench`: how fast the product is, as ratios to its peers in the same run, and against its goals. Writes no file. */
import { compare, type Measured } from './comparison.ts';
import { fourProviderGoals } from './goals/four-providers.ts';
import type { Goal, GoalOptions } from './goals/goal.ts';
import { atLeast } from './goals/goal.ts';
import { memoryGoals } from './goals/memory.ts';
import { mergingGoals } from './goals/merging.ts';
import { sharingGoals } from './goals/sharing.ts';
import { startingGoals } from './goals/starting.ts';
import { machineFacts } from './machine.ts';
import { type Options, readOptions } from './options.ts';
import { startLoad } from './processes.ts';
import { q1, q20, type Question } from './questions.ts';
import { product, raw, stacks } from './stacks.ts';
import { table } from './table.ts';

/** Of the raw server's throughput. */
const leastToRaw = new Map([
  [q1, 0.6],
  [q20, 0.7],
]);
/** Of the best peer's throughput at `q20`. */
const leastToBestPeer = 1.7;

const goalGroups: Readonly<Record<string, (options: GoalOptions) => Promise<readonly Goal[]>>> = {
  merging: mergingGoals,
  providers: fourProviderGoals,
  sharing: sharingGoals,
  memory: memoryGoals,
  starting: startingGoals,
};

const options = readOptions(process.argv.slice(2));
if (options === null) process.exitCode = 64;
else await run(options);

async function run({ rounds, seconds, wants }: Options): Promise<void> {
  write(machineFacts());
  const load = startLoad();
  const goals: Goal[] = [];
  try {
    // Everything is told in relation to the raw server, so it always runs.
    const compared = stacks.filter(({ name }) => wants('stack', name));
    const questions = [q1, q20].filter(({ name }) => wants('question', name));
    if (compared.length > 0 && questions.length > 0) {
      const all = [raw, ...compared.filter((stack) => stack !== raw)];
      const results = await compare({ stacks: all, questions, rounds, seconds, load });
      for (const [question, rows] of results) {
        write(`${question.name}: ${question.what}\n\n${comparisonTable(rows)}`);
        goals.push(...comparisonGoals(question, rows));
      }
    }
    for (const [name, measure] of Object.entries(goalGroups)) {
      if (wants('goal', name)) goals.push(...(await measure({ seconds, load })));
    }
  } finally {
    await load.stop();
  }
  if (goals.length > 0) write(goalTable(goals));
}

function write(text: string): void {
  process.stdout.write(`${text}\n\n`);
}

function comparisonTable(rows: readonly Measured[]): string {
  return table(
    ['stack', 'req/s', '÷ raw', 'CPU ms/request', 'calls/request', 'RSS MB'],
    rows.map(({ stack, perSecond, toRaw, cpuMs, callsPerRequest, rssMb }) => [
      stack.title,
      perSecond.toFixed(0),
      toRaw.toFixed(2),
      cpuMs.toFixed(3),
      callsPerRequest.toFixed(2),
      rssMb.toFixed(0),
    ]),
  );
}

function comparisonGoals(question: Question, rows: readonly Measured[]): readonly Goal[] {
  const own = rows.find(({ stack }) => stack === product);
  if (own === undefined) return [];
  const goals = [atLeast(`${question.name} ÷ raw`, own.toRaw, leastToRaw.get(question) ?? 0, '')];
  const peers = rows.filter(({ stack }) => stack !== product && stack !== raw);
  if (question === q20 && peers.length > 0) {
    const best = Math.max(...peers.map(({ toRaw }) => toRaw));
    goals.push(atLeast('q20 ÷ the best peer', own.toRaw / best, leastToBestPeer, ''));
  }
  return goals;
}

function goalTable(goals: readonly Goal[]): string {
  return table(
    ['goal', 'measured', 'wanted', ''],
    goals.map(({ what, measured, goal, met }) => [what, measured, goal, met ? 'met' : 'missed']),
  );
}
