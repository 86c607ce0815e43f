/** How much may be asked in a window of time, by one asker and from one address. */
import { isIP } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Limits } from '../../config/limits.ts';
import type { Identity } from '../identity/identity.ts';
import type { Meter } from './meter.ts';

type Whose = 'asker' | 'address';
type What = 'requests' | 'cost';

export interface Rates {
  /**
   * Takes so much of what is left in the window. Where it is not enough, nothing is left.
   * @returns null, or in how many seconds there is more.
   */
  take(whose: Whose, what: What, key: string, points: number): Promise<number | null>;
}

/** Kept in this process: every replica counts for itself. */
export function createRates({ windowSeconds, asker, address }: Limits['rates']): Rates {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: windowSeconds });
  const limiters = {
    asker: { requests: limiter(asker.requests), cost: limiter(asker.cost) },
    address: { requests: limiter(address.requests), cost: limiter(address.cost) },
  };
  return {
    async take(whose, what, key, points) {
      try {
        await limiters[whose][what].consume(keyOf(whose, key), points);
        return null;
      } catch (error) {
        if (error instanceof RateLimiterRes) return secondsOf(error);
        throw error;
      }
    },
  };
}

function keyOf(whose: Whose, key: string): string {
  return whose === 'address' ? networkOf(key) : key;
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
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

/** For people: what was too much. */
export function tooMuch(whose: Whose, what: What, seconds: number): string {
  const asked = what === 'requests' ? 'Too many requests' : 'Requests of too much cost';
  const from = whose === 'asker' ? 'in your name' : 'from your address';
  return `${asked} ${from}. Ask again in ${seconds} s.`;
}

interface From {
  readonly identity: Identity;
  readonly address: string;
}

/**
 * Counts what the asker sends, and the cost of what both the asker and the address send. The requests of an address are counted before
 * yoga is asked. Through a gateway, all come from one address, and only the askers count.
 */
export function useRates(rates: Rates): Plugin<{ meter: Meter } & From, From> {
  async function take(whose: Whose, what: What, key: string, points: number): Promise<void> {
    const seconds = await rates.take(whose, what, key, points);
    if (seconds === null) return;
    throw new GraphQLError(tooMuch(whose, what, seconds), {
      extensions: {
        code: 'RATE_LIMITED',
        http: { status: 429, headers: { 'retry-after': String(seconds) } },
      },
    });
  }
  return {
    async onRequestParse({ serverContext }) {
      await take('asker', 'requests', serverContext.identity.name, 1);
    },
    async onExecute({ args: { contextValue }, setResultAndStopExecution }) {
      const { meter, identity, address } = contextValue;
      try {
        await take('asker', 'cost', identity.name, meter.requestedCost ?? 0);
        if (identity.throughGateway !== true)
          await take('address', 'cost', address, meter.requestedCost ?? 0);
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        setResultAndStopExecution({ errors: [error] });
      }
    },
  };
}
