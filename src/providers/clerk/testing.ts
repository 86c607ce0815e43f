/** For tests: a Clerk instance with an adapter on it, or an adapter on a server that answers as the test says. */
import { onTestFinished } from 'vitest';
import { startClerkEmulator, type ClerkEmulator } from '../../demo/clerk/emulator.ts';
import type { ClerkSession, ClerkUser } from '../../demo/clerk/world.ts';
import { startEmulator, type Emulator, type EmulatorRequest } from '../../demo/emulator.ts';
import type { Call } from '../../upstream/call.ts';
import { createDispatcher, createUpstream } from '../../upstream/client.ts';
import { createClerk } from './kind.ts';
import { clerkConfig } from './config.ts';

export const noon = Date.parse('2026-11-20T12:00:00.000Z');
export const hour = 60 * 60 * 1000;
export const secretKey = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';

/** The clock of emulator and adapter. */
export interface Clock {
  now: number;
}

export async function openClerk(given: {
  readonly users?: ClerkUser[];
  readonly sessions?: ClerkSession[];
  readonly config?: { readonly linkBy?: string; readonly secretKey?: string };
}): Promise<{ clerk: ReturnType<typeof createClerk>; emulator: ClerkEmulator; clock: Clock }> {
  const clock = { now: noon };
  const emulator = await startClerkEmulator({
    world: { secretKey, users: given.users ?? [], sessions: given.sessions ?? [] },
    now: () => clock.now,
  });
  return { clerk: openAdapter(emulator, clock, given.config), emulator, clock };
}

/** An adapter on a server that answers every request with this JSON. */
export async function openClerkOn(
  answer: (request: EmulatorRequest) => { readonly status: number; readonly json: unknown },
  config: { readonly linkBy?: string } = {},
): Promise<{ clerk: ReturnType<typeof createClerk>; emulator: Emulator }> {
  const emulator = await startEmulator({ handle: answer, tooManyRequests: () => ({ status: 429 }) });
  return { clerk: openAdapter(emulator, { now: noon }, config), emulator };
}

function openAdapter(emulator: Emulator, clock: Clock, config: object = {}) {
  const parsed = clerkConfig.parse({
    id: 'clerk',
    kind: 'clerk',
    baseUrl: emulator.url,
    secretKey,
    ...config,
  });
  const dispatcher = createDispatcher();
  onTestFinished(async () => {
    await dispatcher.destroy();
    await emulator.close();
  });
  const now = () => clock.now;
  const upstream = createUpstream({
    baseUrl: parsed.baseUrl,
    maxConcurrency: 10,
    dispatcher,
    providerId: 'clerk',
    timeoutMs: 5000,
    providerName: 'Clerk (clerk)',
    now,
  });
  return createClerk(parsed, { upstream, now });
}

export function anyCall(): Call {
  return { signal: new AbortController().signal, deadlineAt: performance.now() + 5000 };
}
