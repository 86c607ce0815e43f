/** What can be wrong with what a client session is to be, known before Seam is asked. */
import type {
  ClientSessionInput,
  ClientSessionsApi,
  GrantAccessInput,
} from '../../providers/client-sessions-api.ts';
import type { Provider } from '../../providers/provider.ts';
import type { UserError } from '../user-error.ts';

export interface SeamProvider {
  readonly provider: Provider;
  readonly api: ClientSessionsApi;
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

export function wrong(field: string, message: string): UserError {
  return { code: 'BAD_USER_INPUT', message, field: ['input', field], providerId: null, retryable: false };
}

/** What is wrong with a client session to be made; empty where nothing is. */
export function creationErrors(
  input: ClientSessionInput & { readonly customerKey?: string },
  now: number,
): readonly UserError[] {
  const errors = [...identityErrors(input)];
  if (input.userIdentifierKey?.trim() === '') {
    errors.push(
      wrong('userIdentifierKey', 'userIdentifierKey is empty. Leave it out, or give your id of the user.'),
    );
  }
  if (input.customerKey?.trim() === '') {
    errors.push(
      wrong('customerKey', 'customerKey is empty. Leave it out, or give your key of the customer.'),
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

/** What is wrong with grants; empty where nothing is. */
export function grantErrors(grants: GrantAccessInput): readonly UserError[] {
  const { connectedAccountIds = [], connectWebviewIds = [], userIdentityId, userIdentityIds } = grants;
  const errors = [...identityErrors(grants)];
  if (
    connectedAccountIds.length + connectWebviewIds.length === 0 &&
    userIdentityId === undefined &&
    userIdentityIds === undefined
  ) {
    errors.push(
      wrong(
        'connectedAccountIds',
        'Nothing is granted. Give connectedAccountIds, connectWebviewIds or userIdentityId.',
      ),
    );
  }
  return errors;
}

function identityErrors({
  userIdentityId,
  userIdentityIds,
}: Pick<ClientSessionInput, 'userIdentityId' | 'userIdentityIds'>): readonly UserError[] {
  if (userIdentityIds === undefined) return [];
  const errors: UserError[] = [];
  if (userIdentityIds.length !== 1) {
    errors.push(
      wrong(
        'userIdentityIds',
        `userIdentityIds must hold exactly one id; it holds ${userIdentityIds.length}. Better use userIdentityId.`,
      ),
    );
  }
  if (userIdentityId !== undefined) {
    errors.push(
      wrong(
        'userIdentityIds',
        'userIdentityIds is the old form of userIdentityId: give only userIdentityId.',
      ),
    );
  }
  return errors;
}
