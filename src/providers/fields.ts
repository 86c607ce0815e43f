/**
 * Fields of a provider's row that are no text (`text.ts` has those). Rows are read field by field: what is absent or of another type is
 * null, and costs itself only. Which fields a row is nothing without, each kind says in its `records.ts`.
 */

/** A JSON object as it came. */
export type Row = Readonly<Record<string, unknown>>;

export function readRow(value: unknown): Row | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : null;
}

export function readFlag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

export function readNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A number of things, as far as GraphQL's `Int` holds it. */
export function readCount(value: unknown): number | null {
  return Number.isInteger(value) && typeof value === 'number' && value >= 0 && value <= 0x7fffffff
    ? value
    : null;
}

const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** RFC 3339, with a space for the "T" where a provider writes it so, as epoch milliseconds. */
export function readMoment(value: unknown): number | null {
  if (typeof value !== 'string' || value.length > 40 || !moment.test(value)) return null;
  const time = Date.parse(value[10] === ' ' ? `${value.slice(0, 10)}T${value.slice(11)}` : value);
  return Number.isNaN(time) ? null : time;
}

/** The last moment that a `Date` can hold, in epoch milliseconds. */
const lastMoment = 8.64e15;

/** Unix milliseconds; null for what is no moment, and for 0, which stands for "never" where it is sent. */
export function readUnixMoment(value: unknown): number | null {
  return typeof value === 'number' && value > 0 && value <= lastMoment ? value : null;
}
