/** Every fault that a provider can have, in every question and every change: what is told of it holds no secret. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Agent } from 'undici';
import type { Fault } from '../../src/demo/emulator.ts';
import { schema } from '../../src/graph/schema.ts';
import { closedCircuit } from '../support/closed-circuit.ts';
import { startMarkedProviders, type MarkedProviders } from './marked-providers.ts';
import { startMarkedServer, type MarkedServer } from './marked-server.ts';
import { createMarks } from './marks.ts';
import { mutations, queries, readNamed, type Named } from './operations.ts';
import { createOutputs } from './outputs.ts';
import { askAll, callsFor } from './round.ts';
import { selectionsOf } from './selection.ts';

const marks = createMarks();
const outputs = createOutputs(marks);
const much = selectionsOf(schema, 3);
let providers: MarkedProviders;
let server: MarkedServer;
let named: Named;

beforeAll(async () => {
  providers = await startMarkedProviders(marks);
  server = await startMarkedServer({
    marks,
    outputs,
    providers,
    provider: { timeoutMs: 300 },
    openCircuit: closedCircuit,
  });
  named = await readNamed(server);
});
afterAll(async () => {
  await server.close();
  await providers.close();
});
afterEach(() => {
  vi.restoreAllMocks();
  fail({ kind: 'ok' });
});

function fail(fault: Fault, only: RegExp | null = null): void {
  for (const emulator of providers.emulators) {
    emulator.fault = fault;
    emulator.faultOnly = only === null ? null : (call) => only.test(call);
  }
}

/** One of each kind, so that the compiler tells when a kind is missing. */
const faults: { readonly [Kind in Fault['kind']]: Fault & { kind: Kind } } = {
  ok: { kind: 'ok' },
  slow: { kind: 'slow', ms: 20 },
  late: { kind: 'late', ms: 50 },
  lagging: { kind: 'lagging', ms: 1000 },
  hanging: { kind: 'hanging' },
  down: { kind: 'down' },
  cut: { kind: 'cut' },
  dripping: { kind: 'dripping', bytes: 8, everyMs: 200 },
  // What is refused for longer is not asked by the tests that follow.
  limited: { kind: 'limited', retryAfterSeconds: 0 },
  html: { kind: 'html', status: 502 },
  truncated: { kind: 'truncated' },
  huge: { kind: 'huge' },
};

/** These answer right, if not at once. */
const harmless: ReadonlySet<string> = new Set(['ok', 'slow', 'late', 'lagging']);

test.each(Object.entries(faults))('providers that are %s', { timeout: 20_000 }, async (kind, fault) => {
  const { sessions = [], users = [], ...questions } = queries(named, much);
  const { revokeSession = [], ...changes } = mutations(named, much, marks);
  // Each answer has 50 MB.
  const few = kind === 'huge';
  for (const only of [null, callsFor.changing]) {
    providers.reseed();
    fail(fault, only);
    if (only === null) await askAll(server, kind, few ? { users } : { users, sessions, ...questions });
    await askAll(server, kind, few ? { revokeSession } : { revokeSession, ...changes });
    providers.markIssued();
  }
  expect(await server.leaks()).toEqual([]);
  // Failures of providers are warnings; the search has looked through them, too.
  expect(server.faults()).toEqual([]);
  // Of this fault or of the one before: there is one line a second.
  if (!harmless.has(kind)) expect(server.logged.join('')).toContain('provider failed');
});

/** What a bug or a library throws, with the request that was about to be sent. */
const thrown: Readonly<Record<string, (request: Agent.DispatchOptions) => unknown>> = {
  'an error that carries the request': (request) =>
    Object.assign(new TypeError('fault in here'), { request, headers: request.headers, config: { request } }),
  'an error whose cause carries the request': (request) =>
    new Error('fault in here', {
      cause: Object.assign(new Error('a cause'), { request, cause: { headers: request.headers } }),
    }),
  'several errors in one': (request) =>
    new AggregateError([Object.assign(new Error('one of them'), { request })], 'fault in here'),
  'an error that writes itself': (request) =>
    Object.assign(new Error('fault in here'), { toJSON: () => ({ request }), toString: () => 'x' }),
  'an error that quotes a header': ({ headers }) => quote(() => new Headers(entriesOf(headers, '\nx'))),
  'an error that quotes an answer': ({ headers }) =>
    quote(() =>
      JSON.parse(
        entriesOf(headers)
          .map(([, value]) => value)
          .join(' '),
      ),
    ),
  'an error that names an address': ({ headers }) =>
    quote(
      () =>
        new URL(
          `//${entriesOf(headers)
            .map(([, value]) => value)
            .join(' ')}`,
        ),
    ),
  'no error at all': (request) => ({ request, headers: request.headers }),
};

function entriesOf(headers: Agent.DispatchOptions['headers'], end = ''): [string, string][] {
  const entries = pairsOf(headers).filter(([name]) => /auth/.test(name));
  return entries.map(([name, value]) => [name, `${value}${end}`]);
}

/** undici takes headers as names and values in turn, or as an object. */
function pairsOf(headers: Agent.DispatchOptions['headers']): [string, string][] {
  if (!Array.isArray(headers))
    return Object.entries({ ...headers }).map(([name, value]) => [name, String(value)]);
  return headers.flatMap((name, index) =>
    index % 2 === 0 ? [[String(name), String(headers[index + 1])]] : [],
  );
}

function quote(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return new Error('fault in here');
}

test.each(Object.entries(thrown))('a fault in here: %s', { timeout: 20_000 }, async (how, make) => {
  server.logged.length = 0;
  const { dispatch } = Agent.prototype;
  vi.spyOn(Agent.prototype, 'dispatch').mockImplementation(function (this: Agent, request, handler) {
    const [, sender = ''] = pairsOf(request.headers).find(([name]) => name === 'user-agent') ?? [];
    // This test's own requests go the same way.
    if (!sender.startsWith('sessiongraph/')) return dispatch.call(this, request, handler);
    throw make(request);
  });
  providers.reseed();
  await askAll(server, how, queries(named, much));
  await askAll(server, how, mutations(named, much, marks));
  expect(server.logged.length).toBeGreaterThan(0);
  expect(await server.leaks()).toEqual([]);
});
