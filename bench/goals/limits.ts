/**
 * Many viewers on a provider that allows 100 calls in 10 seconds: how many requests it refuses (none), and how many viewers are answered, by one process and by
 * three at one PostgreSQL.
 */
import { setTimeout } from 'node:timers/promises';
import { serviceHeaders } from '../guards.ts';
import { startPostgres } from '../../test/replicas/postgres.ts';
import { clerkAt, startProduct } from '../product.ts';
import { userId } from '../questions.ts';
import { startClerk } from '../upstreams/start.ts';
import { atLeast, atMost, type Goal, type GoalOptions } from './goal.ts';

const viewers = 200;
const limit = { requests: 100, perMs: 10_000 };
/** Each viewer asks again every so many milliseconds. */
const everyMs = 5000;

export async function limitGoals({ scale }: GoalOptions): Promise<readonly Goal[]> {
  const seconds = Math.max(22, Math.round(44 * scale));
  return [...(await measure(1, seconds)), ...(await measure(3, seconds))];
}

async function measure(processes: number, seconds: number): Promise<readonly Goal[]> {
  const upstream = await startClerk({ latencyMs: 20, limit });
  const postgres = processes === 1 ? null : await startPostgres();
  const store = postgres && { postgres: await postgres.createDatabase('bench') };
  const provider = { ...clerkAt(upstream.url, 1000), rateLimit: limit };
  const servers = await Promise.all(
    Array.from({ length: processes }, () => startProduct({ providers: [provider], ...(store && { store }) })),
  );
  try {
    const end = performance.now() + seconds * 1000;
    const told = await Promise.all(
      Array.from({ length: viewers }, (_, viewer) =>
        watch(servers[viewer % processes]?.url ?? '', viewer, end),
      ),
    );
    const [asked, answered] = [sum(told.map((one) => one.asked)), sum(told.map((one) => one.answered))];
    const who = processes === 1 ? 'one process' : `${processes} processes`;
    const what = `${viewers} viewers on a provider with 100 calls in 10 s, ${who}`;
    const refused = await upstream.refused();
    // The calls that the limit allows in this time; a viewer is one call.
    const allowed = Math.floor(seconds / 10) * limit.requests;
    return [
      atMost(`${what}: calls that the provider refused, of ${await upstream.calls()}`, refused, 0),
      atLeast(`${what}: answered of ${asked} in ${seconds} s`, answered, allowed * 0.9),
    ];
  } finally {
    await Promise.all([...servers, upstream].map((server) => server.stop()));
    await postgres?.close();
  }
}

/** One viewer who looks at their own sessions again and again. */
async function watch(
  url: string,
  viewer: number,
  end: number,
): Promise<{ readonly asked: number; readonly answered: number }> {
  const body = JSON.stringify({
    query: `{ sessions(filter: { userIds: ["${userId(viewer)}"] }, first: 5) { nodes { id } providerReports { status } } }`,
  });
  let [asked, answered] = [0, 0];
  await setTimeout((everyMs * viewer) / viewers);
  while (performance.now() < end) {
    const next = performance.now() + everyMs;
    asked += 1;
    const headers = { 'content-type': 'application/json', ...serviceHeaders };
    const response = await fetch(url, { method: 'POST', headers, body });
    const { data } = (await response.json()) as Watched;
    if (data.sessions.providerReports.every(({ status }) => status === 'OK')) answered += 1;
    await setTimeout(Math.max(0, next - performance.now()));
  }
  return { asked, answered };
}

interface Watched {
  readonly data: { readonly sessions: { readonly providerReports: readonly { readonly status: string }[] } };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
