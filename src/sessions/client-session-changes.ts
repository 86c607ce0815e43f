/** Changes to client sessions: the input is checked here, the provider told once, and older reads of it forgotten. */
import type { ClientSessionInput, ClientSessionsApi, SecretToken } from '../providers/client-sessions-api.ts';
import type { Provider } from '../providers/provider.ts';
import type { Call } from '../upstream/call.ts';
import { ProviderFailure } from '../upstream/failure.ts';
import { clientSessionIdOf } from './id.ts';
import type { Shared } from './service.ts';
import type { ClientSession } from './session.ts';
import { failureError, refused, type Changed, type UserError } from './user-error.ts';

export interface CreatedSession {
  readonly clientSession: ClientSession;
  readonly token: SecretToken;
}

/** @param providerId may be left out where one Seam provider is configured. */
export async function getOrCreateClientSession(
  shared: Shared,
  providerId: string | undefined,
  input: ClientSessionInput,
): Promise<Changed<CreatedSession>> {
  const chosen = seamProvider(shared.providers, providerId);
  if ('code' in chosen) return refused(chosen);
  const [first, ...more] = inputErrors(input, shared.now());
  if (first !== undefined) return refused(first, ...more);
  const { provider, api } = chosen;
  return shared.join(`getOrCreate ${provider.id} ${JSON.stringify(input)}`, () =>
    change(shared, provider, async (call) => {
      const created = await api.getOrCreate(input, call);
      const record = created.clientSession;
      return {
        clientSession: { id: clientSessionIdOf(provider.id, record.nativeId), provider, record },
        token: created.token,
      };
    }),
  );
}

/**
 * Carries a change to its end. It is not tied to the asker's connection: what was begun is finished, so that nobody has to guess whether it
 * happened.
 */
async function change<Value>(
  shared: Shared,
  provider: Provider,
  work: (call: Call) => Promise<Value>,
): Promise<Changed<Value>> {
  try {
    const call = { signal: new AbortController().signal, deadlineAt: performance.now() + provider.timeoutMs };
    return { value: await work(call), userErrors: [] };
  } catch (error) {
    if (error instanceof ProviderFailure) return refused(failureError(provider, error));
    throw error;
  } finally {
    shared.sources.get(provider)?.forget();
  }
}

function seamProvider(
  providers: readonly Provider[],
  providerId: string | undefined,
): { readonly provider: Provider; readonly api: ClientSessionsApi } | UserError {
  const candidates = providers.flatMap((provider) =>
    provider.clientSessions === undefined ? [] : [{ provider, api: provider.clientSessions }],
  );
  const known = candidates.map(({ provider }) => provider.id).join(', ');
  if (providerId !== undefined) {
    const named = candidates.find(({ provider }) => provider.id === providerId);
    return (
      named ??
      wrong(
        'providerId',
        `providerId names no Seam provider. ${known === '' ? 'None is configured.' : `Configured are: ${known}.`}`,
      )
    );
  }
  const [only, another] = candidates;
  if (only === undefined) {
    return wrong('providerId', 'No Seam provider is configured, so there are no client sessions.');
  }
  return another === undefined
    ? only
    : wrong('providerId', `There is more than one Seam provider: give providerId, one of ${known}.`);
}

function wrong(field: string, message: string): UserError {
  return { code: 'BAD_USER_INPUT', message, field: ['input', field], providerId: null, retryable: false };
}

/** What is wrong with the input; empty where nothing is. */
function inputErrors(input: ClientSessionInput, now: number): readonly UserError[] {
  const errors: UserError[] = [];
  if (input.userIdentifierKey?.trim() === '') {
    errors.push(
      wrong('userIdentifierKey', 'userIdentifierKey is empty. Leave it out, or give your id of the user.'),
    );
  }
  if (input.userIdentityIds !== undefined && input.userIdentityIds.length !== 1) {
    errors.push(
      wrong(
        'userIdentityIds',
        `userIdentityIds must hold exactly one id; it holds ${input.userIdentityIds.length}. Better use userIdentityId.`,
      ),
    );
  }
  if (input.userIdentityIds !== undefined && input.userIdentityId !== undefined) {
    errors.push(
      wrong(
        'userIdentityIds',
        'userIdentityIds is the old form of userIdentityId: give only userIdentityId.',
      ),
    );
  }
  if (input.expiresAt !== undefined && input.expiresAt <= now) {
    errors.push(
      wrong(
        'expiresAt',
        'expiresAt is in the past, so the token would be dead at once. Give a moment in the future.',
      ),
    );
  }
  return errors;
}
