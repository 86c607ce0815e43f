import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Parameters that are no JSON are the asker's mistake. Yoga takes them for a fault of the server in a GET's `variables`
 * and `extensions`, and quotes the parser in a POST.
 */
export function useReadableParameters(): Plugin {
  return {
    onRequestParse({ requestParser, setRequestParser }) {
      if (requestParser === undefined) return;
      setRequestParser(async (request) => {
        try {
          return await requestParser(request);
        } catch (error) {
          if (error instanceof GraphQLError && error.extensions['originalError'] === undefined) throw error;
          throw new GraphQLError('The parameters are not valid JSON.', {
            extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
          });
        }
      });
    },
  };
}
