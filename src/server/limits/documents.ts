/** Keeps documents within their limits, before anything is executed and before rules that take longer look at them. */
import { GraphQLError, parse, validate, type ValidationRule } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Limits } from '../../config/limits.ts';
import { documentLimitsRule } from './document-limits.ts';
import { refusal } from './refusal.ts';

/** Each repeats names that the asker chose, so their number bounds how far an answer can outgrow its question. */
const maxErrors = 10;

// Yoga keeps what validation found by the names of the rules. These two do nothing but keep apart what was found with suggestions and without.
const SuggestionsShown: ValidationRule = () => ({});
const SuggestionsHidden: ValidationRule = () => ({});

/** Graphql 16 leaves this to the executor, and so would look up no field and charge for nothing. */
const OfferedOperations: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(
      refusal('GRAPHQL_VALIDATION_FAILED', `This server has no ${node.operation}s.`, { nodes: node }),
    );
  },
});

/** @param mayIntrospect whether the asker may know the schema; "Did you mean …" tells it name by name to those who may not. */
export function useDocumentLimits(limits: Limits, mayIntrospect: (request: Request) => boolean): Plugin {
  const limitsRule = documentLimitsRule(limits);
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string) => {
        try {
          return withinTheStack(() => parse(source, { maxTokens: limits.tokens }));
        } catch (error) {
          if (error instanceof GraphQLError && isTooLong(error)) {
            throw refusal('TOO_MANY_TOKENS', `The document has more than ${limits.tokens} tokens.`);
          }
          throw error;
        }
      });
    },
    onValidate({ context: { request }, addValidationRule, setValidationFn }) {
      const hideSuggestions = !mayIntrospect(request);
      addValidationRule(hideSuggestions ? SuggestionsHidden : SuggestionsShown);
      setValidationFn((schema, document, rules) => {
        try {
          return withinTheStack(() => {
            const refusals = validate(schema, document, [OfferedOperations, limitsRule]);
            if (refusals.length > 0) return refusals;
            return validate(schema, document, rules, { maxErrors, hideSuggestions });
          });
        } catch (error) {
          if (error instanceof GraphQLError) return [error];
          throw error;
        }
      });
    },
  };
}

/** Both parser and rules descend into lists and objects by calling themselves: two thousand brackets are more than the stack takes. */
function withinTheStack<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw refusal('QUERY_TOO_DEEP', 'The document is nested too deeply.');
    throw error;
  }
}

/** The parser gives no code; this is its wording in graphql 16. */
function isTooLong(error: GraphQLError): boolean {
  return /^Syntax Error: Document contains more that \d+ tokens\./.test(error.message);
}
