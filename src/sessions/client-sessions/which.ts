/** Which client session, at which Seam provider, a change is about. */
import type { ClientSessionsApi } from '../../providers/client-sessions-api.ts';
import type { Provider } from '../../providers/provider.ts';
import { decodeId } from '../id.ts';
import { InputError } from '../input-error.ts';
import { inputError, type UserError } from '../user-error.ts';

export interface SeamProvider {
  readonly provider: Provider;
  readonly api: ClientSessionsApi;
}

export interface NamedSession extends SeamProvider {
  readonly nativeId: string;
}

/** @param providerId may be left out where one Seam provider is configured. */
export function seamProvider(
  providers: readonly Provider[],
  providerId: string | undefined,
): SeamProvider | UserError {
  const candidates = providers.flatMap((provider) =>
    provider.clientSessions === undefined ? [] : [{ provider, api: provider.clientSessions }],
  );
  const known = candidates.map(({ provider }) => provider.id).join(', ');
  if (providerId !== undefined) {
    const configured = known === '' ? 'None is configured.' : `Configured are: ${known}.`;
    return (
      candidates.find(({ provider }) => provider.id === providerId) ??
      inputError('providerId', `providerId names no Seam provider. ${configured}`)
    );
  }
  const [only, another] = candidates;
  if (only === undefined) {
    return inputError('providerId', 'No Seam provider is configured, so there are no client sessions.');
  }
  return another === undefined
    ? only
    : inputError('providerId', `There is more than one Seam provider: give providerId, one of ${known}.`);
}

/** @param field where the id was given. */
export function clientSessionNamed(
  id: string,
  field: string,
  providers: readonly Provider[],
): NamedSession | UserError {
  try {
    const { providerId, ref } = decodeId(id, 'ClientSession');
    const provider = providers.find((candidate) => candidate.id === providerId);
    const api = provider?.clientSessions;
    return provider === undefined || api === undefined
      ? noClientSession(field)
      : { provider, api, nativeId: ref.nativeId };
  } catch (error) {
    if (error instanceof InputError) return inputError(field, error.message);
    throw error;
  }
}

export function noClientSession(field: string): UserError {
  return inputError(field, 'No such client session.', 'NOT_FOUND');
}
