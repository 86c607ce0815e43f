/** The product against its peers: the same questions, the same upstream, in turns. */
import { join } from 'node:path';
import { type Load, type RunningServer, startServer } from './processes.ts';
import { headers } from './product.ts';
import type { Question } from './questions.ts';
import { raw, type Stack } from './stacks.ts';
import { median } from './statistics.ts';

export interface Measured {
  readonly stack: Stack;
  readonly perSecond: number;
  /** Of the raw server's in the same round. */
  readonly toRaw: number;
  /** Of the server's process, in milliseconds for a request. */
  readonly cpuMs: number;
  readonly callsPerRequest: number;
  readonly rssMb: number;
}

export interface ComparisonOptions {
  readonly stacks: readonly Stack[];
  readonly questions: readonly Question[];
  readonly rounds: number;
  readonly seconds: number;
  readonly load: Load;
}

interface Round {
  readonly perSecond: number;
  readonly cpuMs: number;
  readonly callsPerRequest: number;
}

/** The medians of all rounds, by question. Rejects where a stack does not answer what the others do. */
export async function compare(
  options: ComparisonOptions,
): Promise<ReadonlyMap<Question, readonly Measured[]>> {
  const { questions, rounds, seconds, load } = options;
  const upstream = await startServer([join(import.meta.dirname, 'upstream.ts')], 'load');
  const running: { readonly stack: Stack; readonly server: RunningServer }[] = [];
  try {
    for (const stack of options.stacks) running.push({ stack, server: await stack.start(upstream.url) });
    const results = new Map<Question, readonly Measured[]>();
    for (const question of questions) {
      await checkAnswers(question, running);
      const measured = new Map<Stack, Round[]>();
      for (const { stack, server } of running) {
        measured.set(stack, []);
        await measure(question, server, seconds);
      }
      for (let round = 0; round < rounds; round += 1) {
        for (const { stack, server } of running) {
          measured.get(stack)?.push(await measure(question, server, seconds));
        }
      }
      const reference = measured.get(raw) ?? [];
      const rows = await Promise.all(
        running.map(async ({ stack, server }) => {
          const own = measured.get(stack) ?? [];
          return {
            stack,
            perSecond: median(own.map(({ perSecond }) => perSecond)),
            toRaw: median(
              own.map(({ perSecond }, index) => perSecond / (reference[index]?.perSecond ?? Number.NaN)),
            ),
            cpuMs: median(own.map(({ cpuMs }) => cpuMs)),
            callsPerRequest: median(own.map(({ callsPerRequest }) => callsPerRequest)),
            rssMb: (await server.usage()).rssMb,
          };
        }),
      );
      results.set(question, rows);
    }
    return results;
  } finally {
    await Promise.all([upstream, ...running.map(({ server }) => server)].map((server) => server.stop()));
  }

  async function measure(
    { name, connections }: Question,
    server: RunningServer,
    secs: number,
  ): Promise<Round> {
    const [usageBefore, callsBefore] = [await server.usage(), await calls(upstream)];
    const { requests, perSecond } = await load.run({
      url: server.url,
      headers,
      question: name,
      connections,
      seconds: secs,
    });
    const [usageAfter, callsAfter] = [await server.usage(), await calls(upstream)];
    return {
      perSecond,
      cpuMs: (usageAfter.cpuMs - usageBefore.cpuMs) / requests,
      callsPerRequest: (callsAfter - callsBefore) / requests,
    };
  }
}

async function calls(upstream: RunningServer): Promise<number> {
  return Number(await (await fetch(`${upstream.url}/calls`)).text());
}

/** Every stack must answer what the raw server does, but for cursors, which each makes in its own way. */
async function checkAnswers(
  question: Question,
  running: readonly { readonly stack: Stack; readonly server: RunningServer }[],
): Promise<void> {
  const answers = await Promise.all(
    running.map(async ({ server }) => {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: question.body(7),
      });
      const text = (await response.text()).replaceAll(/"endCursor":"[\w-]+"/g, '"endCursor":"…"');
      return JSON.stringify(sorted(JSON.parse(text)), null, 1).split('\n');
    }),
  );
  const [expected = []] = answers;
  for (const [index, { stack }] of running.entries()) {
    const lines = answers[index] ?? [];
    const line = lines.findIndex((text, number) => text !== expected[number]);
    if (line === -1 && lines.length === expected.length) continue;
    throw new Error(
      `${stack.name} answers ${question.name} otherwise than ${running[0]?.stack.name}: ${lines[line]} instead of ${expected[line]}`,
    );
  }
}

/** The data with its keys in order. */
function sorted({ data }: { readonly data: unknown }): unknown {
  return JSON.parse(
    JSON.stringify(data, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  );
}
