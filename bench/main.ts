/** `npm run bench -- [--rounds N] [--seconds N] [--only NAME,…]`: speed as ratios against peers of the same run. Writes no file. */
import { parseArgs } from 'node:util';
import { compare } from './comparison.ts';
import { startLoad } from './processes.ts';
import { q1, q20 } from './questions.ts';
import { stacks } from './stacks.ts';
import { table } from './table.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    only: { type: 'string' },
  },
});
const load = startLoad();
const only = values.only?.split(',');
const results = await compare({
  stacks: stacks.filter(({ name }) => only === undefined || only.includes(name)),
  questions: [q1, q20].filter(({ name }) => only === undefined || !only.some((n) => n.startsWith('q')) || only.includes(name)),
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  load,
});
for (const [question, rows] of results) {
  process.stdout.write(`\n${question.name}: ${question.what}\n\n${table(
    ['stack', 'req/s', '÷ raw', 'CPU ms', 'calls', 'RSS MB'],
    rows.map((row) => [row.stack.title, row.perSecond.toFixed(0), row.toRaw.toFixed(2), row.cpuMs.toFixed(3), row.callsPerRequest.toFixed(2), row.rssMb.toFixed(0)]),
  )}\n`);
}
await load.stop();
