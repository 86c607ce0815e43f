/** A server in front of the demo's providers, what is really so there, and what was found to be wrong about its answers. */
import { createDemoSignIn, type DemoSignIn } from '../../src/command/demo-sign-in.ts';
import { createRandom, type Random } from '../../src/demo/random.ts';
import { signInOf } from '../../src/demo/sign-in.ts';
import { startServer, type Answer, type TestServer } from '../support/server.ts';
import { quickCircuit } from './quick-circuit.ts';
import { truthOf, type Truth } from './truth.ts';

/** What a request waits for one provider, in milliseconds. */
export const timeoutMs = 1000;
/** For how long an answer may be given again, in milliseconds. */
export const freshForMs = 800;
/** For how long reads lag behind writes, in milliseconds. */
export const lagMs = 800;
/**
 * How long before a question its answer may have been true, in milliseconds: by a read that it joined, or that is given again, of a provider that lags
 * behind.
 */
export const oldestMs = timeoutMs + freshForMs + lagMs;

export interface Trial {
  readonly server: TestServer;
  readonly truth: Truth;
  /** The providers' clock, which is not the server's. */
  readonly now: () => number;
  /** By key: when a revocation was answered that says that the session has ended, on the clock of `performance.now()`. */
  readonly toldEnded: Map<string, number>;
  /** Keys of sessions of which an answer said that they may have ended, or that were to be revoked when the client left. */
  readonly mayHaveEnded: Set<string>;
  /** The sessions that answers have shown: keys by their ids. */
  readonly ids: Map<string, string>;
  /** What was found to be wrong. */
  readonly wrong: string[];
  /** How often something was seen. */
  readonly seen: Map<string, number>;
  /** Chance for one purpose. */
  random(purpose: string): Random;
  see(what: string, times?: number): void;
  /** Headers with which the person signs in. */
  signIn(person: string): Promise<Readonly<Record<string, string>>>;
  /** Asks, and looks at what every answer has to keep to. */
  ask(question: Question): Promise<Answered>;
  /** Asks, and leaves after so many milliseconds. */
  askAndLeave(question: Question, afterMs: number): Promise<void>;
}

export interface Question {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  /** None for a service that may do everything. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How long it may take at the most, in milliseconds. */
  readonly withinMs: number;
}

export interface Answered {
  readonly data: Answer;
  readonly hasErrors: boolean;
  /** When it was asked, on the clock of `performance.now()`. */
  readonly askedAt: number;
}

/** Codes by which an answer says that a provider did not tell. */
const failures = new Set([
  'UNAVAILABLE',
  'TIMED_OUT',
  'RATE_LIMITED',
  'MALFORMED',
  'NOT_AUTHORIZED',
  'REJECTED',
]);

/** Each provider with a limit that a storm reaches or nearly reaches, enforced by it and, where it tells none, known to the server. */
const common = { freshForMs, timeoutMs };
const clerkLimit = { requests: 24, perMs: 2000 };
const locksLimit = { requests: 8, perMs: 1000 };

export async function openTrial(seed: string): Promise<Trial> {
  const random = (purpose: string) => createRandom(`${seed}: ${purpose}`);
  const skewMs = random('clocks').integer(-50_000, 50_000);
  const now = () => Date.now() + skewMs;
  const demoSignIn = await createDemoSignIn();
  const server = await startServer({
    providers: {
      clerk: { ...common, rateLimit: clerkLimit },
      chat: common,
      support: common,
      locks: { ...common, rateLimit: locksLimit },
    },
    openCircuit: quickCircuit,
    visitors: demoSignIn.auth,
    providersNow: now,
  });
  limitProviders(server.demo);
  const truth = truthOf(server.demo, now);
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  const see = (what: string, times = 1) => void seen.set(what, (seen.get(what) ?? 0) + times);
  return {
    server,
    truth,
    now,
    toldEnded: new Map(),
    mayHaveEnded: new Set(),
    ids: new Map(),
    wrong,
    seen,
    random,
    see,
    signIn: (person) => headersOf(person, server.demo, demoSignIn),
    async ask({ query, variables = {}, headers, withinMs }) {
      truth.look();
      const askedAt = performance.now();
      const { status, data, errors } = await server.ask(query, variables, headers);
      const tookMs = performance.now() - askedAt;
      truth.look();
      const asked = `${query.slice(0, 60)} ${JSON.stringify(variables)}`;
      if (status !== 200) wrong.push(`HTTP ${status} to ${asked}`);
      if (tookMs > withinMs) wrong.push(`${Math.round(tookMs)} ms for ${asked}`);
      for (const { message, extensions } of errors) {
        see(`error ${extensions.code}`);
        if (!failures.has(extensions.code)) wrong.push(`${extensions.code} ${message} to ${asked}`);
      }
      return { data, hasErrors: errors.length > 0, askedAt };
    },
    async askAndLeave({ query, variables, headers }, afterMs) {
      const leaving = new AbortController();
      const asked = fetch(server.url, {
        method: 'POST',
        signal: leaving.signal,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      setTimeout(() => leaving.abort(new Error('left')), afterMs);
      await asked.then(
        (response) => response.text(),
        () => see('clients that left'),
      );
    },
  };
}

function limitProviders({ emulators: { clerk, chat, locks } }: TestServer['demo']): void {
  clerk.behaviour.requestsPerTenSeconds = clerkLimit.requests * 5;
  locks.behaviour.rateLimit = locksLimit;
  // These tell their limits.
  chat.world.permissions['api-bypass-rate-limit'] = [];
  chat.world.settings.rateLimit = { calls: 1000, perMs: 60_000 };
}

async function headersOf(
  person: string,
  { company, emulators }: TestServer['demo'],
  { tokenOf }: DemoSignIn,
) {
  const signIn = signInOf(person, company, emulators.clerk.world);
  if (signIn === null) throw new RangeError(`${person} is nobody of the company`);
  return { authorization: `Bearer ${await tokenOf(signIn)}` };
}
