/** What a request is answered, and how it is written. */
import type { GraphQLError } from 'graphql';
import { RequestError } from '../refusal.ts';

export interface Result {
  /** The whole answer, as JSON in UTF-8. */
  readonly body: Buffer;
  /** Those of the body. */
  readonly errors: readonly GraphQLError[];
  /** Whether the answer has `data`, if only null. */
  readonly isExecuted: boolean;
}

/** What every answer tells: what was asked for, and what it took. */
export interface Cost {
  /** Of the operation, before it ran. */
  readonly requested: number;
  /** The most one operation may cost. */
  readonly limit: number;
  /** Calls to providers that were sent for it. */
  readonly providerCalls: number;
}

/** The media types of answers, as GraphQL over HTTP names them (4.1). */
export type MediaType = 'application/json' | 'application/graphql-response+json';

/**
 * @param data JSON; null where nothing was executed.
 * @param errors for the client's eyes.
 * @param cost null where the request came to nothing before its cost was known.
 */
export function writeResult(data: string | null, errors: readonly GraphQLError[], cost: Cost | null): Result {
  const pieces: string[] = [];
  const add = (name: string, json: string) =>
    pieces.push(pieces.length === 0 ? '{' : ',', `"${name}":`, json);
  if (errors.length > 0) add('errors', JSON.stringify(errors));
  if (data !== null) add('data', data);
  if (cost !== null) add('extensions', JSON.stringify({ cost }));
  pieces.push('}');
  return { body: Buffer.from(pieces.join('')), errors, isExecuted: data !== null };
}

export function statusOf({ errors, isExecuted }: Omit<Result, 'body'>, mediaType: MediaType): number {
  const statuses = errors.map((error) => {
    if (error instanceof RequestError)
      return error.isOfGraphql && mediaType === 'application/json' ? 200 : error.status;
    return !isExecuted && error.extensions['code'] === 'INTERNAL_SERVER_ERROR' ? 500 : 200;
  });
  return Math.max(200, ...statuses);
}

/** What the errors want said in headers, such as `retry-after`. */
export function headersOf({ errors }: Pick<Result, 'errors'>): Readonly<Record<string, string>> {
  return Object.assign({}, ...errors.map((error) => (error instanceof RequestError ? error.headers : {})));
}
