/** Which sessions one call is about, before anything is done to them. */
import { decodeId } from '../id.ts';
import { InputError } from '../input-error.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { ProviderId } from '../../providers/records.ts';
import type { ProviderReport } from '../report.ts';
import type { Session, User } from '../session.ts';
import type { EndingContext } from './context.ts';
import type { RevokeResult, Target } from './outcome.ts';

export interface Plan {
  /** In the order of the answer: a session to end, or what is settled already. */
  readonly items: readonly (Target | RevokeResult)[];
  /** See `Revocation`. */
  readonly remaining: number | null;
  /** What the providers said when the sessions were looked for. */
  readonly reports: readonly ProviderReport[];
  /** Accounts of which every session is meant; see `wholeAccounts`. */
  readonly wholeAccounts: ReadonlySet<string>;
  readonly subjectUser: User | null;
}

/** An item for each id, in order. Null where not one of them is the id of a session. */
export async function planIds(ids: readonly string[], context: EndingContext): Promise<Plan | null> {
  const named = new Set(ids.map(providerIdIn).filter((providerId) => providerId !== null));
  if (named.size === 0) return null;
  // Not by a read from before: the ids may have come from another replica, which knows of newer sessions.
  context.readAnew(context.shared.providers.filter(({ id }) => named.has(id)));
  const items = await Promise.all(ids.map((id) => itemFor(id, context)));
  return { items, remaining: 0, reports: [], wholeAccounts: new Set(), subjectUser: null };
}

async function itemFor(id: string, context: EndingContext): Promise<Target | RevokeResult> {
  const providerId = providerIdIn(id);
  const nothing = { id, session: null, provider: null, retryable: false } as const;
  if (providerId === null) {
    return { ...nothing, outcome: 'FAILED', message: 'This is not the id of a session.' };
  }
  try {
    const session = await context.findSession(id);
    return session === null
      ? { ...nothing, outcome: 'NOT_FOUND', message: 'No such session.' }
      : { id, session };
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    const provider = context.shared.providers.find((candidate) => candidate.id === providerId) ?? null;
    return { ...nothing, provider, outcome: 'FAILED', message: error.message, retryable: error.retryable };
  }
}

function providerIdIn(id: string): ProviderId | null {
  try {
    return decodeId(id, 'Session').providerId;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

export function targetOf(session: Session): Target {
  return { id: session.id, session };
}
