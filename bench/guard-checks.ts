/** Whether a stack that says it does the same work does it. */
import { ask, type Reply } from './ask.ts';
import { type Guards, person, serviceHeaders, wideGuards } from './guards.ts';
import type { RunningServer } from './processes.ts';
import { askedOf, userId } from './questions.ts';
import type { Stack } from './stacks.ts';
import { type RunningUpstream, startClerk } from './upstreams/start.ts';

/** More than the checks ask in one name. */
const narrow: Guards = { ...wideGuards, requestsPerMinute: 30 };
const hurried: Guards = { ...wideGuards, deadlineMs: 1000 };
/** Longer than any deadline here. */
const slowMs = 20_000;

/** Rejects where a guard lets through what it should refuse, or refuses what it should let through. */
export async function checkGuards(stacks: readonly Stack[]): Promise<void> {
  const [upstream, slow] = [await startClerk(), await startClerk({ latencyMs: slowMs })];
  try {
    for (const stack of stacks.filter(({ guarded }) => guarded)) {
      const must = (holds: boolean, what: string, reply: Reply): void => {
        if (holds) return;
        throw new Error(`${stack.title}: ${what}; HTTP ${reply.status} ${reply.text.slice(0, 500)}`);
      };
      await withServer(await stack.start(upstream.url, narrow), (server) =>
        checkRefusals(stack, server, upstream, must),
      );
      await withServer(await stack.start(slow.url, hurried), (server) => checkDeadline(server, must));
    }
  } finally {
    await Promise.all([upstream.stop(), slow.stop()]);
  }
}

type Must = (holds: boolean, what: string, reply: Reply) => void;

async function checkRefusals(
  stack: Stack,
  server: RunningServer,
  upstream: RunningUpstream,
  must: Must,
): Promise<void> {
  const [own, foreign] = [person, userId(2)];

  const known = await ask(server.url, askedOf(foreign), serviceHeaders);
  must(known.status === 200 && shows(known, foreign), 'the service key does not show everybody', known);
  must(known.header('x-content-type-options') === 'nosniff', 'there are no security headers', known);

  const before = await upstream.calls();
  for (const headers of [{}, { authorization: 'Bearer sgk_wrong' }]) {
    const stranger = await ask(server.url, askedOf(own), headers);
    must(stranger.status === 401, 'who sends no good key is not refused with 401', stranger);
  }
  const deep = await ask(server.url, deepQuestion(narrow.depth + 5), serviceHeaders);
  must(isRefused(deep, /deep|depth/i), 'a deep operation is not refused', deep);
  const dear = await ask(server.url, dearQuestion, serviceHeaders);
  must(isRefused(dear, /cost/i), 'an expensive operation is not refused', dear);
  must((await upstream.calls()) === before, 'what was refused was asked upstream', dear);

  const mine = await ask(server.url, askedOf(own), stack.personalHeaders());
  must(mine.status === 200 && shows(mine, own), 'a person does not see their own sessions', mine);
  const theirs = await ask(server.url, askedOf(foreign), stack.personalHeaders());
  must(!shows(theirs, foreign), 'a person sees the sessions of another', theirs);

  const burst: Reply[] = [];
  for (let sent = 0; sent <= narrow.requestsPerMinute; sent += 1)
    burst.push(await ask(server.url, askedOf(own), serviceHeaders));
  const [last] = burst.slice(-1);
  if (last !== undefined) must(last.status === 429, 'who asks too often is not refused with 429', last);
}

async function checkDeadline(server: RunningServer, must: Must): Promise<void> {
  const began = performance.now();
  const late = await ask(server.url, askedOf(person), serviceHeaders);
  const took = performance.now() - began;
  must(took < slowMs / 4 && !shows(late, person), `no deadline holds (${took.toFixed(0)} ms)`, late);
}

/** Whether an answer holds sessions of that user: the upstream gives them ids made of the user's number. */
function shows({ text }: Reply, user: string): boolean {
  return text.includes(`"nativeId":"sess_2x${user.slice('user_'.length)}`);
}

function isRefused({ errors, data }: Reply, why: RegExp): boolean {
  return data === null && why.test(JSON.stringify(errors));
}

function deepQuestion(depth: number): string {
  const levels = Math.ceil(depth / 3);
  const nested = 'sessions(first: 1) { nodes { user { '.repeat(levels) + 'id' + ' } } }'.repeat(levels);
  return JSON.stringify({ query: `{ users(ids: ["${person}"]) { ${nested} } }` });
}

const dearQuestion = JSON.stringify({
  query: `query ($ids: [ID!]!) {
    users(ids: $ids) { sessions(first: 100) { nodes { user { sessions(first: 100) { nodes { id } } } } } }
  }`,
  variables: { ids: Array.from({ length: 100 }, (_, number) => userId(number)) },
});

async function withServer(
  server: RunningServer,
  check: (server: RunningServer) => Promise<void>,
): Promise<void> {
  try {
    await check(server);
  } finally {
    await server.stop();
  }
}
