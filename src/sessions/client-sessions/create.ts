/** Makes a client session, or gets the one there is; either way its token goes to whoever asks. */
import type {
  ClientSessionInput,
  ClientSessionsApi,
  CreatedClientSession,
  SecretToken,
} from '../../providers/client-sessions-api.ts';
import type { Call } from '../../upstream/call.ts';
import type { RequestContext } from '../request-context.ts';
import type { ClientSession } from '../session.ts';
import { refused, type Changed } from '../user-error.ts';
import { changeClientSession, requireWriting, targetFor, targetOf, userOfKey } from './change.ts';
import { creationErrors } from './input.ts';
import { toClientSession } from './read.ts';
import { seamProvider } from './which.ts';

export interface CreatedSession {
  readonly clientSession: ClientSession;
  readonly token: SecretToken;
}

export type CreateInput = ClientSessionInput & { readonly customerKey?: string };

/**
 * Rejects with `AccessError` where the principal may not.
 *
 * @param providerId may be left out where one Seam provider is configured.
 */
export function getOrCreateClientSession(
  context: RequestContext,
  providerId: string | undefined,
  input: ClientSessionInput,
): Promise<Changed<CreatedSession>> {
  return make(
    context,
    {
      name: 'getOrCreateClientSession',
      outcome: 'GOT_OR_CREATED',
      isSingleFlight: true,
      send: (api, call) => api.getOrCreate(input, call),
    },
    providerId,
    input,
  );
}

/** Strict: a `userIdentifierKey` that has a session already is ALREADY_EXISTS. Rejects with `AccessError` where the principal may not. */
export function createClientSession(
  context: RequestContext,
  providerId: string | undefined,
  input: CreateInput,
): Promise<Changed<CreatedSession>> {
  return make(
    context,
    {
      name: 'createClientSession',
      outcome: 'CREATED',
      // The second of two has to be told that there is one already.
      isSingleFlight: false,
      send: (api, call) => api.create(input, call),
    },
    providerId,
    input,
  );
}

interface Making {
  readonly name: string;
  readonly outcome: string;
  readonly isSingleFlight: boolean;
  send(api: ClientSessionsApi, call: Call): Promise<CreatedClientSession>;
}

async function make(
  context: RequestContext,
  { name, outcome, isSingleFlight, send }: Making,
  providerId: string | undefined,
  input: CreateInput,
): Promise<Changed<CreatedSession>> {
  const { service } = context;
  requireWriting(context);
  const chosen = seamProvider(service.providers, providerId);
  if ('code' in chosen) return refused(chosen);
  const [first, ...more] = creationErrors(input, service.now());
  if (first !== undefined) return refused(first, ...more);

  const { provider, api } = chosen;
  const key = input.userIdentifierKey ?? null;
  const changed = await changeClientSession(context, {
    name,
    provider,
    why: {},
    subjectUser: userOfKey(provider, key),
    input: auditInput(input),
    target: targetFor(provider, key),
    flightKey: isSingleFlight ? `${name} ${provider.id} ${JSON.stringify(input)}` : null,
    send: (call) => send(api, call),
    madeOf: ({ clientSession }) => ({ ...targetOf(chosen, clientSession), outcome, message: null }),
  });
  if (changed.value === null) return changed;
  const { clientSession, token, problem, ignored } = changed.value;
  const told = { providerId: provider.id, retryable: false };
  return {
    value: { clientSession: toClientSession(provider, clientSession), token },
    userErrors: [
      ...(problem === null
        ? []
        : [{ ...told, code: 'TOKEN_UNUSABLE' as const, message: problem, field: null }]),
      ...ignored.map((part) => ({
        ...told,
        code: 'NOT_APPLIED' as const,
        message: `${provider.name} gave the session without the ${part} that was asked for.`,
        field: ['input', part],
      })),
    ],
  };
}

/** As it was asked for, so that whoever reads the audit need not count milliseconds. */
function auditInput({ expiresAt, ...input }: CreateInput): Readonly<Record<string, unknown>> {
  return { ...input, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }) };
}
