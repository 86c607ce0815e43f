/** Adds to what a client session reaches; nothing is taken away. */
import type { GrantAccessInput } from '../../providers/client-sessions-api.ts';
import type { RequestContext } from '../request-context.ts';
import type { ClientSession } from '../session.ts';
import { inputError, refused, type Changed, type UserError } from '../user-error.ts';
import { changeClientSession, requireWriting, targetFor, targetOf, userOfKey } from './change.ts';
import { grantErrors } from './input.ts';
import { toClientSession } from './read.ts';
import { clientSessionNamed, seamProvider, type SeamProvider } from './which.ts';

export interface GrantAccess {
  readonly clientSession: { readonly id: string } | { readonly userIdentifierKey: string };
  /** Only with a key; may be left out where one Seam provider is configured. */
  readonly providerId: string | undefined;
  readonly grants: Omit<GrantAccessInput, 'clientSessionId' | 'userIdentifierKey'>;
}

/** NOT_FOUND where the session, or what is granted, is not there. Rejects with `AccessError` where the principal may not. */
export async function grantClientSessionAccess(
  context: RequestContext,
  wanted: GrantAccess,
): Promise<Changed<ClientSession>> {
  requireWriting(context);
  const [first, ...more] = grantErrors(wanted.grants);
  if (first !== undefined) return refused(first, ...more);
  const found = find(context, wanted);
  if ('code' in found) return refused(found);

  const { seam, selector } = found;
  const { provider, api } = seam;
  const key = selector.userIdentifierKey ?? null;
  const changed = await changeClientSession(context, {
    name: 'grantClientSessionAccess',
    provider,
    why: {},
    subjectUser: userOfKey(provider, key),
    input: { ...wanted.grants },
    target: { ...targetFor(provider, key), nativeId: selector.clientSessionId ?? null },
    flightKey: null,
    send: (call) => api.grantAccess({ ...wanted.grants, ...selector }, call),
    madeOf: (record) => ({ ...targetOf(seam, record), outcome: 'GRANTED', message: null }),
  });
  return changed.value === null
    ? changed
    : { value: toClientSession(provider, changed.value), userErrors: changed.userErrors };
}

interface Found {
  readonly seam: SeamProvider;
  readonly selector: Pick<GrantAccessInput, 'clientSessionId' | 'userIdentifierKey'>;
}

function find({ service }: RequestContext, { clientSession, providerId }: GrantAccess): Found | UserError {
  if ('id' in clientSession) {
    if (providerId !== undefined) {
      return inputError(
        'providerId',
        'providerId goes with a userIdentifierKey; an id tells its provider itself.',
      );
    }
    const seam = clientSessionNamed(clientSession.id, 'clientSession', service.providers);
    return 'code' in seam ? seam : { seam, selector: { clientSessionId: seam.nativeId } };
  }
  if (clientSession.userIdentifierKey.trim() === '') {
    return inputError('clientSession', 'userIdentifierKey is empty, so it names no client session.');
  }
  const seam = seamProvider(service.providers, providerId);
  return 'code' in seam ? seam : { seam, selector: clientSession };
}
