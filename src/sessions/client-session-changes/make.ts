/** Makes a client session, or gets the one there is; either way its token goes to the asker. */
import type {
  ClientSessionInput,
  ClientSessionsApi,
  CreatedClientSession,
  SecretToken,
} from '../../providers/client-sessions-api.ts';
import type { Call } from '../../upstream/call.ts';
import { toClientSession } from '../client-sessions.ts';
import type { ClientSession } from '../session.ts';
import { refused, type Changed } from '../user-error.ts';
import { creationErrors, seamProvider } from './input.ts';
import { targetFor, targetOf, userOfKey } from './named.ts';
import { makeRecorded, type ChangeContext } from './recorded.ts';
import { requireWriting } from './require-writing.ts';

export interface CreatedSession {
  readonly clientSession: ClientSession;
  readonly token: SecretToken;
}

export type CreateInput = ClientSessionInput & { readonly customerKey?: string };

/**
 * Rejects with `AccessError` where the asker may not.
 *
 * @param providerId may be left out where one Seam provider is configured.
 */
export function getOrCreateClientSession(
  providerId: string | undefined,
  input: ClientSessionInput,
  context: ChangeContext,
): Promise<Changed<CreatedSession>> {
  return make(
    {
      name: 'getOrCreateClientSession',
      outcome: 'GOT_OR_CREATED',
      isJoined: true,
      send: (api, call) => api.getOrCreate(input, call),
    },
    providerId,
    input,
    context,
  );
}

/** Strict: a `userIdentifierKey` that has a session already is ALREADY_EXISTS. Rejects with `AccessError` where the asker may not. */
export function createClientSession(
  providerId: string | undefined,
  input: CreateInput,
  context: ChangeContext,
): Promise<Changed<CreatedSession>> {
  return make(
    {
      name: 'createClientSession',
      outcome: 'CREATED',
      // The second of two has to be told that there is one already.
      isJoined: false,
      send: (api, call) => api.create(input, call),
    },
    providerId,
    input,
    context,
  );
}

interface Making {
  readonly name: string;
  readonly outcome: string;
  readonly isJoined: boolean;
  send(api: ClientSessionsApi, call: Call): Promise<CreatedClientSession>;
}

async function make(
  { name, outcome, isJoined, send }: Making,
  providerId: string | undefined,
  input: CreateInput,
  context: ChangeContext,
): Promise<Changed<CreatedSession>> {
  const { shared, asker } = context;
  requireWriting(asker);
  const chosen = seamProvider(shared.providers, providerId);
  if ('code' in chosen) return refused(chosen);
  const [first, ...more] = creationErrors(input, shared.now());
  if (first !== undefined) return refused(first, ...more);

  const { provider, api } = chosen;
  const key = input.userIdentifierKey ?? null;
  const changed = await makeRecorded(
    {
      name,
      provider,
      why: {},
      subjectUser: userOfKey(provider, key),
      input: auditInput(input),
      target: targetFor(provider, key),
      joinKey: isJoined ? `${name} ${provider.id} ${JSON.stringify(input)}` : null,
      send: (call) => send(api, call),
      madeOf: ({ clientSession }) => ({ ...targetOf(chosen, clientSession), outcome, message: null }),
    },
    context,
  );
  if (changed.value === null) return changed;
  const { clientSession, token, problem } = changed.value;
  return {
    value: { clientSession: toClientSession(provider, clientSession), token },
    userErrors:
      problem === null
        ? []
        : [
            {
              code: 'TOKEN_UNUSABLE',
              message: problem,
              field: null,
              providerId: provider.id,
              retryable: false,
            },
          ],
  };
}

/** As the asker wrote it, so that whoever reads the audit need not count milliseconds. */
function auditInput({ expiresAt, ...input }: CreateInput): Readonly<Record<string, unknown>> {
  return { ...input, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }) };
}
