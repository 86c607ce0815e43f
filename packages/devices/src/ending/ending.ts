/** Signing out: what is meant, what the server says would end, and what became of it. */
import type { Client } from '../graphql/client.ts';
import {
  type OutcomeFragment,
  type RefusalFragment,
  type ReportFragment,
  type SessionRowFragment,
  SignOutPersonDocument,
  SignOutSomeDocument,
} from '../graphql/generated/graphql.ts';

/** What somebody pressed. */
export type Meant =
  | { readonly kind: 'some'; readonly sessions: readonly SessionRowFragment[] }
  /** Everything of a person but what is in use, where that is known. */
  | { readonly kind: 'all'; readonly personId: string };

export interface Preview {
  /** What will end. */
  readonly ending: readonly OutcomeFragment[];
  /** What will end too, if the person wants: it may be in use, since its provider does not tell. */
  readonly mayBeHere: readonly OutcomeFragment[];
  readonly keepsCurrent: boolean;
  readonly cannotEnd: readonly OutcomeFragment[];
  readonly reports: readonly ReportFragment[];
  readonly refusals: readonly RefusalFragment[];
}

export interface Change {
  readonly outcomes: readonly OutcomeFragment[];
  /** Of the providers that were asked which sessions there are. */
  readonly reports: readonly ReportFragment[];
  readonly refusals: readonly RefusalFragment[];
}

interface Payload extends Omit<Change, 'outcomes' | 'reports' | 'refusals'> {
  readonly results: readonly OutcomeFragment[];
  readonly remaining: number | null;
  readonly providerReports: readonly ReportFragment[];
  readonly userErrors: readonly RefusalFragment[];
}

/** What `revokeSessions` takes in one call. */
const maxIds = 500;
/** So often the server is asked to go on where one call did not reach everything. */
const maxCalls = 20;

/** Asks what signing out of everything would end. Changes nothing. Rejects with an `AskingFailed`. */
export async function preview(client: Client, personId: string): Promise<Preview> {
  const input = { user: { id: personId }, dryRun: true };
  const { outcomes, reports, refusals } = changeOf([
    (await client.ask(SignOutPersonDocument, { input })).revokeUserSessions,
  ]);
  const keepsCurrent = outcomes.some(({ outcome }) => outcome === 'KEPT_CURRENT');
  const would = outcomes.filter(({ outcome }) => outcome === 'WOULD_REVOKE');
  // Where nothing is known to be in use, everything may be, and there is no use in asking about each.
  const mayBeHere = would.filter(({ session }) => keepsCurrent && session?.isCurrent !== false);
  return {
    ending: would.filter((outcome) => !mayBeHere.includes(outcome)),
    mayBeHere,
    keepsCurrent,
    cannotEnd: outcomes.filter(({ outcome }) => outcome === 'NOT_SUPPORTED' || outcome === 'FAILED'),
    reports,
    refusals,
  };
}

/**
 * Signs out. Rejects with an `AskingFailed`.
 * @param keep ids of sessions that stay; not for some that are named.
 */
export async function signOut(client: Client, meant: Meant, keep: readonly string[]): Promise<Change> {
  if (meant.kind === 'all') {
    const input = { user: { id: meant.personId }, exceptSessionIds: [...keep] };
    const ask = async () => (await client.ask(SignOutPersonDocument, { input })).revokeUserSessions;
    return changeOf(await untilDone(ask));
  }
  const { sessions } = meant;
  const includeCurrent = sessions.some(({ isCurrent }) => isCurrent === true);
  const payloads: (Payload | null)[] = [];
  for (let start = 0; start < sessions.length; start += maxIds) {
    const ids = sessions.slice(start, start + maxIds).map(({ id }) => id);
    const input = { target: { ids }, includeCurrent };
    payloads.push((await client.ask(SignOutSomeDocument, { input })).revokeSessions);
  }
  return changeOf(payloads);
}

/** One call deals with as many as fit into its time; the same again goes on. */
async function untilDone(ask: () => Promise<Payload | null>): Promise<readonly (Payload | null)[]> {
  const payloads: (Payload | null)[] = [];
  for (let call = 0; call < maxCalls; call += 1) {
    const payload = await ask();
    payloads.push(payload);
    const goesOn = payload?.results.some(({ outcome }) => outcome === 'REVOKED') === true;
    if (!goesOn || (payload.remaining ?? 0) === 0) break;
  }
  return payloads;
}

/** The latest word on each session, and of each provider. */
function changeOf(payloads: readonly (Payload | null)[]): Change {
  const answered = payloads.filter((payload) => payload !== null);
  const outcomes = new Map<string, OutcomeFragment>();
  const reports = new Map<string, ReportFragment>();
  for (const { results, providerReports } of answered) {
    for (const result of results) outcomes.set(result.id, result);
    for (const report of providerReports) reports.set(report.provider.id, report);
  }
  return {
    outcomes: [...outcomes.values()],
    reports: [...reports.values()],
    refusals: answered.at(-1)?.userErrors ?? [],
  };
}
