/** The whole product as a user meets it: the demo's providers over real HTTP, the real adapters, the real server. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { demoConfig, type AuthConfig } from '../../src/config/config.ts';
import { startDemo, type Demo } from '../../src/demo/demo.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { start, type StartOptions } from '../../src/server/start.ts';

export interface TestServer {
  readonly url: string;
  readonly demo: Demo;
  /** Every log line so far. */
  readonly logged: readonly string[];
  /** The audit file so far, line by line. */
  audited(): Promise<readonly string[]>;
  /** Asks as a GraphQL client does, and expects the answer to be one of GraphQL. */
  ask<Data = Answer>(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply<Data>>;
  close(): Promise<void>;
}

export interface Reply<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** Any JSON object; a test reads what it asked for. */
// oxlint-disable-next-line typescript/no-explicit-any -- the shape is what the test's own query asks for
export type Answer = any;

export interface ServerOptions {
  /** Changes a provider's entry in the configuration, by its id. */
  readonly providers?: Readonly<Record<string, object>>;
  /** Only these providers. */
  readonly only?: readonly string[];
  readonly openCircuit?: StartOptions['openCircuit'];
  /** By what a visitor may sign in, where nobody has to. */
  readonly visitors?: AuthConfig;
  /** A manifest of documents; people are answered nothing else. */
  readonly documents?: string;
  /** The wall clock of the company and its providers, in epoch milliseconds. */
  readonly providersNow?: () => number;
}

/** Starts a server of its own. Close it, or use `serverForTest`. */
export async function startServer({
  providers = {},
  only,
  openCircuit,
  visitors,
  documents,
  providersNow = Date.now,
}: ServerOptions = {}): Promise<TestServer> {
  const demo = await startDemo({ now: providersNow });
  const entries = demo.providers
    // Nobody is given up on because the machine is busy.
    .map((entry) => ({ timeoutMs: 60_000, ...entry, ...providers[idOf(entry)] }))
    .filter((entry) => only === undefined || only.includes(idOf(entry)));
  const logged: string[] = [];
  const directory = await mkdtemp(join(tmpdir(), 'sessiongraph-'));
  const file = join(directory, 'audit.jsonl');
  const server = await start({
    config: {
      ...demoConfig(entries),
      audit: { file, onFailure: 'refuse' },
      log: { access: 'off', userIds: false },
      ...(documents === undefined ? {} : { trustedDocuments: { manifest: documents, only: true } }),
    },
    port: 0,
    log: createLog({ write: (line: string) => void logged.push(line) }),
    graphiqlTabs: demo.workedQueries,
    openCircuit,
    ...(visitors === undefined ? {} : { visitors }),
  });
  return {
    url: server.url,
    demo,
    logged,
    audited: async () => (await readFile(file, 'utf8')).split('\n').filter((line) => line !== ''),
    async ask(query, variables, headers = {}) {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      const { data = null, errors = [] } = (await response.json()) as Answer;
      return { status: response.status, data, errors };
    },
    async close() {
      await server.close(1000);
      await demo.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** A server for one test, closed after it. */
export async function serverForTest(options?: ServerOptions): Promise<TestServer> {
  const server = await startServer(options);
  onTestFinished(() => server.close());
  return server;
}

function idOf(entry: object): string {
  return 'id' in entry ? String(entry.id) : '';
}
