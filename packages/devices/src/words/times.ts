/** Moments, places and lists in words of a locale. */
import { isolate } from './isolate.ts';

export interface Times {
  /** "4 minutes ago", "in 6 days"; "yesterday" where the language has a word. @param now in epoch milliseconds. */
  ago(moment: string, now: number): string;
  /** As `ago`, never finer than a day. */
  daysAgo(moment: string, now: number): string;
  isSameDay(moment: string, now: number): boolean;
  /** "14:30": to the half hour, for what is known roughly only. */
  halfHour(moment: string): string;
  /** "21 November 2026 at 14:03". */
  exactly(moment: string): string;
  /** "14:03:20". */
  clock(moment: string): string;
  /** "Lisbon, Portugal"; null where neither is known. */
  place(city: string | null, country: string | null): string | null;
  /** "Zendesk and Seam". */
  list(names: readonly string[]): string;
}

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

const halfHourMs = 30 * 60_000;

export function createTimes(locale: string): Times {
  const near = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const far = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const absolute = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const minutes = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const seconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });

  function countryName(country: string): string {
    // Clerk may also write a whole name, which is no code.
    return /^[A-Z]{2}$/.test(country) ? (countries.of(country) ?? country) : country;
  }

  return {
    ago(moment, now) {
      const distance = (Date.parse(moment) - now) / 1000;
      const unit = units.find(([, length]) => Math.abs(distance) >= length);
      if (unit === undefined) return near.format(0, 'second');
      const [name, length] = unit;
      // "Yesterday" is of the calendar: 26 hours ago may be the day before.
      if (name === 'day') return near.format(daysBetween(moment, now), 'day');
      return far.format(Math.trunc(distance / length), name);
    },
    daysAgo(moment, now) {
      const days = daysBetween(moment, now);
      return Math.abs(days) < 7 ? near.format(days, 'day') : this.ago(moment, now);
    },
    isSameDay: (moment, now) => startOfDay(Date.parse(moment)) === startOfDay(now),
    halfHour: (moment) => minutes.format(Math.round(Date.parse(moment) / halfHourMs) * halfHourMs),
    exactly: (moment) => absolute.format(new Date(moment)),
    clock: (moment) => seconds.format(new Date(moment)),
    place(city, country) {
      const parts = [city, country === null ? null : countryName(country)].filter((part) => part !== null);
      return parts.length === 0 ? null : parts.map(isolate).join(', ');
    },
    list: (names) => lists.format(names),
  };
}

/** Of the calendar, from now on. */
function daysBetween(moment: string, now: number): number {
  return Math.round((startOfDay(Date.parse(moment)) - startOfDay(now)) / 86_400_000);
}

/** In the time zone of the browser. */
function startOfDay(moment: number): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}
