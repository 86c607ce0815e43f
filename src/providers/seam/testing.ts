/** A Seam emulator with an adapter on it, for the tests of this folder. */
import { afterEach } from 'vitest';
import { startEmulator, type EmulatorResponse } from '../../demo/emulator.ts';
import { seamApiKey } from '../../demo/seam/build.ts';
import { startSeamEmulator, type SeamEmulator } from '../../demo/seam/emulator.ts';
import type { SeamWorld } from '../../demo/seam/world.ts';
import type { Call } from '../../upstream/call.ts';
import { createDispatcher, createUpstream } from '../../upstream/client.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { ClientSessionsApi } from '../client-sessions-api.ts';
import { createSeam } from './kind.ts';
import { seamConfig } from './config.ts';

export const startOfTests = Date.parse('2026-11-20T12:00:00.000Z');

/** A clock that stands still until it is set. */
export interface TestClock {
  time: number;
}

export interface Testbed {
  readonly emulator: SeamEmulator;
  readonly provider: ReturnType<typeof createSeam>;
  readonly clientSessions: ClientSessionsApi;
  readonly clock: TestClock;
  /** Another adapter on the same emulator, as another process would have it. */
  another(config?: object): ReturnType<typeof createSeam>;
}

const open: (() => Promise<void>)[] = [];

/** @param config keys of the provider's entry that differ from an API key for the demo workspace. */
export async function openSeam(world: SeamWorld, config: object = {}): Promise<Testbed> {
  const clock = { time: startOfTests };
  const now = () => clock.time;
  const emulator = await startSeamEmulator({ world, now });
  const dispatcher = createDispatcher();
  open.push(
    () => dispatcher.destroy(),
    () => emulator.close(),
  );
  const upstream = createUpstream({
    baseUrl: emulator.url,
    maxConcurrency: 10,
    dispatcher,
    providerId: 'locks',
    timeoutMs: 5000,
    providerName: 'Seam (locks)',
    now,
  });
  const another = (changes: object = {}) =>
    createSeam(
      seamConfig.parse({
        id: 'locks',
        kind: 'seam',
        baseUrl: emulator.url,
        ...('personalAccessToken' in changes ? {} : { apiKey: seamApiKey }),
        ...changes,
      }),
      { upstream, now },
    );
  const provider = another(config);
  if (provider.clientSessions === undefined) throw new Error('Seam has client sessions');
  return { emulator, provider, clientSessions: provider.clientSessions, clock, another };
}

/** An adapter on a server of hand-made answers, by path; the others are Seam's 404. `asked` has the JSON of every request. */
export async function openSeamOn(
  answers: Readonly<Record<string, (parameters: Readonly<Record<string, unknown>>) => EmulatorResponse>>,
  config: object = {},
): Promise<{
  readonly provider: ReturnType<typeof createSeam>;
  readonly clientSessions: ClientSessionsApi;
  readonly asked: object[];
}> {
  const asked: object[] = [];
  const emulator = await startEmulator({
    tooManyRequests: () => ({ status: 429 }),
    handle({ path, body }) {
      const parameters = JSON.parse(body) as Readonly<Record<string, unknown>>;
      asked.push({ path, ...parameters });
      return answers[path]?.(parameters) ?? notFound;
    },
  });
  const dispatcher = createDispatcher();
  open.push(
    () => dispatcher.destroy(),
    () => emulator.close(),
  );
  const now = () => startOfTests;
  const upstream = createUpstream({
    baseUrl: emulator.url,
    maxConcurrency: 10,
    dispatcher,
    providerId: 'locks',
    timeoutMs: 5000,
    providerName: 'Seam (locks)',
    now,
  });
  const parsed = seamConfig.parse({
    id: 'locks',
    kind: 'seam',
    baseUrl: emulator.url,
    apiKey: seamApiKey,
    ...config,
  });
  const provider = createSeam(parsed, { upstream, now });
  if (provider.clientSessions === undefined) throw new Error('Seam has client sessions');
  return { provider, clientSessions: provider.clientSessions, asked };
}

export const answer = (json: object): EmulatorResponse => ({ status: 200, json });

const notFound: EmulatorResponse = {
  status: 404,
  json: { error: { type: 'client_session_not_found', message: 'Not found' }, ok: false },
};

/** Seam's refusal of a parameter's value. */
export const invalidInput = (parameter: string): EmulatorResponse => ({
  status: 400,
  json: {
    error: {
      type: 'invalid_input',
      message: 'Invalid',
      validation_errors: { _errors: [], [parameter]: { _errors: ['Invalid uuid'] } },
    },
    ok: false,
  },
});

/** To be called once in a test file. */
export function closeAfterEach(): void {
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });
}

export function call(): Call {
  return { signal: new AbortController().signal, deadlineAt: performance.now() + 10_000 };
}

/** The failure that a call rejects with. */
export async function failureOf(asked: Promise<unknown>): Promise<ProviderFailure> {
  const failure = await asked.then(
    () => null,
    (error: unknown) => error,
  );
  if (failure instanceof ProviderFailure) return failure;
  throw new Error('expected a ProviderFailure');
}
