/** Every request that is not a plain POST of JSON: GET, and clients that accept other types. Yoga negotiates and writes; what is answered is not its. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { isForClient, maskError } from '../../graph/errors.ts';
import type { Answer, Origin } from '../operations/operations.ts';
import { parametersOfBody, parametersOfUrl } from '../operations/parameters.ts';
import { headersOf, type Result, statusOf } from '../operations/result.ts';
import type { Log } from '../watch/log.ts';
import { isRead } from './request-kind.ts';

/** What the server knows of a request before yoga does. */
interface ServerContext extends Origin {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Of a POST. */
  readonly body: Buffer | null;
}

export function createYogaDoor(answer: Answer, log: Log) {
  const operations: Plugin<object, ServerContext> = {
    onRequestParse({ setRequestParser }) {
      setRequestParser(() => readElsewhere);
    },
    async onParams({ context: { req, res, body, principal, address, record }, setResult }) {
      const result = await answer({
        principal,
        address,
        record,
        parameters: () => (body === null ? parametersOfUrl(req.url ?? '') : parametersOfBody(body)),
        isRead: isRead(req),
        response: res,
      });
      setResult(result === null ? {} : forYoga(result));
    },
  };
  return createYoga<ServerContext>({
    plugins: [operations],
    logging: yogaLog(log),
    // `isDev` would otherwise follow NODE_ENV and send stacks.
    maskedErrors: { maskError, isDev: false },
    cors: false,
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: false,
    parserAndValidationCache: false,
    // Yoga answers a health check to every URL that ends so, query included. No request reaches it with a fragment.
    healthCheckEndpoint: '#',
  });
}

/** Yoga checks parameters too; these pass. */
const readElsewhere = { query: '{ __typename }' };

/** Yoga takes the status from the errors, and the body from `stringify`. */
function forYoga(result: Result) {
  const errors = result.errors.map((error) => {
    const alone = { isExecuted: result.isExecuted, errors: [error] };
    const status = statusOf(alone, 'application/graphql-response+json');
    const spec = statusOf(alone, 'application/json') === 200;
    return new GraphQLError(error.message, {
      extensions: { http: { status, spec, headers: headersOf(alone) } },
    });
  });
  return {
    ...(errors.length === 0 ? {} : { errors }),
    ...(result.isExecuted ? { data: null } : {}),
    stringify: () => result.body.toString(),
  };
}

/** What of yoga's own words goes to the log. */
function yogaLog(log: Log) {
  return {
    debug() {},
    info: (...words: unknown[]) => log.info(words.map(String).join(' ')),
    warn: (...words: unknown[]) => log.warn(words.map(String).join(' ')),
    error(fault: unknown) {
      if (!isForClient(fault)) log.error({ err: fault }, 'unexpected error');
    },
  };
}
