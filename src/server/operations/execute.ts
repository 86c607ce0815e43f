/** Execution by graphql-js: of whatever is not planned. */
import {
  execute,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { operationError, type RequestError } from '../refusal.ts';
import type { Turns } from '../../sessions/turns.ts';
import type { Variables } from './variables.ts';

/** What came of an operation. */
export interface Executed {
  /** JSON. */
  readonly data: string;
  /** As they were thrown: not for the client's eyes yet. */
  readonly errors: readonly GraphQLError[];
}

export interface ExecutionOptions {
  /** How many bytes the answer may have. */
  readonly maxBytes: number;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Cuts a plan's work into turns; without them it is done in one. */
  readonly turns?: Turns;
}

/** Throws and rejects with a `RequestError` where the answer becomes too large. */
export type Run = (
  contextValue: object,
  variables: Variables,
  options: ExecutionOptions,
) => Executed | Promise<Executed>;

export function executeDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): Run {
  return (contextValue, { given }, { maxBytes }) => {
    const result = execute({ schema, document, operationName, contextValue, variableValues: given });
    return isPromise(result)
      ? result.then((settled) => written(settled, maxBytes))
      : written(result, maxBytes);
  };
}

function isPromise(result: ExecutionResult | Promise<ExecutionResult>): result is Promise<ExecutionResult> {
  return 'then' in result;
}

/** Measured before it is written: long keys and texts stand once in memory, but as often as they occur in the answer. */
function written({ data = null, errors = [] }: ExecutionResult, maxBytes: number): Executed {
  if (lengthWithin(data, maxBytes) > maxBytes) throw answerTooLarge(maxBytes);
  return { data: JSON.stringify(data), errors };
}

/** At least how many bytes the value has as JSON; beyond `max` it is not looked at any further. */
function lengthWithin(value: unknown, max: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 4;
  let length = 2;
  for (const key in value) {
    if (length > max) break;
    const inner: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
    length += (Array.isArray(value) ? 1 : key.length + 4) + lengthWithin(inner, max - length);
  }
  return length;
}

export function answerTooLarge(maxBytes: number): RequestError {
  return operationError(
    'ANSWER_TOO_LARGE',
    `The answer has more than ${maxBytes} bytes. Ask for fewer rows or fields at once; what was to be changed is changed.`,
  );
}
