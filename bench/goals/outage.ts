/**
 * One of four providers hangs or is down: what that costs the lists of the other three, while the lists of all four are asked for as well, and how soon it is asked
 * again once it is back.
 */
import { setTimeout } from 'node:timers/promises';
import { serviceHeaders } from '../guards.ts';
import { clerkAt, startProduct } from '../product.ts';
import { startLoad, type Load } from '../processes.ts';
import { userCount, userId } from '../questions.ts';
import type { Condition } from '../upstreams/server.ts';
import { startClerk } from '../upstreams/start.ts';
import { atMost, type Goal, type GoalOptions } from './goal.ts';

const latencyMs = 20;
const others = ['clerk1', 'clerk2', 'clerk3'];
const failing = 'clerk4';
/** Lists in a second, of each kind. */
const rate = 50;
const connections = 300;
/** How often somebody looks whether it is back, in milliseconds. */
const lookEveryMs = 20;

export async function outageGoals({ scale, load }: GoalOptions): Promise<readonly Goal[]> {
  const ofAll = startLoad();
  try {
    const seconds = Math.max(10, Math.round(30 * scale));
    const hanging = await measure('hanging', seconds, load, ofAll);
    return [...hanging, ...(await measure('down', seconds, load, ofAll))];
  } finally {
    await ofAll.stop();
  }
}

async function measure(
  condition: Condition,
  seconds: number,
  loadOfOthers: Load,
  loadOfAll: Load,
): Promise<readonly Goal[]> {
  const [sound, unsound] = await Promise.all([startClerk({ latencyMs }), startClerk({ latencyMs })]);
  const server = await startProduct({
    providers: [
      ...others.map((id, index) => clerkAt(`${sound.url}/${index + 1}`, 0, id)),
      clerkAt(unsound.url, 0, failing),
    ],
  });
  const job = { url: server.url, headers: serviceHeaders, connections, rate };
  const p99sFor = async (length: number) => {
    const [ofOthers, ofAll] = await Promise.all([
      loadOfOthers.run({ ...job, seconds: length, bodies: bodiesOf(others) }),
      loadOfAll.run({ ...job, seconds: length, bodies: bodiesOf([...others, failing]) }),
    ]);
    return { ofOthers: ofOthers.p99, ofAll: ofAll.p99 };
  };
  try {
    await p99sFor(5);
    const before = await p99sFor(seconds);
    await unsound.become(condition);
    const meanwhile = await p99sFor(seconds);
    await unsound.become('ok');
    const { totalMs, afterProbeIsDueMs } = await recovery(server.url);
    const after = await p99sFor(seconds);
    const what = `one of four providers ${condition}`;
    const p99s = `p99 of the others' lists, ${before.ofOthers.toFixed(1)} ms before`;
    return [
      atMost(`${what}: ${p99s}, more while it fails`, meanwhile.ofOthers - before.ofOthers, 15, 'ms'),
      atMost(`${what}: ${p99s}, more after`, after.ofOthers - before.ofOthers, 15, 'ms'),
      atMost(
        `${what}: p99 of all four's lists, ${before.ofAll.toFixed(1)} ms before, ${after.ofAll.toFixed(1)} ms after; while it fails`,
        meanwhile.ofAll,
        // What everybody waits who asks before the circuit opens.
        5000,
        'ms',
      ),
      atMost(
        `${what}: back after ${(totalMs / 1000).toFixed(1)} s; from the probe's wait on`,
        afterProbeIsDueMs / 1000,
        1,
        's',
      ),
    ];
  } finally {
    await Promise.all([server, sound, unsound].map((running) => running.stop()));
  }
}

/** From now until a list has all of the provider again, in milliseconds: in all, and from when a call was to be let through, as reports told last. */
async function recovery(
  url: string,
): Promise<{ readonly totalMs: number; readonly afterProbeIsDueMs: number }> {
  const mendedAt = Date.now();
  let dueAt = mendedAt;
  for (;;) {
    const report = await reportOf(url);
    const now = Date.now();
    if (report.status === 'OK') return { totalMs: now - mendedAt, afterProbeIsDueMs: now - dueAt };
    if (report.retryAt !== null) dueAt = Math.max(dueAt, Date.parse(report.retryAt));
    await setTimeout(lookEveryMs);
  }
}

interface Report {
  readonly status: string;
  readonly retryAt: string | null;
}

async function reportOf(url: string): Promise<Report> {
  const headers = { 'content-type': 'application/json', ...serviceHeaders };
  const [body = ''] = bodiesOf([failing]);
  const { data } = (await (await fetch(url, { method: 'POST', headers, body })).json()) as {
    readonly data: { readonly sessions: { readonly providerReports: readonly Report[] } };
  };
  const [report] = data.sessions.providerReports;
  if (report === undefined) throw new Error('the list says nothing of its provider');
  return report;
}

/** Requests for the lists of all users at these providers, in turn. */
function bodiesOf(providerIds: readonly string[]): readonly string[] {
  const query = `query ($users: [ID!], $providers: [ID!]) { sessions(filter: { userIds: $users, providerIds: $providers }, first: 10) {
    nodes { id displayName } providerReports { status retryAt } } }`;
  return Array.from({ length: userCount }, (_, number) =>
    JSON.stringify({ query, variables: { users: [userId(number)], providers: providerIds } }),
  );
}
