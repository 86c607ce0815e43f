import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** An error for a request that is not executed: HTTP 400, or 200 for askers who accept only `application/json`, as the specification has it. */
export function refusal(code: string, message: string, options: GraphQLErrorOptions = {}): GraphQLError {
  return new GraphQLError(message, {
    ...options,
    extensions: { code, http: { status: 400, spec: true } },
  });
}
