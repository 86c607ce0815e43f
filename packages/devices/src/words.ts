/** What the page says of sessions, providers and outcomes. */
import type { OutcomeFragment, ReportFragment, SessionRowFragment } from './graphql/generated/graphql.ts';

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium' });
const countries = new Intl.DisplayNames('en', { type: 'region' });

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** "4 minutes ago", "in 6 days", "just now". @param now in epoch milliseconds. */
export function ago(moment: string, now: number): string {
  const seconds = (Date.parse(moment) - now) / 1000;
  const [unit, length] = units.find((entry) => Math.abs(seconds) >= entry[1]) ?? ['minute', 60];
  return Math.abs(seconds) < 60 ? 'just now' : relative.format(Math.trunc(seconds / length), unit);
}

export function exactly(moment: string): string {
  return absolute.format(new Date(moment));
}

/** What is said of the latest use, as exactly as the provider knows it; the moment stands between the two. */
export function lastSeenWords({ lastActivePrecision, provider }: SessionRowFragment): [string, string] {
  switch (lastActivePrecision) {
    case 'EXACT':
      return ['Active ', ''];
    case 'APPROXIMATE':
      return ['Active ', ', roughly'];
    case 'SIGN_IN_ONLY':
      return ['Connected ', ', perhaps active since'];
    case null:
      return ['', `${productOf(provider.kind)} does not tell when it was last used`];
  }
}

export function productOf(kind: SessionRowFragment['provider']['kind']): string {
  return { CLERK: 'Clerk', ROCKETCHAT: 'Rocket.Chat', SEAM: 'Seam', ZENDESK: 'Zendesk' }[kind];
}

/** "Lisbon, Portugal"; null where the provider tells no place. */
export function placeOf({ location }: SessionRowFragment): string | null {
  const parts = [location?.city, location?.country && countryName(location.country)];
  return parts.filter(Boolean).join(', ') || null;
}

function countryName(country: string): string {
  // Clerk may also write a whole name, which is no code.
  return /^[A-Z]{2}$/.test(country) ? (countries.of(country) ?? country) : country;
}

/** "1 sign-in", "12 sign-ins". */
export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

interface ReportWords {
  readonly text: string;
  /** `quiet` is as it should be, `problem` hides sign-ins. */
  readonly tone: 'fine' | 'quiet' | 'problem';
  readonly canRetry: boolean;
}

const problem = (text: string, canRetry: boolean): ReportWords => ({ text, tone: 'problem', canRetry });

/** How a provider answered, in a sentence that follows its name. */
export function reportWords({ status, complete, retryAt }: ReportFragment): ReportWords {
  switch (status) {
    case 'OK':
      return complete
        ? { text: 'told all it knows', tone: 'fine', canRetry: false }
        : problem('did not tell everything', true);
    case 'NOT_LINKED':
      return { text: 'has no account of this person', tone: 'quiet', canRetry: false };
    case 'LINK_UNKNOWN':
      return problem('could not be looked up', true);
    case 'NOT_SUPPORTED':
      return { text: 'cannot tell', tone: 'quiet', canRetry: false };
    case 'UNAVAILABLE':
      return problem('did not answer', true);
    case 'MALFORMED':
      return problem('gave an answer that makes no sense', true);
    case 'TIMED_OUT':
      return problem('took too long to answer', true);
    case 'RATE_LIMITED':
      return problem(
        `is asked too often${retryAt === null ? '' : `, try after ${clock.format(new Date(retryAt))}`}`,
        true,
      );
    case 'NOT_AUTHORIZED':
      return problem('did not let us in', false);
    case 'NOT_LICENSED':
      return problem('does not tell, for want of a licence', false);
    case 'TRUNCATED':
      return problem('has more sign-ins than can be shown', false);
  }
}

export type OutcomeTone = 'done' | 'kept' | 'failed';

interface OutcomeWords {
  readonly text: string;
  /** What to do about it. */
  readonly advice: string | null;
  readonly tone: OutcomeTone;
}

/** @param isAboutOthers where providers had to tell which session is in use, and not all can. */
export function outcomeWords(
  { outcome, retryable, provider }: OutcomeFragment,
  isAboutOthers = false,
): OutcomeWords {
  const name = provider?.name ?? 'its provider';
  switch (outcome) {
    case 'REVOKED':
      return { text: 'Signed out', advice: null, tone: 'done' };
    case 'ACCEPTED':
      return { text: `${name} will sign it out later`, advice: null, tone: 'kept' };
    case 'ALREADY_ENDED':
      return { text: 'Had been signed out before', advice: null, tone: 'done' };
    case 'NOT_FOUND':
      return { text: 'Not there any more', advice: null, tone: 'done' };
    case 'WOULD_REVOKE':
      return { text: 'Will be signed out', advice: null, tone: 'done' };
    case 'KEPT_CURRENT':
      return { text: 'Kept, it is the one you are using', advice: null, tone: 'kept' };
    case 'NOT_SUPPORTED':
      return {
        text: 'Still signed in',
        advice: isAboutOthers
          ? `${name} cannot tell whether it is the one you are using: choose which to keep.`
          : `Sign out on the device itself, or in the settings of ${name}.`,
        tone: 'failed',
      };
    case 'FAILED':
      return {
        text: 'Still signed in',
        advice: retryable
          ? `${name} could not do it now. Try again.`
          : `${name} refused. Tell your administrator.`,
        tone: 'failed',
      };
  }
}
