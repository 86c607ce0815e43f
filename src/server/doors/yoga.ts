/** GraphQL over HTTP: yoga with everything off that this server does itself or does not offer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { useDisableIntrospection } from '@graphql-yoga/plugin-disable-introspection';
import type { GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { defaultLimits, type Limits } from '../../config/limits.ts';
import { maskError } from '../../graph/errors.ts';
import type { Identity } from '../identity/identity.ts';
import { mayIntrospect, useIdentity } from '../identity/of-request.ts';
import { useCost } from '../limits/cost.ts';
import { answerSignal, useDeadline } from '../limits/deadline.ts';
import { createDocumentCache, noErrorCache } from '../limits/document-cache.ts';
import { useDocumentLimits } from '../limits/documents.ts';
import { createMeter } from '../limits/meter.ts';
import { type Rates, useRates } from '../limits/rates.ts';
import type { Log } from '../watch/log.ts';
import { createYogaLog } from './yoga-log.ts';
import { type NamedOperation, useOperationName } from '../operations/operation-name.ts';
import { useReadableParameters } from '../operations/readable-parameters.ts';
import { type Documents, useTrustedDocuments } from '../operations/trusted-documents.ts';

export interface GraphqlOptions {
  readonly schema: GraphQLSchema;
  /**
   * The context of one request. What it throws as a `GraphQLError` is the asker's answer.
   * @param signal aborts when the asker leaves, or the operation takes too long.
   */
  contextFor(request: Request, signal: AbortSignal, origin: RequestOrigin): object | Promise<object>;
  readonly log: Log;
  /** Documents that may be asked by their ids instead of their texts. */
  readonly documents?: Documents;
  /** Refuses other documents; services with a key may send any. */
  readonly onlyDocuments?: boolean;
  readonly limits?: Limits;
  /** Null where nobody is told from anybody else. */
  readonly rates?: Rates | null;
  /** How many providers are asked: what a question to all of them costs. */
  readonly providerCount?: number;
}

/** What the server knows of a request before GraphQL reads it; every hook of yoga finds it in its context. */
export interface ServerContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly identity: Identity;
  /** Where it comes from. */
  readonly address: string;
}

export type RequestOrigin = Pick<ServerContext, 'identity' | 'address'> & NamedOperation;

/** What parsed documents may take in memory, by estimate. */
const documentCacheBytes = 32_000_000;

export function createGraphqlHandler(options: GraphqlOptions) {
  const { schema, contextFor, log, documents = new Map(), onlyDocuments = false } = options;
  const { limits = defaultLimits, rates = null, providerCount = 1 } = options;
  return createYoga<ServerContext & NamedOperation>({
    schema,
    async context({ request, res, operationName, identity, address }) {
      const signal = answerSignal(res, limits.timeoutMs);
      const context = await contextFor(request, signal, { identity, address, operationName });
      return { ...context, signal, meter: createMeter() };
    },
    logging: createYogaLog(log),
    // `isDev` would otherwise follow NODE_ENV and send stacks.
    maskedErrors: { maskError, isDev: false },
    plugins: [
      useIdentity(),
      useReadableParameters(),
      useTrustedDocuments(documents, onlyDocuments),
      useDocumentLimits(limits, mayIntrospect),
      useOperationName(),
      useDisableIntrospection({ isDisabled: (request) => !mayIntrospect(request) }),
      useCost({ limit: limits.cost, providers: providerCount, mayIntrospect }),
      // What is priced is charged, and what is charged may run.
      ...(rates === null ? [] : [useRates(rates)]),
      useDeadline(),
    ],
    parserAndValidationCache: {
      documentCache: createDocumentCache(documentCacheBytes),
      errorCache: noErrorCache,
    },
    extraParamNames: ['documentId'],
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
