/** The storm: for each provider, what it does to its callers and for how long, drawn from a seed. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Emulator, EmulatorResponse, Fault } from '../../src/demo/emulator.ts';
import type { Random } from '../../src/demo/random.ts';
import { lagMs, type Trial } from './trial.ts';
import type { ProviderId } from './truth.ts';

/** One kind of weather. */
interface Spell {
  readonly fault: Fault;
  /** Which calls it meets, in so many of 100 cases; all where left out. */
  readonly chance?: number;
  /** In place of the API's own answer. @param now the provider's clock. */
  readonly instead?: (now: number) => EmulatorResponse;
  /** Other providers have fine weather instead; all have it where left out. */
  readonly only?: readonly ProviderId[];
}

const fine: Fault = { kind: 'ok' };

/** It is known that their reads do not show at once what was revoked. */
const laggards: readonly ProviderId[] = ['clerk', 'locks'];

/** How long a provider asks to be left alone, in seconds: at the most as long as it takes to be asked again after the storm. */
const waits = [0, 1, 2];

/** Drawn from evenly; what is here several times comes more often. */
const spells: readonly ((random: Random) => Spell)[] = [
  ...Array.from({ length: 8 }, () => () => ({ fault: fine })),
  (random) => ({ fault: { kind: 'slow', ms: random.integer(20, 250) } }),
  // About as long as anybody waits, so that answers come just in time or just too late.
  (random) => ({ fault: { kind: 'slow', ms: random.integer(800, 1300) } }),
  // Answers that are older than changes which were made meanwhile.
  (random) => ({ fault: { kind: 'late', ms: random.integer(300, 900) }, chance: 50 }),
  ...Array.from({ length: 2 }, () => (): Spell => ({
    fault: { kind: 'lagging', ms: lagMs },
    only: laggards,
  })),
  () => ({ fault: { kind: 'huge' } }),
  () => ({
    fault: { kind: 'huge', isAnnounced: false },
    // The list of all client sessions may take nearly as much.
    only: ['clerk', 'chat', 'support'],
  }),
  () => ({ fault: { kind: 'hanging' } }),
  () => ({ fault: { kind: 'down' } }),
  () => ({ fault: { kind: 'cut' } }),
  () => ({ fault: { kind: 'truncated' } }),
  (random) => ({ fault: { kind: 'html', status: random.pick([200, 403, 500, 502, 503, 504]) } }),
  (random) => ({
    fault: { kind: 'dripping', bytes: random.integer(100, 2000), everyMs: random.integer(1, 20) },
  }),
  () => ({ fault: { kind: 'dripping', bytes: 16, everyMs: 50 } }),
  (random) => ({ fault: { kind: 'limited', retryAfterSeconds: random.pick(waits) } }),
  () => ({ fault: { kind: 'limited', retryAfterSeconds: null } }),
  () => ({ fault: { kind: 'limited', retryAfterSeconds: null }, chance: 15 }),
  // Until a moment by the provider's clock, in a header that holds a date.
  (random) => ({ fault: fine, instead: until(random.pick([429, 503]), random.pick(waits)) }),
  (random) => ({ fault: fine, instead: refusedUntil(429, () => random.pick(['-5', '1e9', 'soon', ''])) }),
  // Flapping.
  () => ({ fault: { kind: 'down' }, chance: 50 }),
  () => ({ fault: { kind: 'cut' }, chance: 30 }),
  () => ({ fault: { kind: 'hanging' }, chance: 30 }),
  () => ({ fault: { kind: 'html', status: 503 }, chance: 60 }),
];

function until(status: number, seconds: number) {
  return refusedUntil(status, (now) => new Date(now + seconds * 1000).toUTCString());
}

function refusedUntil(status: number, retryAfter: (now: number) => string) {
  return (now: number): EmulatorResponse => ({
    status,
    headers: { 'retry-after': retryAfter(now), date: new Date(now).toUTCString() },
    text: '',
  });
}

export interface Storm {
  /** Resolves when the storm is over, and every provider answers as usual again. */
  readonly over: Promise<void>;
  readonly isOver: boolean;
}

/**
 * @param ms how long it lasts.
 */
export function startStorm({ server, random, now, see }: Trial, ms: number): Storm {
  const { emulators } = server.demo;
  const endsAt = performance.now() + ms;
  const storm = { isOver: false, over: Promise.resolve() };
  const blow = async ([id, emulator]: readonly [string, Emulator]) => {
    const [order, chances] = [random(`weather of ${id}`), random(`calls in weather of ${id}`)];
    const usual = emulator.instead;
    while (performance.now() < endsAt) {
      const { fault: drawn, chance = 100, instead, only } = order.pick(spells)(order);
      const fault = isMet(only, id) ? drawn : fine;
      emulator.fault = fault;
      see(`weather ${fault.kind}`);
      emulator.faultOnly = () => chances.chance(chance);
      emulator.instead = (call) => instead?.(now()) ?? usual?.(call) ?? null;
      await delay(Math.min(order.integer(150, 800), Math.max(0, endsAt - performance.now())));
    }
    emulator.fault = fine;
    emulator.faultOnly = null;
    emulator.instead = usual;
  };
  const pass = async () => {
    await Promise.all(Object.entries(emulators).map(blow));
    storm.isOver = true;
  };
  storm.over = pass();
  return storm;
}

function isMet(only: Spell['only'], id: string): boolean {
  return only === undefined || only.some((one) => one === id);
}
