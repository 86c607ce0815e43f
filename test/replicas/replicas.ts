/** Three replicas as an operator runs them: processes of their own, at one PostgreSQL and one set of providers, behind a balancer. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { startDemo, type Demo } from '../../src/demo/demo.ts';
import { scopes } from '../../src/sessions/scope.ts';
import { run, type Run } from '../command.ts';
import { startBalancer } from './balancer.ts';

export interface Replica {
  readonly port: number;
  readonly run: Run;
}

export interface Replicas {
  readonly demo: Demo;
  readonly all: readonly Replica[];
  /** What every process wrote so far, also those that have ended. */
  readonly printed: () => string;
  /** Asks by way of the balancer, or one replica. @param key which API key asks; see `keys`. */
  ask(question: Question, replica?: Replica): Promise<Reply>;
  /** Ends one in good order, and starts another at its port. */
  restart(index: number): Promise<void>;
  close(): Promise<void>;
}

export interface Question {
  readonly key: string;
  readonly query: string;
  readonly variables?: object;
}

export interface Reply {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- the shape is what the test's own query asks for
  readonly body: any;
}

export interface Options {
  readonly store: object;
  /** Names of API keys that may do everything; each is its own secret. */
  readonly keys: readonly string[];
  /** Changes the entries of providers, by their ids. */
  readonly providers?: Readonly<Record<string, object>>;
  readonly count?: number;
}

export async function startReplicas({
  store,
  keys,
  providers: changes = {},
  count = 3,
}: Options): Promise<Replicas> {
  const demo = await startDemo();
  const home = mkdtempSync(join(tmpdir(), 'sessiongraph-replicas-'));
  const file = join(home, 'sessiongraph.config.json');
  const providers = demo.providers.map((entry) => {
    const id = 'id' in entry ? String(entry.id) : '';
    return { timeoutMs: 20_000, ...entry, ...changes[id] };
  });
  const apiKeys = keys.map((key) => {
    return { name: key, sha256: createHash('sha256').update(secretOf(key)).digest('hex'), scopes };
  });
  writeFileSync(
    file,
    JSON.stringify({ providers, store, auth: { apiKeys }, audit: { file: join(home, 'audit') } }),
  );

  const runs: Run[] = [];
  async function start(port: number): Promise<Replica> {
    const started = run(['serve', '--config', file, '--port', String(port)]);
    runs.push(started);
    return { port: Number(new URL(await started.listening).port), run: started };
  }
  const all = await Promise.all(Array.from({ length: count }, () => start(0)));
  const balancer = await startBalancer(all.map(({ port }) => port));
  const agent = new Agent({ keepAlive: true });

  return {
    demo,
    all,
    printed: () => runs.map(({ stdout, stderr }) => stdout + stderr).join(''),
    ask: ({ key, ...question }, replica) =>
      post(
        {
          agent,
          ...(replica === undefined ? { socketPath: balancer.socketPath } : { port: replica.port }),
          headers: {
            'content-type': 'application/json',
            'x-api-key': secretOf(key),
            host: 'sessions.example.com',
          },
        },
        JSON.stringify(question),
      ),
    async restart(index) {
      const { run: before, port } = replicaAt(all, index);
      before.process.kill('SIGTERM');
      await before.ended;
      all[index] = await start(port);
    },
    async close() {
      agent.destroy();
      for (const { run: running } of all) running.process.kill('SIGTERM');
      await Promise.all(all.map(({ run: running }) => running.ended));
      await balancer.close();
      await demo.close();
      rmSync(home, { recursive: true });
    },
  };
}

export function replicaAt(all: readonly Replica[], index: number): Replica {
  const found = all[index];
  if (found === undefined) throw new Error(`there is no replica ${index}`);
  return found;
}

const secretOf = (key: string) => `the-secret-of-${key}`.padEnd(40, '-');

function post(options: object, body: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { path: '/graphql', method: 'POST', host: '127.0.0.1', ...options },
      (answer) => {
        json(answer).then((parsed) => resolve({ status: answer.statusCode ?? 0, body: parsed }), reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
