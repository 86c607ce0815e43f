/** Signing out: what is asked of the server, and what it says became of each session. */
import type { Client } from './graphql/client.ts';
import {
  type OutcomeFragment,
  type RefusalFragment,
  type ReportFragment,
  type SessionRowFragment,
  SignOutOneDocument,
  SignOutOthersDocument,
  SignOutPersonDocument,
  SignOutSomeDocument,
} from './graphql/generated/graphql.ts';
import { outcomeWords, reportWords } from './words.ts';

export type Wanted =
  | { readonly kind: 'one'; readonly session: SessionRowFragment }
  /** Those whose outcome said that another try may help. */
  | { readonly kind: 'again'; readonly ids: readonly string[]; readonly includeCurrent: boolean }
  /** All but the one the viewer is using, which providers tell. */
  | { readonly kind: 'others' }
  | {
      readonly kind: 'person';
      readonly personId: string;
      readonly keep: readonly string[];
      readonly includeCurrent: boolean;
    };

export interface Change {
  readonly outcomes: readonly OutcomeFragment[];
  /** Of the providers that were asked which sessions there are. */
  readonly reports: readonly ReportFragment[];
  /** What was not done and why, where neither an outcome nor a report says so. */
  readonly refusals: readonly RefusalFragment[];
  /** Whether the same again may do more. */
  readonly mayGoBetter: boolean;
}

interface Payload {
  readonly results?: readonly OutcomeFragment[];
  readonly result?: OutcomeFragment | null;
  readonly providerReports?: readonly ReportFragment[];
  readonly userErrors: readonly RefusalFragment[];
}

const unanswered: Payload = {
  userErrors: [
    {
      code: 'UNAVAILABLE',
      providerId: null,
      message: 'The server did not say what it did.',
      retryable: true,
    },
  ],
};

/** What `revokeSessions` takes in one call. */
const maxIds = 500;

/**
 * Signs out. Rejects with an `AskingFailed`.
 * @param dryRun only tells what would be done; not for `one` and `again`, which name their sessions.
 */
export async function signOut(client: Client, wanted: Wanted, dryRun: boolean): Promise<Change> {
  const payload = (await send(client, wanted, dryRun)) ?? unanswered;
  const { results, result, providerReports: reports = [], userErrors } = payload;
  const outcomes = results ?? (result == null ? [] : [result]);
  return {
    outcomes,
    reports,
    refusals: userErrors.filter((refusal) => !isShown(refusal, outcomes, reports)),
    mayGoBetter: userErrors.some(({ retryable }) => retryable),
  };
}

/** Whether the outcome of a session, or the report of a provider, says the same. */
function isShown(
  { providerId, code }: RefusalFragment,
  outcomes: readonly OutcomeFragment[],
  reports: readonly ReportFragment[],
): boolean {
  if (providerId === null) return code === 'NOT_FOUND' && outcomes.length > 0;
  return (
    outcomes.some(
      (outcome) => outcome.provider?.id === providerId && outcomeWords(outcome).tone !== 'done',
    ) || reports.some((report) => report.provider.id === providerId && reportWords(report).tone === 'problem')
  );
}

async function send(client: Client, wanted: Wanted, dryRun: boolean): Promise<Payload | null> {
  switch (wanted.kind) {
    case 'one': {
      const { id, isCurrent } = wanted.session;
      const input = { id, includeCurrent: isCurrent === true };
      return (await client.ask(SignOutOneDocument, { input })).revokeSession;
    }
    case 'again': {
      const ids = wanted.ids.slice(0, maxIds);
      const input = { target: { ids }, includeCurrent: wanted.includeCurrent };
      return (await client.ask(SignOutSomeDocument, { input })).revokeSessions;
    }
    case 'others':
      return (await client.ask(SignOutOthersDocument, { input: { dryRun } })).revokeOtherSessions;
    case 'person': {
      const { personId, keep, includeCurrent } = wanted;
      const input = { user: { id: personId }, exceptSessionIds: [...keep], includeCurrent, dryRun };
      return (await client.ask(SignOutPersonDocument, { input })).revokeUserSessions;
    }
  }
}
