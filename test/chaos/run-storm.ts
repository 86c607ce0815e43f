/** One storm: calm before it, readers and revokers in it, and what is so when it has passed. */
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { lookAround } from './look-around.ts';
import { readers } from './readers.ts';
import { revokeSomething, type Revoked } from './revokers.ts';
import type { Trial } from './trial.ts';
import { passSwell } from './swell.ts';
import { startStorm } from './weather.ts';

const stormMs = 3000;
const revokers = 3;
/** Of each kind of reader. */
const readersEach = 2;

/** What providers say in fair weather, where Clerk lists nobody who is not named. */
const allTold = ['chat OK', 'clerk NOT_SUPPORTED, incomplete', 'clerk OK', 'locks OK', 'support OK'];

export interface Passed {
  readonly revoked: readonly Revoked[];
  /** Keys of the sessions that ended in it. */
  readonly ended: readonly string[];
  /** From the end of the storm until all was told again, in milliseconds. */
  readonly recoveryMs: number;
  /** How much more is held than before the storm, once the garbage is gone. */
  readonly grownBytes: number;
}

/** Rejects where not all is told again so many milliseconds after the storm. */
export async function passStorm(trial: Trial, patienceMs: number): Promise<Passed> {
  const { server, truth, random } = trial;
  // The first calls of a server take long on a machine that is busy.
  await untilAllIsTold(trial, 20_000);
  const goingOn = truth.alive();
  const heldBefore = heldBytes(trial);
  const storm = startStorm(trial, stormMs);
  const revoked: Revoked[] = [];
  await Promise.all([
    storm.over,
    ...Object.entries(readers).flatMap(([name, reader]) =>
      Array.from({ length: readersEach }, async (_, index) => {
        const own = random(`${name} ${index}`);
        while (!storm.isOver) await reader(trial, own);
      }),
    ),
    ...Array.from({ length: revokers }, async (_, index) => {
      const own = random(`revoker ${index}`);
      const people = server.demo.company.people.filter((_person, number) => number % revokers === index);
      const ids = people.map(({ id }) => id);
      for (let number = 1; !storm.isOver; number += 1) {
        revoked.push(...(await revokeSomething(trial, own, ids, `${index} ${number}`)));
      }
    }),
  ]);
  const recoveryMs = await untilAllIsTold(trial, patienceMs);
  revoked.push(...(await passSwell(trial)));
  return {
    revoked,
    ended: [...goingOn].filter((key) => truth.sessions.get(key)?.isAlive() === false),
    recoveryMs,
    grownBytes: heldBytes(trial) - heldBefore,
  };
}

/** @returns how long it took, in milliseconds. */
async function untilAllIsTold(trial: Trial, patienceMs: number): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const told = await lookAround(trial);
    const tookMs = performance.now() - startedAt;
    if (told.join() === allTold.join()) return tookMs;
    if (tookMs > patienceMs)
      throw new Error(`After ${Math.round(tookMs)} ms of fair weather: ${told.join('; ')}`);
    await delay(800);
  }
}

/** What is held in memory without the garbage, and without what the emulators and the log note of each call. */
function heldBytes({ server }: Trial): number {
  for (const emulator of Object.values(server.demo.emulators)) emulator.clearCalls();
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}
