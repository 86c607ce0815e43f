/** Merging and paging lists whose reads are still fresh, in every order that the schema has: what is counted is our own work. */
import { ask } from '../ask.ts';
import { serviceHeaders } from '../guards.ts';
import type { RunningServer } from '../processes.ts';
import { clerkAt } from '../product.ts';
import { userId } from '../questions.ts';
import { startClerk } from '../upstreams/start.ts';
import { atMost, type Goal, type GoalOptions } from './goal.ts';
import { cpuMsOf, withProduct } from './product-run.ts';

const instances = [1, 2, 3, 4];
const sessionsPerUser = 1000;
/** Until the end of the run. */
const freshForMs = 600_000;

const query = `query ($users: [ID!]!, $order: SessionOrder!, $after: String) {
  sessions(filter: { userIds: $users }, orderBy: $order, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Order {
  readonly field: string;
  readonly direction: string;
}

interface Page {
  readonly sessions: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } };
}

export async function mergingGoals({ requests, load }: GoalOptions): Promise<readonly Goal[]> {
  const upstream = await startClerk({ sessionsPerUser });
  const providers = instances.map((number) =>
    clerkAt(`${upstream.url}/${number}`, freshForMs, `clerk${number}`),
  );
  return withProduct(upstream, { providers }, async (server) => {
    const times = Math.max(20, Math.ceil(requests / 50));
    const cpu = async (body: string) => {
      const job = { url: server.url, headers: serviceHeaders, bodies: [body], connections: 1 };
      await load.run({ ...job, requests: times });
      return (await cpuMsOf(server, () => load.run({ ...job, requests: times }))) / times;
    };
    const slowest = { merging: 0, paging: 0 };
    let calls = 0;
    for (const order of await ordersOf(server)) {
      const after = await endOfFirstPage(server, order);
      // The first order of all has read the lists.
      calls ||= await upstream.calls();
      slowest.merging = Math.max(slowest.merging, await cpu(bodyOf(order)));
      slowest.paging = Math.max(slowest.paging, await cpu(bodyOf(order, after)));
    }
    if ((await upstream.calls()) !== calls)
      throw new Error('lists were read again while merging was measured');
    const what = `${instances.length} × ${sessionsPerUser} sessions, the slowest order, CPU`;
    return [
      atMost(`merging ${what}`, slowest.merging, 3, 'ms'),
      atMost('the page after it, CPU', slowest.paging, 2, 'ms'),
    ];
  });
}

async function ordersOf(server: RunningServer): Promise<readonly Order[]> {
  const { data } = await ask(
    server.url,
    JSON.stringify({ query: '{ __type(name: "SessionOrderField") { enumValues { name } } }' }),
    serviceHeaders,
  );
  const { __type: type } = data as { readonly __type: { readonly enumValues: readonly { name: string }[] } };
  return type.enumValues.flatMap(({ name: field }) =>
    ['ASC', 'DESC'].map((direction) => ({ field, direction })),
  );
}

async function endOfFirstPage(server: RunningServer, order: Order): Promise<string> {
  const { data, text } = await ask(server.url, bodyOf(order), serviceHeaders);
  const page = (data as Page | null)?.sessions.pageInfo;
  if (page?.hasNextPage !== true) throw new Error(`there is no page after the first: ${text}`);
  return page.endCursor;
}

function bodyOf(order: Order, after: string | null = null): string {
  return JSON.stringify({ query, variables: { users: [userId(1)], order, after } });
}
