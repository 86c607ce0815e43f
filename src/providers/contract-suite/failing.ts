import { describe, expect, test, vi } from 'vitest';
import type { Fault } from '../../demo/emulator.ts';
import type { Call } from '../../upstream/call.ts';
import type { FailureStatus } from '../../upstream/failure.ts';
import type { ProviderCapabilities, SessionRef } from '../provider.ts';
import { callWithin, expectNoSecret, failureOf, type Contract, type RunningWorld } from './within.ts';
import { contractNow } from './world.ts';

type Method = readonly [
  name: string,
  ask: (world: RunningWorld, call: Call) => Promise<unknown>,
  isThere: keyof ProviderCapabilities | null,
];

function aSession({ busy, sessionIdsOf }: RunningWorld): SessionRef {
  return { nativeId: sessionIdsOf(busy.accountId)[0] ?? '', accountId: busy.accountId };
}

/** Every method that has to ask the provider, and the capability by which a kind has it. */
const methods: readonly Method[] = [
  [
    'findAccounts',
    ({ provider, busy }, call) => provider.findAccounts('nativeId', [busy.accountId], call),
    null,
  ],
  ['sessionsOf', ({ provider, busy }, call) => provider.sessionsOf([busy.accountId], call), 'listsSessions'],
  ['readSession', (world, call) => world.provider.readSession(aSession(world), call), 'listsSessions'],
  ['readSessionPage', ({ provider }, call) => provider.readSessionPage(null, 20, call), 'listsAllSessions'],
  ['countSessions', ({ provider }, call) => provider.countSessions(call), 'countsSessions'],
  ['revokeSession', (world, call) => world.provider.revokeSession(aSession(world), call), 'revokesSessions'],
  [
    'revokeAllSessions',
    ({ provider, busy }, call) => provider.revokeAllSessions(busy.accountId, call),
    'revokesAllSessions',
  ],
];

const faults: readonly (readonly [name: string, fault: Fault, status: FailureStatus])[] = [
  ['closes the connection', { kind: 'down' }, 'UNAVAILABLE'],
  ['answers 500', { kind: 'html', status: 500 }, 'UNAVAILABLE'],
  ['stands behind a gateway that answers 502', { kind: 'html', status: 502 }, 'UNAVAILABLE'],
  ['answers HTML', { kind: 'html', status: 200 }, 'MALFORMED'],
  ['answers half of its JSON', { kind: 'truncated' }, 'MALFORMED'],
  ['answers 50 MB', { kind: 'huge' }, 'MALFORMED'],
];

export function testFailing({ start }: Contract): void {
  test.each(faults)(
    'where the provider %s',
    async (_, fault, status) => {
      const world = await start();
      world.emulator.fault = fault;
      const failure = await failureOf(world.provider.sessionsOf([world.busy.accountId], callWithin()));
      expect(failure.status).toBe(status);
      expectNoSecret(failure, world.secrets);
    },
    20_000,
  );

  describe.each(methods)('%s', (_, ask, isThere) => {
    const startWith = async (skip: (condition: boolean, note: string) => void) => {
      const world = await start();
      skip(isThere !== null && !world.provider.capabilities[isThere], 'this API has no such call');
      return world;
    };

    test('fails as UNAVAILABLE where the provider is down', async ({ skip }) => {
      const world = await startWith(skip);
      world.emulator.fault = { kind: 'down' };
      const failure = await failureOf(ask(world, callWithin()));
      expect(failure.status).toBe('UNAVAILABLE');
      expectNoSecret(failure, world.secrets);
    });

    test('fails as RATE_LIMITED and tells when to ask again', async ({ skip }) => {
      const world = await startWith(skip);
      world.emulator.fault = { kind: 'limited', retryAfterSeconds: 30 };
      const failure = await failureOf(ask(world, callWithin()));
      expect(failure.status).toBe('RATE_LIMITED');
      expect(failure.retryAt).toBe(contractNow() + 30_000);
    });

    test('fails as NOT_AUTHORIZED where the credentials are refused, and keeps them secret', async ({
      skip,
    }) => {
      const world = await startWith(skip);
      const failure = await failureOf(ask({ ...world, provider: world.withWrongCredentials }, callWithin()));
      expect(failure.status).toBe('NOT_AUTHORIZED');
      expectNoSecret(failure, world.secrets);
    });

    test('fails as TIMED_OUT by the deadline where the provider does not answer', async ({ skip }) => {
      const world = await startWith(skip);
      world.emulator.fault = { kind: 'hanging' };
      const startedAt = performance.now();
      const failure = await failureOf(ask(world, callWithin(150)));
      expect(failure.status).toBe('TIMED_OUT');
      expect(performance.now() - startedAt).toBeLessThan(2000);
      expectNoSecret(failure, world.secrets);
    });

    test("rejects with the signal's reason where the caller leaves", async ({ skip }) => {
      const world = await startWith(skip);
      world.emulator.fault = { kind: 'hanging' };
      const caller = new AbortController();
      const asked = ask(world, { ...callWithin(), signal: caller.signal });
      await vi.waitFor(() => expect(world.emulator.calls).not.toEqual([]));
      const reason = new Error('the caller left');
      caller.abort(reason);
      await expect(asked).rejects.toBe(reason);
    });

    test('asks nothing where the caller has left already', async ({ skip }) => {
      const world = await startWith(skip);
      const reason = new Error('the caller left');
      await expect(ask(world, { ...callWithin(), signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect(world.emulator.calls).toEqual([]);
    });
  });
}
