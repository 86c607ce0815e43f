/** Refuses operations that could cost too much, before they run, and tells in every answer what was asked for and what it took. */
import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  type ExecutionArgs,
  type ExecutionResult,
  type FragmentDefinitionNode,
} from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { countingCalls } from '../../upstream/count-calls.ts';
import { costOf } from './cost-of.ts';
import type { Meter } from './meter.ts';
import { refusal } from './refusal.ts';

/** Each repeats a value that the asker gave. */
const maxErrors = 10;

export interface CostOptions {
  /** The most one operation may cost. */
  readonly limit: number;
  /** How many providers are configured. */
  readonly providers: number;
  /** Whether the asker may know the schema, and be told by suggestions. */
  mayIntrospect(request: Request): boolean;
}

export function useCost({ limit, providers, mayIntrospect }: CostOptions): Plugin<{ meter: Meter }> {
  return {
    onExecute({ args, executeFn, setExecuteFn, setResultAndStopExecution }) {
      const { meter, request } = args.contextValue;
      const answered = (result: ExecutionResult): ExecutionResult => ({
        ...result,
        extensions: {
          ...result.extensions,
          cost: { requested: meter.requestedCost, limit, providerCalls: meter.providerCalls },
        },
      });
      const priced = price(args, providers, !mayIntrospect(request));
      if (typeof priced !== 'number') return setResultAndStopExecution({ errors: priced });
      meter.requestedCost = priced;
      if (priced > limit) {
        const error = refusal(
          'QUERY_TOO_COMPLEX',
          `The operation could cost ${priced}; at most ${limit} is allowed. Ask for fewer rows at once, or in several operations.`,
        );
        return setResultAndStopExecution(answered({ errors: [error] }));
      }
      setExecuteFn((given: ExecutionArgs) => countingCalls(meter, () => executeFn(given)));
      return {
        onExecuteDone({ result, setResult }) {
          if (!isAsyncIterable(result)) setResult(answered(result));
        },
      };
    },
  };
}

/** The cost, or why nobody can tell, in which case the operation must not run: it may be that only a part of it is wrong. */
function price(
  { schema, document, operationName, variableValues }: ExecutionArgs,
  providers: number,
  hideSuggestions: boolean,
): number | readonly GraphQLError[] {
  const operation = getOperationAST(document, operationName);
  if (!operation) return [refusal('OPERATION_RESOLUTION_FAILURE', 'There is no such operation.')];
  const { coerced, errors } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    variableValues ?? {},
    { maxErrors, hideSuggestions },
  );
  if (errors !== undefined) return errors.map(asInputError);
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((fragment) => [fragment.name.value, fragment]),
  );
  try {
    return costOf({ schema, operation, fragments, variables: coerced, providers });
  } catch (error) {
    if (error instanceof GraphQLError) return [asInputError(error)];
    throw error;
  }
}

function asInputError({ message, nodes }: GraphQLError): GraphQLError {
  return refusal('BAD_USER_INPUT', message, { nodes: nodes ?? null });
}
