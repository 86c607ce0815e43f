/** Adds to what a client session reaches; nothing is taken away. */
import type { GrantAccessInput } from '../../providers/client-sessions-api.ts';
import { toClientSession } from '../client-sessions/read.ts';
import type { RequestContext } from '../request-context.ts';
import type { ClientSession } from '../session.ts';
import { refused, type Changed, type UserError } from '../user-error.ts';
import { grantErrors, seamProvider, wrong, type SeamProvider } from './input.ts';
import { named, targetFor, targetOf, userOfKey } from './named.ts';
import { makeRecorded } from './recorded.ts';
import { requireWriting } from './require-writing.ts';

export interface GrantAccess {
  readonly clientSession: { readonly id: string } | { readonly userIdentifierKey: string };
  /** Only with a key; may be left out where one Seam provider is configured. */
  readonly providerId: string | undefined;
  readonly grants: Omit<GrantAccessInput, 'clientSessionId' | 'userIdentifierKey'>;
}

/** NOT_FOUND where the session, or what is granted, is not there. Rejects with `AccessError` where the asker may not. */
export async function grantClientSessionAccess(
  context: RequestContext,
  wanted: GrantAccess,
): Promise<Changed<ClientSession>> {
  requireWriting(context.principal);
  const [first, ...more] = grantErrors(wanted.grants);
  if (first !== undefined) return refused(first, ...more);
  const found = find(context, wanted);
  if ('code' in found) return refused(found);

  const { seam, selector } = found;
  const { provider, api } = seam;
  const key = selector.userIdentifierKey ?? null;
  const changed = await makeRecorded(
    {
      name: 'grantClientSessionAccess',
      provider,
      why: {},
      subjectUser: userOfKey(provider, key),
      input: { ...wanted.grants },
      target: { ...targetFor(provider, key), nativeId: selector.clientSessionId ?? null },
      joinKey: null,
      send: (call) => api.grantAccess({ ...wanted.grants, ...selector }, call),
      madeOf: (record) => ({ ...targetOf(seam, record), outcome: 'GRANTED', message: null }),
    },
    context,
  );
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
      return wrong(
        'providerId',
        'providerId goes with a userIdentifierKey; an id tells its provider itself.',
      );
    }
    const seam = named(clientSession.id, 'clientSession', service.providers);
    return 'code' in seam ? seam : { seam, selector: { clientSessionId: seam.nativeId } };
  }
  if (clientSession.userIdentifierKey.trim() === '') {
    return wrong('clientSession', 'userIdentifierKey is empty, so it names no client session.');
  }
  const seam = seamProvider(service.providers, providerId);
  return 'code' in seam ? seam : { seam, selector: clientSession };
}
