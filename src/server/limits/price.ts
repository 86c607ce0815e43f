/**
 * The cost of an operation, known before it runs: how many values its answer can have at most, and what the calls to providers count that it
 * may need. It is taken from the operation that is selected, with its variables in their places.
 */
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Arguments, costOf as costOfField } from '../../graph/cost.ts';
import { hasVariable } from '../operations/argument-values.ts';
import type { Variables } from '../operations/variables.ts';

export interface PricedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** One of the document's, valid. */
  readonly operation: OperationDefinitionNode;
  /** How many providers are configured. */
  readonly providerCount: number;
}

/** What selections cost in themselves, and for each row of the page that the field above them has. */
interface Cost {
  readonly once: number;
  readonly perRow: number;
}

/** A cost; or, where variables decide on it, how it follows from them. */
type Price = Cost | ((given: Given) => Cost);

interface Given {
  readonly variables: Variables;
  /** What fragments cost with them: each is worked out once, however often it is spread. */
  readonly fragments: Map<string, Cost>;
}

const free: Cost = { once: 0, perRow: 0 };

/** A value counts once more for every so many letters of its key, so that long keys cannot make a cheap answer large. */
const lettersPerValue = 32;

/**
 * Takes time in proportion to the document, however its fragments multiply; what they multiply to ends at `Number.MAX_SAFE_INTEGER`. What no
 * variable decides on is worked out at once. Throws a `GraphQLError` where arguments cannot be coerced, and so does what it returns.
 * @returns the cost with these variables.
 */
export function priceOperation({
  schema,
  document,
  operation,
  providerCount,
}: PricedOperation): (variables: Variables) => number {
  const known = new Map<string, Price>();

  function ofSelections(set: SelectionSetNode, type: GraphQLNamedType | undefined): Price {
    return sum(set.selections.map((selection) => ofSelection(selection, type)));
  }

  function ofSelection(selection: SelectionNode, type: GraphQLNamedType | undefined): Price {
    const price = ofIncluded(selection, type);
    if (selection.directives === undefined || selection.directives.length === 0) return price;
    return (given) => (isIncluded(selection, given.variables) ? costOf(price, given) : free);
  }

  function ofIncluded(selection: SelectionNode, type: GraphQLNamedType | undefined): Price {
    switch (selection.kind) {
      case Kind.FIELD:
        return ofField(selection, type);
      case Kind.INLINE_FRAGMENT: {
        const condition = selection.typeCondition?.name.value;
        return ofSelections(
          selection.selectionSet,
          condition === undefined ? type : schema.getType(condition),
        );
      }
      case Kind.FRAGMENT_SPREAD:
        return ofFragment(selection.name.value);
    }
  }

  function ofFragment(name: string): Price {
    const before = known.get(name);
    if (before !== undefined) return before;
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    );
    const price =
      fragment?.kind === Kind.FRAGMENT_DEFINITION
        ? once(name, ofSelections(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value)))
        : free;
    known.set(name, price);
    return price;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined): Price {
    const value = 1 + Math.floor((node.alias ?? node.name).value.length / lettersPerValue);
    const field = parent === undefined ? undefined : fieldOf(schema, parent, node.name.value);
    // `__typename`, which every object has.
    if (parent === undefined || field === undefined) return { once: value, perRow: 0 };
    const type = getNamedType(field.type);
    const isList = isListType(getNullableType(field.type));
    const below = node.selectionSet && !isLeafType(type) ? ofSelections(node.selectionSet, type) : null;

    const fieldCost = costOfField(field);
    const introspected = introspectedRows(parent.name, field.name, schema);

    function withArguments(args: Arguments, selected: Cost | null): Cost {
      const calls = fieldCost.ofCalls(args, providerCount);
      if (selected === null) return { once: value + calls, perRow: 0 };
      const object = value + selected.once + times(selected.perRow, fieldCost.pageSize(args));
      if (!isList) return { once: calls + object, perRow: 0 };
      const rows = introspected ?? fieldCost.rows(args, providerCount);
      return rows === null
        ? { once: calls, perRow: object }
        : { once: calls + times(object, rows), perRow: 0 };
    }

    if (!node.arguments?.some((argument) => hasVariable(argument.value))) {
      const args = getArgumentValues(field, node);
      return typeof below === 'function'
        ? (given) => withArguments(args, below(given))
        : withArguments(args, below);
    }
    return (given) =>
      withArguments(given.variables.argumentsOf(field, node), below === null ? null : costOf(below, given));
  }

  const root = schema.getRootType(operation.operation) ?? undefined;
  const price = ofSelections(operation.selectionSet, root);
  return (variables) =>
    Math.min(costOf(price, { variables, fragments: new Map() }).once, Number.MAX_SAFE_INTEGER);
}

function costOf(price: Price, given: Given): Cost {
  return typeof price === 'function' ? price(given) : price;
}

function once(fragment: string, price: Price): Price {
  if (typeof price !== 'function') return price;
  return (given) => {
    const before = given.fragments.get(fragment);
    if (before !== undefined) return before;
    const cost = price(given);
    given.fragments.set(fragment, cost);
    return cost;
  };
}

function sum(prices: readonly Price[]): Price {
  const open = prices.filter((price) => typeof price === 'function');
  const fixed = prices.filter((price) => typeof price !== 'function').reduce(add, free);
  return open.length === 0
    ? fixed
    : (given) => open.reduce((total, price) => add(total, price(given)), fixed);
}

function isIncluded(node: SelectionNode, { coerced }: Variables): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, coerced)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, coerced)?.['if'] !== false
  );
}

function fieldOf(
  schema: GraphQLSchema,
  parent: GraphQLNamedType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (isCompositeType(parent) && parent === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

/** How many there are for each type of this schema, taken together: most have none of most of these. */
const introspectionRows: ReadonlyMap<string, number> = new Map([
  ['__Type.fields', 5],
  ['__Field.args', 1],
  ['__Type.inputFields', 1],
  ['__Type.enumValues', 2],
  ['__Type.interfaces', 1],
  ['__Type.possibleTypes', 1],
]);

/** Of the fields that every schema has, and that nobody can say the cost of where they are defined. */
function introspectedRows(type: string, field: string, schema: GraphQLSchema): number | undefined {
  return type === '__Schema' && field === 'types'
    ? Object.keys(schema.getTypeMap()).length
    : introspectionRows.get(`${type}.${field}`);
}

function add(a: Cost, b: Cost): Cost {
  return { once: a.once + b.once, perRow: a.perRow + b.perRow };
}

/** Without `0 * Infinity`. */
function times(cost: number, count: number): number {
  return count === 0 ? 0 : cost * count;
}
