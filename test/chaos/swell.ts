/** After the storm nothing fails any more, but what providers tell may be older than what was revoked meanwhile. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import type { Fault } from '../../src/demo/emulator.ts';
import { lookAt } from './readers.ts';
import { carryOut, type Revoked } from './revokers.ts';
import { freshForMs, type Trial } from './trial.ts';
import type { ProviderId, TrueSession } from './truth.ts';

const page = { first: 100, mostPages: 1 };

/** Somebody looks at their list, signs out of one session, and looks at it again, while reads of the list show what was before. */
export async function passSwell(trial: Trial): Promise<readonly Revoked[]> {
  return [
    // What was answered before the change is answered again after it. Clerk is known for it.
    await signOutWhile(trial, 'clerk', { kind: 'lagging', ms: 10_000 }, (looking) => looking),
    // What was read before the change is answered after it.
    await signOutWhile(trial, 'support', { kind: 'late', ms: 600 }, async (_looking, listsAsked) => {
      await vi.waitFor(() => expect(listsAsked()).toBeGreaterThan(0));
    }),
  ];
}

async function signOutWhile(
  trial: Trial,
  providerId: ProviderId,
  fault: Fault,
  mayGoOn: (looking: Promise<void>, listsAsked: () => number) => Promise<void>,
): Promise<Revoked> {
  const emulator = trial.server.demo.emulators[providerId];
  const [id, { owner, key }] = someSession(trial, providerId);
  // Nothing of the list is kept any more.
  await delay(freshForMs);
  let listsAsked = 0;
  emulator.fault = fault;
  emulator.faultOnly = (call) => {
    const isList = /^GET .*\/sessions\?/.test(call);
    if (isList) listsAsked += 1;
    // Of those that are late, the first alone: what is asked for later is answered before it.
    return isList && (fault.kind === 'lagging' || listsAsked === 1);
  };
  const looking = lookAt(trial, owner, page);
  await mayGoOn(looking, () => listsAsked);
  const change = {
    name: 'revokeSession',
    input: { id },
    means: (session: TrueSession) => session.key === key,
  };
  const revoked = await carryOut(trial, change, `swell ${fault.kind}`);
  await lookAt(trial, owner, page);
  await looking;
  trial.see(`swell ${fault.kind}: ${revoked.outcomes.get(key)}`);
  emulator.fault = { kind: 'ok' };
  emulator.faultOnly = null;
  return revoked;
}

/** One that goes on, and that an answer has shown. */
function someSession(
  { ids, truth }: Trial,
  providerId: ProviderId,
): readonly [id: string, { readonly owner: string; readonly key: string }] {
  for (const [id, key] of ids) {
    const session = truth.sessions.get(key);
    if (session?.providerId !== providerId || session.owner === null || !session.isAlive()) continue;
    return [id, { owner: session.owner, key }];
  }
  throw new Error('The storm has left nobody a session.');
}
