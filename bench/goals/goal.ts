import type { Load } from '../processes.ts';

/** A figure that was aimed at, and what came of it. */
export interface Goal {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly met: boolean;
}

export interface GoalOptions {
  /** How often a difference is measured whose median is shown. */
  readonly rounds: number;
  /** Requests of `q1` in a measurement. */
  readonly requests: number;
  readonly warmUp: number;
  /** Of the long runs: 1 is all of them. */
  readonly scale: number;
  readonly load: Load;
}

/** A figure that must not be above a limit. */
export function atMost(what: string, measured: number, limit: number, unit = ''): Goal {
  return { what, ...inUnit('≤', measured, limit, unit), met: measured <= limit };
}

/** A figure that must reach a limit. */
export function atLeast(what: string, measured: number, limit: number, unit = ''): Goal {
  return { what, ...inUnit('≥', measured, limit, unit), met: measured >= limit };
}

function inUnit(sign: string, measured: number, limit: number, unit: string) {
  return { measured: `${shown(measured)} ${unit}`.trim(), goal: `${sign} ${limit} ${unit}`.trim() };
}

function shown(value: number): string {
  return value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);
}
