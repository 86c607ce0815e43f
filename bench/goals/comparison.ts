/** What was aimed at in comparison with the peers and the raw server. */
import type { Measured } from '../comparison.ts';
import { q1, q20, type Question } from '../questions.ts';
import { product, raw } from '../stacks.ts';
import { atLeast, atMost, type Goal } from './goal.ts';

/** In CPU for a request: of the best peer that does the same work, and of the raw server. */
const least = new Map([
  [q1, { ofBestPeer: 1.1, ofRaw: 0.6 }],
  [q20, { ofBestPeer: 1.8, ofRaw: 0.65 }],
]);

export function comparisonGoals(results: ReadonlyMap<Question, readonly Measured[]>): readonly Goal[] {
  const goals = [...results].flatMap(([question, rows]) => goalsAt(question, rows));
  const rss = [...results.values()].flat().filter(({ stack }) => stack === product);
  if (rss.length === 0) return goals;
  return [...goals, atMost('RSS at load', Math.max(...rss.map(({ rssMb }) => rssMb)), 260, 'MB')];
}

function goalsAt(question: Question, rows: readonly Measured[]): readonly Goal[] {
  const own = rows.find(({ stack }) => stack === product);
  const wanted = least.get(question);
  if (own === undefined || wanted === undefined) return [];
  const peers = rows.filter(({ stack }) => stack.guarded && stack !== product && stack !== raw);
  const best = peers.toSorted((a, b) => a.cpuMs - b.cpuMs)[0];
  return [
    ...(best === undefined
      ? []
      : [
          atLeast(
            `${question.name}: CPU of ${best.stack.title} ÷ ours`,
            best.cpuMs / own.cpuMs,
            wanted.ofBestPeer,
          ),
        ]),
    atLeast(`${question.name}: CPU of the raw server ÷ ours`, own.cpuToRaw, wanted.ofRaw),
    atMost(`${question.name}: provider calls for a request`, own.callsPerRequest, question.plannedCalls),
  ];
}
