/** The way of one question, whichever door it came in by: prepared → charged → run → masked. Every rule on it is here, once. */
import type { ServerResponse } from 'node:http';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { defaultLimits, type Limits } from '../../config/limits.ts';
import { isForClient, maskError } from '../../graph/errors.ts';
import { createTurns, type Turns } from '../../sessions/turns.ts';
import type { CallOrigin } from '../../upstream/call.ts';
import type { RequestOrigin } from '../../sessions/principal.ts';
import { createDeadlines } from '../limits/deadline.ts';
import type { Rates } from '../limits/rates.ts';
import { operationError, RequestError } from '../refusal.ts';
import { createUnreadAnswers } from '../limits/unread-answers.ts';
import type { Log } from '../watch/log.ts';
import { type OperationSpan, startOperationSpan } from '../watch/operation-span.ts';
import type { RequestRecord } from '../watch/request-record.ts';
import type { Parameters } from './parameters.ts';
import { answerTooLarge } from './execute.ts';
import { auditNameOf, createPreparation, type Prepared } from './prepare.ts';
import { type Result, writeResult } from './result.ts';
import { createTrustedDocuments, type Documents } from './trusted-documents.ts';
import { Variables } from './variables.ts';

export interface OperationsOptions {
  readonly schema: GraphQLSchema;
  /**
   * The context of one request. What it throws as a `GraphQLError` is the client's answer.
   * @param signal aborts when the client leaves, or the operation takes too long.
   * @param turns of the event loop, in which the operation does its work.
   */
  contextFor(signal: AbortSignal, origin: RequestOrigin, turns: Turns): object;
  readonly log: Log;
  /** Documents that may be asked by their ids instead of their texts. */
  readonly documents?: Documents;
  /** Refuses other documents; services with a key may send any. */
  readonly onlyDocuments?: boolean;
  readonly limits?: Limits;
  /** Null where everybody counts as one. */
  readonly rates?: Rates | null;
  /** How many providers are asked: what a question to all of them costs. */
  readonly providerCount?: number;
}

/** Who asks, and from where. */
export interface Origin extends Pick<RequestOrigin, 'principal'> {
  readonly address: string;
  /** Takes what becomes known of the request. */
  readonly record: RequestRecord;
}

export interface OperationRequest extends Origin {
  /** Throws a `RequestError` where there are none. */
  parameters(): Parameters;
  /** A GET, which changes nothing. */
  readonly isRead: boolean;
  /** For whom the answer is: when it closes, nobody waits any more. */
  readonly response: ServerResponse;
}

/** Answers a request. Resolves to null where the client has left; never rejects. */
export type Answer = (request: OperationRequest) => Promise<Result | null>;

export function createOperations(options: OperationsOptions): Answer {
  const { schema, contextFor, log, documents = new Map(), onlyDocuments = false } = options;
  const { limits = defaultLimits, rates = null, providerCount = 1 } = options;
  const { cost: limit, timeoutMs, answerBytes: maxBytes } = limits;
  const questionOf = createTrustedDocuments(documents, onlyDocuments);
  const unread = createUnreadAnswers();
  const turnsOfRequest = createTurns();
  const deadlineOf = createDeadlines(timeoutMs);
  const prepare = createPreparation({ schema, limits, providerCount });

  /** Refuses what costs too much at once, or what adds up to too much. */
  function charge(cost: number, { principal, address }: Origin): void {
    if (cost > limit)
      throw operationError(
        'QUERY_TOO_COMPLEX',
        `The operation could cost ${cost}; at most ${limit} is allowed. Ask for fewer rows at once, or in several operations.`,
      );
    if (rates === null) return;
    const tooMuch =
      rates.take('asker', 'cost', principal.name, cost) ??
      // Through a gateway all come from one address: there only the principals count.
      (principal.throughGateway === true ? null : rates.take('address', 'cost', address, cost));
    if (tooMuch !== null) throw new RequestError(tooMuch);
  }

  function mask(error: unknown, requestId: string): GraphQLError {
    if (!isForClient(error)) {
      const located = error instanceof GraphQLError ? error : null;
      const path = located?.path?.join('.');
      log.error(
        { requestId, err: located?.originalError ?? error, ...(path === undefined ? {} : { path }) },
        'unexpected error',
      );
    }
    return maskError(error, 'Unexpected error.');
  }

  function hold(result: Result, { response, record }: OperationRequest): Result | null {
    if (result.errors.length > 0) record.codes = codesOf(result.errors);
    unread.hold(response, result.body.length);
    return response.req.socket.destroyed ? null : result;
  }

  return async (request) => {
    const { principal, address, record, response } = request;
    const cost = () =>
      record.cost === null
        ? null
        : { requested: record.cost, limit, providerCalls: record.callOrigin?.calls ?? 0 };
    let span: OperationSpan | null = null;
    try {
      const parameters = request.parameters();
      const question = questionOf(parameters, principal);
      const prepared = prepare(question);
      record.operation = {
        type: prepared.operation.operation,
        name: auditNameOf(prepared),
        isTrusted: question.isTrusted,
      };
      span = startOperationSpan(record, response.req.headers);
      if (request.isRead && prepared.operation.operation === 'mutation') throw changeByGet();
      const variables = variablesOf(prepared, parameters.variables);
      record.cost = priceOf(prepared, variables);
      charge(record.cost, request);
      const callOrigin: CallOrigin = {
        requestId: record.id,
        principal: principal.name,
        trace: span.trace,
        calls: 0,
      };
      record.callOrigin = callOrigin;

      const deadline = deadlineOf(response);
      const { signal } = deadline;
      const turns = turnsOfRequest();
      const origin = { principal, address, operationName: record.operation.name, callOrigin };
      const context = contextFor(signal, origin, turns);
      const run = prepared.run(context, variables, { maxBytes, signal, turns });
      const { data, errors } = await deadline.bound(run);
      const result = writeResult(
        data,
        errors.map((error) => mask(error, record.id)),
        cost(),
      );
      if (result.body.length > maxBytes) throw answerTooLarge(maxBytes);
      return hold(result, request);
    } catch (error) {
      if (response.destroyed) return null;
      const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
      const errors = causes.map((cause) => mask(cause, record.id));
      return hold(writeResult(null, errors, cost()), request);
    } finally {
      span?.end();
    }
  };
}

function codesOf(errors: Result['errors']): readonly string[] {
  return [...new Set(errors.map(({ extensions }) => String(extensions['code'])))];
}

function variablesOf(prepared: Prepared, given: Parameters['variables']): Variables {
  const { coerced, errors } = prepared.coerce(given);
  if (errors !== undefined) throw new AggregateError(errors.map(asInputError));
  return new Variables(given, coerced, prepared.argumentPlans);
}

function priceOf({ price }: Prepared, variables: Variables): number {
  try {
    return price(variables);
  } catch (error) {
    throw error instanceof GraphQLError ? asInputError(error) : error;
  }
}

function asInputError({ message, nodes }: GraphQLError): GraphQLError {
  return operationError('BAD_USER_INPUT', message, { nodes: nodes ?? null });
}

function changeByGet(): RequestError {
  return new RequestError({
    status: 405,
    code: 'BAD_REQUEST',
    message: 'A mutation must be sent by POST.',
    headers: { allow: 'POST' },
  });
}
