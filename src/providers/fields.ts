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

/** How APIs mostly write it, with nothing in it that is out of range: reading its digits takes half as long as `Date.parse`. */
const usualMoment =
  /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

/** RFC 3339, with a space for the "T" where a provider writes it so, as epoch milliseconds. */
export function readMoment(value: unknown): number | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  if (usualMoment.test(value)) return usualMomentOf(value);
  if (!moment.test(value)) return null;
  const time = Date.parse(value[10] === ' ' ? `${value.slice(0, 10)}T${value.slice(11)}` : value);
  return Number.isNaN(time) ? null : time;
}

function usualMomentOf(text: string): number {
  const milliseconds = text.length === 20 ? 0 : 10 * digitsAt(text, 20) + digitAt(text, 22);
  return Date.UTC(
    100 * digitsAt(text, 0) + digitsAt(text, 2),
    digitsAt(text, 5) - 1,
    digitsAt(text, 8),
    digitsAt(text, 11),
    digitsAt(text, 14),
    digitsAt(text, 17),
    milliseconds,
  );
}

/** The number that two digits write. */
function digitsAt(text: string, index: number): number {
  return 10 * digitAt(text, index) + digitAt(text, index + 1);
}

function digitAt(text: string, index: number): number {
  return text.charCodeAt(index) - 0x30;
}

/** The last moment that a `Date` can hold, in epoch milliseconds. */
const lastMoment = 8.64e15;

/** Unix milliseconds; null for what is no moment, and for 0, which stands for "never" where it is sent. */
export function readUnixMoment(value: unknown): number | null {
  return typeof value === 'number' && value > 0 && value <= lastMoment ? value : null;
}
