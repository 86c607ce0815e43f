import type { Load } from '../processes.ts';

/** A figure that was aimed at, and what came of it. */
export interface Goal {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly met: boolean;
}

export interface GoalOptions {
  readonly seconds: number;
  readonly load: Load;
}

/** A figure that must not be above a limit. */
export function atMost(what: string, measured: number, limit: number, unit: string): Goal {
  return { what, measured: `${shown(measured)} ${unit}`, goal: `≤ ${limit} ${unit}`, met: measured <= limit };
}

/** A figure that must reach a limit. */
export function atLeast(what: string, measured: number, limit: number, unit: string): Goal {
  return { what, measured: `${shown(measured)} ${unit}`, goal: `≥ ${limit} ${unit}`, met: measured >= limit };
}

function shown(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}
