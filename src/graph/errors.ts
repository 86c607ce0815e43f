/** Which errors an asker may see, and in what words: those that were written for them, and no others. */
import { GraphQLError } from 'graphql';
import { AccessError } from '../sessions/access-error.ts';
import { InputError } from '../sessions/input-error.ts';
import { ProviderFailure } from '../upstream/failure.ts';

/**
 * For yoga's `maskedErrors`. Errors meant for the asker get an `extensions.code`; a fault of ours becomes `message` with
 * INTERNAL_SERVER_ERROR. No HTTP status is set: the other fields of the answer are good.
 */
export function maskError(error: unknown, message: string): Error {
  const located = error instanceof GraphQLError ? error : null;
  const cause = causeOf(error);
  if (cause instanceof GraphQLError) return located ?? cause;
  if (cause instanceof InputError || cause instanceof AccessError)
    return shown(cause.message, { code: cause.code }, located);
  if (cause instanceof ProviderFailure) return shown(cause.message, extensionsOf(cause), located);
  return shown(message, { code: 'INTERNAL_SERVER_ERROR' }, located);
}

/** What was thrown, below the places that GraphQL wrapped around it. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

/** A provider's failure where there is no report to tell of it: the one thing that was asked for could not be read. */
function extensionsOf({ status, retryAt }: ProviderFailure): Record<string, unknown> {
  return {
    code: status,
    providerStatus: status,
    retryAt: retryAt === null ? null : new Date(retryAt).toISOString(),
  };
}

function shown(
  message: string,
  extensions: Record<string, unknown>,
  located: GraphQLError | null,
): GraphQLError {
  return new GraphQLError(message, {
    extensions,
    nodes: located?.nodes ?? null,
    source: located?.source,
    positions: located?.positions,
    path: located?.path,
  });
}
