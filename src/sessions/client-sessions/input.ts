/** What can be wrong with what a client session is to be, known before Seam is asked. */
import type { ClientSessionInput, GrantAccessInput } from '../../providers/client-sessions-api.ts';
import { inputError, type UserError } from '../user-error.ts';

/** What is wrong with a client session to be made; empty where nothing is. */
export function creationErrors(
  input: ClientSessionInput & { readonly customerKey?: string },
  now: number,
): readonly UserError[] {
  const errors = [...identityErrors(input)];
  if (input.userIdentifierKey?.trim() === '') {
    errors.push(
      inputError(
        'userIdentifierKey',
        'userIdentifierKey is empty. Leave it out, or give your id of the user.',
      ),
    );
  }
  if (input.customerKey?.trim() === '') {
    errors.push(
      inputError('customerKey', 'customerKey is empty. Leave it out, or give your key of the customer.'),
    );
  }
  if (input.expiresAt !== undefined && input.expiresAt <= now) {
    errors.push(
      inputError(
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
      inputError(
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
      inputError(
        'userIdentityIds',
        `userIdentityIds must hold exactly one id; it holds ${userIdentityIds.length}. Better use userIdentityId.`,
      ),
    );
  }
  if (userIdentityId !== undefined) {
    errors.push(
      inputError(
        'userIdentityIds',
        'userIdentityIds is the old form of userIdentityId: give only userIdentityId.',
      ),
    );
  }
  return errors;
}
