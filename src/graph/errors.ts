/** Which errors a client may see, and in what words: those that were written for them, and no others. */
import { GraphQLError, Kind } from 'graphql';
import { AccessError } from '../sessions/access-error.ts';
import { InputError } from '../sessions/input-error.ts';
import { ProviderFailure } from '../upstream/failure.ts';

/**
 * For yoga's `maskedErrors`. Errors meant for the client get an `extensions.code`; a fault of ours becomes `message` with
 * INTERNAL_SERVER_ERROR. No HTTP status is set: the other fields of the answer are good.
 */
export function maskError(error: unknown, message: string): GraphQLError {
  const located = error instanceof GraphQLError ? error : null;
  const cause = causeOf(error);
  if (cause instanceof GraphQLError && isAboutQuestion(cause, located)) return coded(located ?? cause);
  if (cause instanceof InputError || cause instanceof AccessError)
    return shown(cause.message, { code: cause.code }, located);
  if (cause instanceof ProviderFailure) return shown(cause.forPeople(), extensionsOf(cause), located);
  // Yoga answers 500 to what is `unexpected`, where it spoils the whole answer.
  return shown(message, { code: 'INTERNAL_SERVER_ERROR', unexpected: true }, located);
}

/** What was thrown as a `GraphQLError` is meant for the client; without a code it is one of the executor's, about variables. */
function coded(error: GraphQLError): GraphQLError {
  error.extensions['code'] ??= 'BAD_USER_INPUT';
  return error;
}

/** Whether an error says something to the client, rather than being a fault of ours that belongs into the log. */
export function isForClient(error: unknown): boolean {
  const cause = causeOf(error);
  return (
    (cause instanceof GraphQLError && isAboutQuestion(cause, error)) ||
    cause instanceof InputError ||
    cause instanceof AccessError ||
    cause instanceof ProviderFailure
  );
}

/**
 * Whether a `GraphQLError` is about what was asked: graphql-js also makes one where an answer is none of its type, and its message shows that
 * answer. Ours have a code. Those about a document and its variables come before there is a field to answer, and have no path; those about an
 * argument point at what was given for it rather than at the field.
 */
function isAboutQuestion({ extensions, nodes = [] }: GraphQLError, located: unknown): boolean {
  if (extensions['code'] !== undefined || !(located instanceof GraphQLError)) return true;
  return located.path === undefined || nodes.some(({ kind }) => kind !== Kind.FIELD);
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
