/** GraphQL over HTTP: yoga with everything off that this server does itself or does not offer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { createYoga, useExecutionCancellation } from 'graphql-yoga';
import type { Log } from './log.ts';
import { createYogaLog, maskError } from './mask.ts';
import { useReadableParameters } from './readable-parameters.ts';

export interface GraphqlOptions {
  readonly schema: GraphQLSchema;
  /**
   * The context of one request. What it throws as a `GraphQLError` is the asker's answer.
   * @param signal aborts when the asker leaves.
   */
  contextFor(request: Request, signal: AbortSignal, origin: RequestOrigin): object | Promise<object>;
  readonly log: Log;
}

/** What a request tells of itself besides its headers, for the audit. */
export interface RequestOrigin {
  /** The other end of the connection, be it a proxy; null where it is gone. */
  readonly address: string | null;
  /** As the request names it. */
  readonly operationName: string | null;
}

export function createGraphqlHandler({ schema, contextFor, log }: GraphqlOptions) {
  return createYoga<{ req: IncomingMessage; res: ServerResponse }>({
    schema,
    context: ({ request, req, res, params }) =>
      contextFor(request, signalOf(res), {
        address: req.socket.remoteAddress ?? null,
        operationName: params.operationName ?? null,
      }),
    logging: createYogaLog(log),
    // `isDev` would otherwise follow NODE_ENV and send stacks.
    maskedErrors: { maskError, isDev: false },
    plugins: [useExecutionCancellation(), useReadableParameters()],
    cors: false,
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: false,
    // Yoga answers a health check to every URL that ends so, query included. No request reaches it with a fragment.
    healthCheckEndpoint: '#',
  });
}

/** A native signal: yoga's `request.signal` is a stand-in that not every consumer takes. */
function signalOf(response: ServerResponse): AbortSignal {
  const asker = new AbortController();
  const leave = () => {
    if (!response.writableFinished) asker.abort();
  };
  if (response.destroyed) leave();
  else response.once('close', leave);
  return asker.signal;
}
