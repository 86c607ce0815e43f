/** The client session that a change is about, by its id. */
import type { Provider } from '../../providers/provider.ts';
import type { ClientSessionRecord } from '../../providers/records.ts';
import type { AuditTarget } from '../audit/record.ts';
import { decodeId, sessionIdOf } from '../id.ts';
import { InputError } from '../input-error.ts';
import type { UserError } from '../user-error.ts';
import { wrong, type SeamProvider } from './input.ts';

export interface NamedSession extends SeamProvider {
  readonly nativeId: string;
}

/** @param field where the id was given. */
export function named(id: string, field: string, providers: readonly Provider[]): NamedSession | UserError {
  try {
    const { providerId, ref } = decodeId(id, 'ClientSession');
    const provider = providers.find((candidate) => candidate.id === providerId);
    const api = provider?.clientSessions;
    return provider === undefined || api === undefined
      ? notFound(field)
      : { provider, api, nativeId: ref.nativeId };
  } catch (error) {
    if (error instanceof InputError) return wrong(field, error.message);
    throw error;
  }
}

export function notFound(field: string): UserError {
  return { ...wrong(field, 'No such client session.'), code: 'NOT_FOUND' };
}

/** In the audit a client session goes by the same ids as where it is ended as one of the list. */
export function targetOf({ provider, api }: SeamProvider, record: ClientSessionRecord): AuditTarget {
  const session = api.toSession(record);
  const { nativeId, accountId } = session;
  return { sessionId: sessionIdOf(provider, session), provider: provider.id, nativeId, accountId };
}

/** One of which no more is known than whom it is for, if that. */
export function targetFor(provider: Provider, userIdentifierKey: string | null): AuditTarget {
  const accountId = userOfKey(provider, userIdentifierKey);
  return { sessionId: null, provider: provider.id, nativeId: null, accountId };
}

/** The user that a key names, where keys are the operator's own ids. */
export function userOfKey({ linkBy }: Provider, userIdentifierKey: string | null): string | null {
  return linkBy === 'userIdentifierKey' ? userIdentifierKey : null;
}
