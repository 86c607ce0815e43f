/** Why a request is not answered as it was asked. */
import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** Why a request is refused as a whole. Those of single fields are `InputErrorCode`, `AccessErrorCode` and `FailureStatus`. */
export type RefusalCode =
  | 'ALIAS_TOO_LONG'
  | 'ANSWER_TOO_LARGE'
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'CSRF_PREVENTION'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'INTERNAL_SERVER_ERROR'
  | 'MISDIRECTED_REQUEST'
  | 'NOT_FOUND'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PERSISTED_QUERY_ID_REQUIRED'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_ONLY'
  | 'QUERY_TOO_COMPLEX'
  | 'QUERY_TOO_DEEP'
  | 'RATE_LIMITED'
  | 'REQUEST_TOO_LARGE'
  | 'SHUTTING_DOWN'
  | 'TIMEOUT'
  | 'TOO_MANY_ALIASES'
  | 'TOO_MANY_CHANGES'
  | 'TOO_MANY_DIRECTIVES'
  | 'TOO_MANY_TOKENS'
  | 'UNAUTHENTICATED'
  | 'UNAVAILABLE'
  | 'UNSUPPORTED_MEDIA_TYPE';

export interface Refusal {
  /** Of HTTP. */
  readonly status: number;
  readonly code: RefusalCode;
  /** For the client. */
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal from within the operations, where one request may have several and each may name its place in the document. */
export class RequestError extends GraphQLError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Whether GraphQL itself refuses the document, its variables or its cost: clients that accept only `application/json` then get 200, as GraphQL
   * over HTTP has it (6.4.1).
   */
  readonly isOfGraphql: boolean;

  constructor(
    {
      status,
      code,
      message,
      headers = {},
      isOfGraphql = false,
    }: Refusal & { readonly isOfGraphql?: boolean },
    options: GraphQLErrorOptions = {},
  ) {
    super(message, { ...options, extensions: { code } });
    this.status = status;
    this.headers = headers;
    this.isOfGraphql = isOfGraphql;
  }
}

/** Refuses a document, its variables, its cost or its size. */
export function operationError(
  code: RefusalCode,
  message: string,
  options?: GraphQLErrorOptions,
): RequestError {
  return new RequestError({ status: 400, code, message, isOfGraphql: true }, options);
}

/** Refuses parameters that are no request of GraphQL. */
export function badRequest(message: string): RequestError {
  return new RequestError({ status: 400, code: 'BAD_REQUEST', message });
}
