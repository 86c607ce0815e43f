/**
 * A search through the list of everybody, from its first row to its last, that finds nothing: what a row costs that is read and looked at,
 * and whether a long list leaves anything behind.
 */
import { setTimeout } from 'node:timers/promises';
import { ask } from '../ask.ts';
import { serviceHeaders } from '../guards.ts';
import type { RunningServer } from '../processes.ts';
import { startZendesk } from '../upstreams/start.ts';
import { atMost, type Goal, type GoalOptions } from './goal.ts';
import { cpuMsOf, withProduct } from './product-run.ts';

const allRows = 1_000_000;
const freshForMs = 1000;
/** Zendesk's largest page. */
const rowsPerCall = 100;

const query = `query ($after: String) {
  sessions(filter: { ipAddress: "203.0.113.7" }, first: 100, after: $after) {
    nodes { id }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Page {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export async function streamGoals({ scale }: GoalOptions): Promise<readonly Goal[]> {
  const rows = Math.ceil((allRows * scale) / rowsPerCall) * rowsPerCall;
  const upstream = await startZendesk({ sessions: rows });
  const providers = [
    { id: 'support', kind: 'zendesk', baseUrl: upstream.url, bearerToken: 'bench', freshForMs },
  ];
  return withProduct(upstream, { providers }, async (server) => {
    await search(server);
    const before = await heapAtRest(server);
    const called = await upstream.calls();
    const cpuMs = await cpuMsOf(server, () => search(server));
    const calls = (await upstream.calls()) - called;
    const after = await heapAtRest(server);
    return [
      atMost(`calls for ${rows} rows of everybody's list`, calls, rows / rowsPerCall),
      atMost('CPU a row of it, read and looked at', (cpuMs * 1000) / rows, 5, 'µs'),
      atMost(
        'growth of the heap over it, when no page is fresh and all garbage is collected',
        after - before,
        1,
        'MB',
      ),
    ];
  });
}

/** Once the last second's pages, which might be given again, are let go. */
async function heapAtRest(server: RunningServer): Promise<number> {
  await setTimeout(freshForMs * 3);
  return (await server.heap()).heapMb;
}

/** Follows the list to its end. */
async function search(server: RunningServer): Promise<void> {
  for (let after: string | null = null, goesOn = true; goesOn;) {
    const body = JSON.stringify({ query, variables: { after } });
    const { data, text } = await ask(server.url, body, serviceHeaders);
    if (data === null) throw new Error(`a page is ${text}`);
    const { nodes, pageInfo } = (data as { readonly sessions: Page }).sessions;
    if (nodes.length > 0) throw new Error(`rows were found: ${text}`);
    after = pageInfo.endCursor;
    goesOn = pageInfo.hasNextPage;
  }
}
