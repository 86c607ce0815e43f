/** What a request is answered, and how it is written. */
import type { GraphQLError } from 'graphql';
import { RequestError } from '../refusal.ts';

export interface Result {
  /** JSON; undefined where nothing was executed. */
  readonly data: string | undefined;
  /** For the asker's eyes. */
  readonly errors: readonly GraphQLError[];
  /** Null where the request came to nothing before its cost was known. */
  readonly cost: Cost | null;
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

export function writeBody({ data, errors, cost }: Result): string {
  const parts = [
    ...(errors.length === 0 ? [] : [`"errors":${JSON.stringify(errors)}`]),
    ...(data === undefined ? [] : [`"data":${data}`]),
    ...(cost === null ? [] : [`"extensions":${JSON.stringify({ cost })}`]),
  ];
  return `{${parts.join(',')}}`;
}

export function statusOf({ data, errors }: Result, mediaType: MediaType): number {
  const statuses = errors.map((error) => {
    if (error instanceof RequestError)
      return error.isOfGraphql && mediaType === 'application/json' ? 200 : error.status;
    return data === undefined && error.extensions['code'] === 'INTERNAL_SERVER_ERROR' ? 500 : 200;
  });
  return Math.max(200, ...statuses);
}

/** What the errors want said in headers, such as `retry-after`. */
export function headersOf({ errors }: Result): Readonly<Record<string, string>> {
  return Object.assign({}, ...errors.map((error) => (error instanceof RequestError ? error.headers : {})));
}
