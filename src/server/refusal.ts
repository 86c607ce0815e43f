/** Why a request is not answered as it was asked. */
import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

export interface Refusal {
  /** Of HTTP. */
  readonly status: number;
  readonly code: string;
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
export function operationError(code: string, message: string, options?: GraphQLErrorOptions): RequestError {
  return new RequestError({ status: 400, code, message, isOfGraphql: true }, options);
}

/** Refuses parameters that are no request of GraphQL. */
export function badRequest(message: string): RequestError {
  return new RequestError({ status: 400, code: 'BAD_REQUEST', message });
}
