/** Revokes the sessions that are named, or that a filter names. */
import { AccessError } from '../access-error.ts';
import { InputError } from '../input-error.ts';
import type { SessionFilter } from '../query.ts';
import type { ProviderReport } from '../report.ts';
import { inputError, type UserError } from '../user-error.ts';
import type { RequestContext } from '../request-context.ts';
import { requireRevoking } from './may-revoke.ts';
import { refusal, targetOf, type Revocation } from './result.ts';
import { revokeSelected, type RevokeOptions, type Selected } from './revoke-selected.ts';
import { selectByFilter } from './select-by-filter.ts';
import { selectById } from './select-by-id.ts';
import { revocationOf } from './user-errors.ts';
import { noteError } from './why.ts';

/** How many sessions one call revokes at the most. */
const maxRevokedSessions = 500;

export interface RevokeSessions extends RevokeOptions {
  readonly target: { readonly ids: readonly string[] } | { readonly filter: SessionFilter };
  readonly expectedCount?: number | undefined;
  readonly everyone?: boolean | undefined;
}

/** Rejects with `AccessError` where the principal may revoke none, or not everybody's. */
export async function revokeSessions(context: RequestContext, wanted: RevokeSessions): Promise<Revocation> {
  requireRevoking(context);
  const wrong = noteError(wanted);
  if (wrong !== null) return refusal(wrong);
  return context.service.revocations.during(async (entered) => {
    const selection = await select(context, wanted);
    if ('code' in selection) return refusal(selection);
    const mismatch = countMismatch(wanted, selection);
    if (mismatch !== null) return { ...refusal(mismatch), providerReports: selection.reports };
    const change = { name: 'revokeSessions', why: wanted, subjectUser: null, entered };
    const revoked = await revokeSelected(context, change, selection.selected, new Set(), wanted);
    return revocationOf(
      { ...selection, ...revoked, errors: [...selection.errors, ...revoked.errors] },
      'No session that has not ended matches, so nothing was revoked.',
    );
  });
}

interface Selection {
  readonly selected: readonly Selected[];
  /** How many more match; null where they were not counted. */
  readonly remaining: number | null;
  readonly reports: readonly ProviderReport[];
  /** What was not looked at, or is left for another call. */
  readonly errors: readonly UserError[];
}

function select(context: RequestContext, wanted: RevokeSessions): Promise<Selection | UserError> {
  const { target } = wanted;
  return 'ids' in target
    ? selectNamed(context, target.ids, wanted)
    : selectMatching(context, target.filter, wanted);
}

async function selectNamed(
  context: RequestContext,
  ids: readonly string[],
  options: RevokeOptions,
): Promise<Selection | UserError> {
  const field = ['target', 'ids'];
  if (ids.length === 0) return inputError(field, 'ids is empty, so there is nothing to revoke.');
  if (ids.length > maxRevokedSessions) {
    return inputError(
      field,
      `ids has ${ids.length} entries; at most ${maxRevokedSessions} are revoked in one call.`,
    );
  }
  const selected = await selectById(context, ids, field, options);
  return selected === null
    ? inputError(field, 'None of these is the id of a session. Use ids just as a query gave them.')
    : { selected, remaining: 0, reports: [], errors: [] };
}

async function selectMatching(
  context: RequestContext,
  filter: SessionFilter,
  options: RevokeSessions,
): Promise<Selection | UserError> {
  const field = ['target', 'filter'];
  if (!isNarrow(filter)) {
    if (options.everyone !== true) {
      return inputError(
        field,
        "The filter names no people and nothing that only some sessions have, so it would revoke everybody's. Name some, or give everyone: true if that is meant. Your own are revoked by revokeOtherSessions and revokeUserSessions.",
      );
    }
    if (!context.access.revokesAny) {
      throw new AccessError(
        'FORBIDDEN',
        "Revoking everybody's sessions takes the scopes sessions:read:any and sessions:revoke:any.",
      );
    }
  }
  try {
    const { sessions, ...rest } = await selectByFilter(context, filter, maxRevokedSessions, options);
    return { selected: sessions.map((session) => targetOf(session)), ...rest };
  } catch (error) {
    if (error instanceof InputError) return inputError(field, error.message);
    throw error;
  }
}

/** Whether a filter says more than from which providers, and that the sessions are there to be revoked. */
function isNarrow({
  providerIds: _providerIds,
  kinds: _kinds,
  states: _states,
  isCurrent,
  ...conditions
}: SessionFilter): boolean {
  return isCurrent === true || Object.values(conditions).some((value) => value !== undefined);
}

function countMismatch(
  { target, expectedCount }: RevokeSessions,
  { selected, remaining, reports }: Selection,
): UserError | null {
  if (expectedCount === undefined) return null;
  const named = 'ids' in target ? new Set(target.ids).size : selected.length;
  const isCounted = remaining !== null && reports.every(({ complete }) => complete);
  if (isCounted && named + remaining === expectedCount) return null;
  const count = isCounted ? `${named + remaining}` : `at least ${named}`;
  return inputError(
    'expectedCount',
    `Nothing was revoked: of sessions, ${expectedCount} were expected and ${count} found. Look at them again, by dryRun or in the list.`,
  );
}
