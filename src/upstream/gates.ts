/** The gates on the way to one provider: one that all calls pass, and one of each route. */
import { createGate, type Gate } from './gate.ts';
import type { ProviderLimits, RateLimit } from './rate-limits.ts';
import type { UpstreamRequest, UpstreamResponse } from './upstream.ts';

/** What tells a call's route. */
export type Routed = Pick<UpstreamRequest, 'method' | 'path'>;

export interface Gates {
  routeOf(request: Routed): string;
  /**
   * The earliest moment for a call on the route; see `RateBudget`.
   *
   * @param ahead how many calls wait before it.
   * @param aheadOnRoute how many of them on its route.
   */
  turnAt(route: string, ahead: number, aheadOnRoute: number): number;
  /** The earliest moment for any call at all. */
  anyTurnAt(): number;
  /** How many calls may be sent now; Infinity where nothing is limited. */
  left(route: string): number;
  /** The same of the limit that leaves least. */
  least(): number;
  start(route: string): void;
  /** @param answer null where the call was given up or broke off. @returns names of headers that could not be believed. */
  end(route: string, answer: UpstreamResponse | null): readonly string[];
}

export interface GateOptions {
  /** What the kind knows; null for none. */
  readonly limits: ProviderLimits | null;
  /** What the operator allows at most, in all. */
  readonly rateLimit: RateLimit | null;
  /** Which part of the provider's own limits is ours. */
  readonly share: number;
}

const nothingKnown: ProviderLimits = {
  provider: null,
  route: null,
  routeOf: () => '',
  read: () => ({ news: [], ignored: [] }),
};

/** @param now a clock in milliseconds that never goes back. */
export function createGates({ limits, rateLimit, share }: GateOptions, now: () => number): Gates {
  const known = limits ?? nothingKnown;
  const all = createGate({ documented: known.provider, configured: rateLimit, share }, now);
  const routes = new Map<string, Gate>();
  const gateOf = (route: string): Gate => {
    let gate = routes.get(route);
    if (gate === undefined) {
      gate = createGate({ documented: known.route, configured: null, share }, now);
      routes.set(route, gate);
    }
    return gate;
  };

  return {
    routeOf: (request) => known.routeOf(request),
    turnAt: (route, ahead, aheadOnRoute) => Math.max(all.turnAt(ahead), gateOf(route).turnAt(aheadOnRoute)),
    anyTurnAt: () => all.turnAt(0),
    left: (route) => Math.min(all.left(), gateOf(route).left()),
    least: () => Math.min(all.left(), ...Array.from(routes.values(), (gate) => gate.left())),
    start(route) {
      all.start();
      gateOf(route).start();
    },
    end(route, answer) {
      all.end(answer !== null);
      gateOf(route).end(answer !== null);
      if (answer === null) return [];
      const { news, ignored } = known.read(answer);
      for (const each of news) (each.scope === 'provider' ? all : gateOf(route)).hear(each);
      return ignored;
    },
  };
}
