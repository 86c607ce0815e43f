/** The gates on the way to one provider: one that all calls pass, and one of each route. */
import { createGate, type Gate } from './gate.ts';
import { createLeasedBudget } from './leased-budget.ts';
import { createRateBudget } from './rate-budget.ts';
import type { ProviderLimits, RateLimit } from './rate-limits.ts';
import type { SharedLimits } from './shared-limits.ts';
import type { UpstreamRequest, UpstreamResponse } from './upstream.ts';

/** What tells a call's route. */
export type Routed = Pick<UpstreamRequest, 'method' | 'path'>;

/** All moments are on one clock that never goes back, in milliseconds; `at` is now. */
export interface Gates {
  routeOf(request: Routed): string;
  /**
   * The earliest moment for a call on the route; see `RateBudget`.
   *
   * @param ahead how many calls wait before it.
   * @param aheadOnRoute how many of them on its route.
   */
  turnAt(route: string, ahead: number, aheadOnRoute: number, at: number): number;
  /** The earliest moment for any call at all. */
  anyTurnAt(at: number): number;
  /** How many calls may be sent now; Infinity where nothing is limited. */
  left(route: string, at: number): number;
  /** The same of the limit that leaves least. */
  least(at: number): number;
  start(route: string, at: number): void;
  /** See `RateBudget`. */
  undo(route: string): void;
  /** @param answer null where the call was given up or broke off. @returns names of headers that could not be believed. */
  end(route: string, answer: UpstreamResponse | null, at: number): readonly string[];
}

export interface GateOptions {
  /** What the kind knows; null for none. */
  readonly limits: ProviderLimits | null;
  /** What the operator allows at most, in all. */
  readonly rateLimit: RateLimit | null;
  /** Which part of the provider's own limits is ours. */
  readonly share: number;
  /** What other processes share; null for a process that has the limits for itself. */
  readonly shared: SharedLimits | null;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
}

const nothingKnown: ProviderLimits = {
  provider: null,
  route: null,
  areTold: false,
  routeOf: () => '',
  read: () => ({ news: [], ignored: [] }),
};

/**
 * @param onChange called when turns may have come earlier or later by what other processes did.
 * @param clock the clock of the moments.
 */
export function createGates(options: GateOptions, onChange: () => void, clock: () => number): Gates {
  const { limits, rateLimit, share, shared, now } = options;
  const known = limits ?? nothingKnown;
  const provided = { share, isTold: known.areTold };
  const configured = { share: 1, isTold: false };
  type Terms = typeof provided;
  const alone = (limit: RateLimit, terms: Terms) => createRateBudget(limit, terms.share, terms.isTold);
  const budgetOf = (limit: RateLimit | null, terms: Terms, key: string) => {
    if (limit === null) return null;
    if (shared === null) return alone(limit, terms);
    return createLeasedBudget(
      { limit, ...terms, key, leases: shared, onAnswer: onChange, wallClock: now },
      clock,
    );
  };
  // Where all processes keep to the operator's narrower limit, they keep to the provider's, so that one lease does.
  const isImplied = known.provider !== null && isNarrower(rateLimit, known.provider, share);
  const all = createGate(
    isImplied ? alone(known.provider, provided) : budgetOf(known.provider, provided, ''),
    budgetOf(rateLimit, configured, 'rateLimit'),
  );
  const routes = new Map<string, Gate>();
  const gateOf = (route: string): Gate => {
    let gate = routes.get(route);
    if (gate === undefined) {
      gate = createGate(budgetOf(known.route, provided, route), null);
      routes.set(route, gate);
    }
    return gate;
  };

  shared?.onRefusal((route, forMs) => {
    (route === null ? all : gateOf(route)).close(forMs, clock());
    onChange();
  });

  return {
    routeOf: (request) => known.routeOf(request),
    turnAt(route, ahead, aheadOnRoute, at) {
      const gate = gateOf(route);
      // First all that is known, since asking for a turn may take calls from others.
      const knownTurn = Math.max(all.knownTurnAt(ahead, at), gate.knownTurnAt(aheadOnRoute, at));
      if (knownTurn > at) return knownTurn;
      const turn = all.turnAt(ahead, at);
      return turn > at ? turn : gate.turnAt(aheadOnRoute, at);
    },
    anyTurnAt: (at) => all.knownTurnAt(0, at),
    left: (route, at) => Math.min(all.left(at), gateOf(route).left(at)),
    least: (at) => Math.min(all.left(at), ...Array.from(routes.values(), (gate) => gate.left(at))),
    start(route, at) {
      all.start(at);
      gateOf(route).start(at);
    },
    undo(route) {
      all.undo();
      gateOf(route).undo();
    },
    end(route, answer, at) {
      all.end(answer !== null, at);
      gateOf(route).end(answer !== null, at);
      if (answer === null) return [];
      const { news, ignored } = known.read(answer);
      for (const each of news) {
        const isOfAll = each.scope === 'provider';
        const refusedMs = (isOfAll ? all : gateOf(route)).hear(each, at);
        if (refusedMs !== null) shared?.tellRefusal(isOfAll ? null : route, refusedMs);
      }
      return ignored;
    },
  };
}

function isNarrower(one: RateLimit | null, other: RateLimit, share: number): boolean {
  return one !== null && one.requests <= other.requests * share && one.perMs >= other.perMs;
}
