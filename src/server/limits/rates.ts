/** How much may be asked in a window of time, by one principal and from one address. */
import { isIP } from 'node:net';
import type { Limits } from '../../config/limits.ts';
import type { Refusal } from '../refusal.ts';

type Whose = 'asker' | 'address';
type What = 'requests' | 'cost';

export interface Rates {
  /** Takes so much of what is left in the window. Where it is not enough, nothing is left. @returns null where it was enough. */
  take(whose: Whose, what: What, key: string, points: number): Refusal | null;
}

/**
 * Kept in this process: every replica lets its part of each rate through, so that nothing has to be asked of a store for each request. It is exact
 * where requests are spread evenly.
 *
 * @param replicas how many share each rate, at least 1.
 * @param now a clock that never goes back, in milliseconds.
 */
export function createRates(
  { windowSeconds, asker, address }: Limits['rates'],
  replicas: () => number = () => 1,
  now: () => number = performance.now.bind(performance),
): Rates {
  const allowance = (points: number) =>
    createAllowance(() => Math.ceil(points / replicas()), windowSeconds * 1000, now);
  const left = {
    asker: { requests: allowance(asker.requests), cost: allowance(asker.cost) },
    address: { requests: allowance(address.requests), cost: allowance(address.cost) },
  };
  return {
    take(whose, what, key, points) {
      const waitMs = left[whose][what](whose === 'address' ? networkOf(key) : key, points);
      return waitMs === null ? null : tooMuch(whose, what, Math.max(1, Math.ceil(waitMs / 1000)));
    },
  };
}

/** @returns takes points of a key. Null where there were enough, or how long its window still is. */
function createAllowance(points: () => number, windowMs: number, now: () => number) {
  // In the order in which their windows end, since all are equally long.
  const windows = new Map<string, { used: number; readonly endsAt: number }>();

  function forgetEnded(time: number): void {
    for (const [key, { endsAt }] of windows) {
      if (endsAt > time) return;
      windows.delete(key);
    }
  }

  return (key: string, wanted: number): number | null => {
    const time = now();
    forgetEnded(time);
    let window = windows.get(key);
    if (window === undefined) {
      window = { used: 0, endsAt: time + windowMs };
      windows.set(key, window);
    }
    window.used += wanted;
    return window.used <= points() ? null : window.endsAt - time;
  };
}

/** An IPv6 address counts as its /64, of which whoever has one address has them all. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  // A dotted end stands for two groups.
  const missing = 8 - groups.length - after.length - (address.includes('.') ? 1 : 0);
  const whole = address.includes('::') ? [...groups, ...Array<string>(missing).fill('0'), ...after] : groups;
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

function tooMuch(whose: Whose, what: What, seconds: number): Refusal {
  const asked = what === 'requests' ? 'Too many requests' : 'Requests of too much cost';
  const from = whose === 'asker' ? 'in your name' : 'from your address';
  return {
    status: 429,
    code: 'RATE_LIMITED',
    message: `${asked} ${from}. Ask again in ${seconds} s.`,
    headers: { 'retry-after': String(seconds) },
  };
}
