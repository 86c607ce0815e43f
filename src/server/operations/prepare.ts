/** Makes the operation of a document ready to run: parsed, within its limits, valid, priced. Done once for as long as the document is kept. */
import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type getVariableValues,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import type { Limits } from '../../config/limits.ts';
import { documentLimitsRule } from '../limits/document-limits.ts';
import { priceOperation } from '../limits/price.ts';
import { operationError, RequestError } from '../refusal.ts';
import { createDocumentCache } from './document-cache.ts';
import { executeDocument, type Run } from './execute.ts';
import { planOperation } from './plan/plan.ts';
import type { Parameters } from './parameters.ts';
import type { Question } from './trusted-documents.ts';
import { planVariableValues } from './variable-values.ts';
import type { ArgumentPlans, Variables } from './variables.ts';

export interface Prepared {
  readonly operation: OperationDefinitionNode;
  /** What the variables of a request come to, or why they come to nothing. */
  coerce(given: Parameters['variables']): ReturnType<typeof getVariableValues>;
  /** See `Variables`. */
  readonly argumentPlans: ArgumentPlans;
  /** The cost with these variables. Throws a `GraphQLError` where arguments cannot be coerced. */
  price(variables: Variables): number;
  readonly run: Run;
  /** What its plan takes in memory, about. */
  readonly planBytes: number;
}

interface PreparationOptions {
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
  /** How many providers are asked: what a question to all of them costs. */
  readonly providerCount: number;
}

/** What prepared documents may take in memory, by estimate. */
const maxCachedBytes = 32_000_000;

/** Of a document: a token, its place, and its share of the nodes (measured over the worked queries). */
const bytesPerToken = 400;
/** Of one of its operations: the share of a token in its price. */
const operationBytesPerToken = 300;

/** Each repeats names that the client chose, so their number bounds how far an answer can outgrow its question. */
const maxErrors = 10;

interface KeptDocument {
  readonly document: DocumentNode;
  readonly tokens: number;
  /** By their names, `null` for what runs where none is named. */
  readonly operations: Map<string | null, Prepared>;
}

/**
 * @returns prepares what is asked. It throws a `RequestError`, or an `AggregateError` of several, and keeps nothing of documents that are
 * not valid.
 */
export function createPreparation({
  schema,
  limits,
  providerCount,
}: PreparationOptions): (question: Question) => Prepared {
  const cache = createDocumentCache<KeptDocument>(maxCachedBytes);
  const limitsRule = documentLimitsRule(limits);

  function read(text: string): KeptDocument {
    const document = withinTheStack(() => parseWithin(text, limits.tokens));
    const errors = withinTheStack(() => {
      // First, since the rules of GraphQL take longer.
      const refusals = validate(schema, document, [OfferedOperations, limitsRule]);
      return refusals.length > 0 ? refusals : validate(schema, document, specifiedRules, { maxErrors });
    });
    if (errors.length > 0) throw new AggregateError(errors.map(invalid));
    return { document, tokens: tokensOf(document), operations: new Map() };
  }

  function ready(document: DocumentNode, operationName: string | null): Prepared {
    const operation = getOperationAST(document, operationName);
    if (!operation)
      throw operationError(
        'OPERATION_RESOLUTION_FAILURE',
        'The document has no such operation, or several and none is named.',
      );
    const plan = planOperation(schema, document, operationName);
    return {
      operation,
      coerce: planVariableValues(schema, operation.variableDefinitions ?? []),
      argumentPlans: new Map(),
      price: priceOperation({ schema, document, operation, providerCount }),
      run: plan?.run ?? executeDocument(schema, document, operationName),
      planBytes: plan?.bytes ?? 0,
    };
  }

  return ({ query, operationName }) => {
    const kept = cache.get(query) ?? read(query);
    const known = kept.operations.get(operationName);
    if (known !== undefined) return known;
    const prepared = ready(kept.document, operationName);
    kept.operations.set(operationName, prepared);
    cache.set(query, kept, bytesOf(kept));
    return prepared;
  };
}

function bytesOf({ tokens, operations }: KeptDocument): number {
  const plans = operations.values().reduce((sum, { planBytes }) => sum + planBytes, 0);
  return tokens * (bytesPerToken + operations.size * operationBytesPerToken) + plans;
}

function parseWithin(text: string, maxTokens: number): DocumentNode {
  try {
    return parse(text, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw isTooLong(error)
      ? operationError('TOO_MANY_TOKENS', `The document has more than ${maxTokens} tokens.`)
      : operationError('GRAPHQL_PARSE_FAILED', error.message, placeOf(error));
  }
}

/** The parser gives no code; this is its wording in graphql 16. */
function isTooLong(error: GraphQLError): boolean {
  return /^Syntax Error: Document contains more that \d+ tokens\./.test(error.message);
}

/** Both parser and rules descend into lists and objects by calling themselves: two thousand brackets are more than the stack takes. */
function withinTheStack<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError)
      throw operationError('QUERY_TOO_DEEP', 'The document is nested too deeply.');
    throw error;
  }
}

/** Graphql 16 leaves this to the executor, and so would look up no field and charge for nothing. */
const OfferedOperations: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(
      operationError('GRAPHQL_VALIDATION_FAILED', `This server has no ${node.operation}s.`, { nodes: node }),
    );
  },
});

function invalid(error: GraphQLError): GraphQLError {
  if (error instanceof RequestError) return error;
  // A scalar gives its own code.
  const isOfScalar = error.extensions['code'] === 'BAD_USER_INPUT';
  const code = isOfScalar ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED';
  return operationError(code, error.message, placeOf(error));
}

function placeOf({ source, positions }: GraphQLError) {
  return { source, positions };
}

function tokensOf({ loc }: DocumentNode): number {
  let count = 0;
  for (let token = loc?.startToken ?? null; token !== null; token = token.next) count += 1;
  return count;
}

/** The name of the operation for the audit; null where it has none. The client chose it: more of it would only fill the audit. */
export function auditNameOf({ operation }: Prepared): string | null {
  return operation.name?.value.slice(0, 200) ?? null;
}
