/** The product against its peers: the same questions, the same upstream, in turns. */
import { checkAnswers, type RunningStack } from './answers.ts';
import { serviceHeaders, wideGuards } from './guards.ts';
import type { Load, RunningServer } from './processes.ts';
import type { Question } from './questions.ts';
import { raw, type Stack } from './stacks.ts';
import { median } from './statistics.ts';
import { type RunningUpstream, startClerk } from './upstreams/start.ts';

/** Of a stack at a question: medians of all rounds. */
export interface Measured {
  readonly stack: Stack;
  /** Of the server's process, for a request, in milliseconds. */
  readonly cpuMs: number;
  /** The raw server's CPU for a request over this one's, in the same round. */
  readonly cpuToRaw: number;
  readonly perSecond: number;
  readonly callsPerRequest: number;
  /** After the last round. */
  readonly rssMb: number;
}

export interface ComparisonOptions {
  /** The raw server among them. */
  readonly stacks: readonly Stack[];
  readonly questions: readonly Question[];
  readonly rounds: number;
  /** Requests of `q1` in each round; fewer of a question that weighs more. */
  readonly requests: number;
  /** Requests of `q1` before the first round. */
  readonly warmUp: number;
  readonly load: Load;
}

interface Round {
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly callsPerRequest: number;
}

/** What was measured, question by question. Throws where a stack does not answer as the others do. */
export async function* compare(
  options: ComparisonOptions,
): AsyncGenerator<readonly [Question, readonly Measured[]], void, undefined> {
  const upstream = await startClerk();
  const running: RunningStack[] = [];
  try {
    for (const stack of options.stacks)
      running.push({ stack, server: await stack.start(upstream.url, wideGuards) });
    for (const question of options.questions) {
      await checkAnswers(question, running);
      yield [question, await compareAt(question, running, upstream, options)];
    }
  } finally {
    await Promise.all([upstream, ...running.map(({ server }) => server)].map((server) => server.stop()));
  }
}

async function compareAt(
  question: Question,
  running: readonly RunningStack[],
  upstream: RunningUpstream,
  { rounds, requests, warmUp, load }: ComparisonOptions,
): Promise<readonly Measured[]> {
  const measured = new Map(running.map(({ stack }) => [stack, [] as Round[]]));
  for (const { server } of running) await run(question, server, warmUp, load);
  for (let round = 0; round < rounds; round += 1) {
    for (const { stack, server } of running)
      measured.get(stack)?.push(await measure(question, server, upstream, requests, load));
  }
  const reference = measured.get(raw) ?? [];
  return Promise.all(
    running.map(async ({ stack, server }) => {
      const own = measured.get(stack) ?? [];
      const middle = (figure: (round: Round, index: number) => number) => median(own.map(figure));
      return {
        stack,
        cpuMs: middle(({ cpuMs }) => cpuMs),
        cpuToRaw: middle(({ cpuMs }, index) => (reference[index]?.cpuMs ?? Number.NaN) / cpuMs),
        perSecond: middle(({ perSecond }) => perSecond),
        callsPerRequest: middle(({ callsPerRequest }) => callsPerRequest),
        rssMb: (await server.usage()).rssMb,
      };
    }),
  );
}

async function measure(
  question: Question,
  server: RunningServer,
  upstream: RunningUpstream,
  requests: number,
  load: Load,
): Promise<Round> {
  // While the others had their turns the heap was shrunk and the processor's caches went to them.
  await run(question, server, requests / 4, load);
  const [usageBefore, callsBefore] = [await server.usage(), await upstream.calls()];
  const done = await run(question, server, requests, load);
  const [usageAfter, callsAfter] = [await server.usage(), await upstream.calls()];
  return {
    cpuMs: (usageAfter.cpuMs - usageBefore.cpuMs) / done.requests,
    perSecond: done.perSecond,
    callsPerRequest: (callsAfter - callsBefore) / done.requests,
  };
}

/** @param requests as many of `q1` */
function run(
  { bodies, connections, weight }: Question,
  { url }: RunningServer,
  requests: number,
  load: Load,
) {
  return load.run({
    url,
    headers: serviceHeaders,
    bodies,
    connections,
    requests: Math.max(connections, Math.ceil(requests / weight)),
  });
}
