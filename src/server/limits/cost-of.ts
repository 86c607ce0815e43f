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
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { callsOf, costOfCall, pageSizeOf, rowsOf, type Arguments } from './prices.ts';

export interface PricedOperation {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** How many providers are configured. */
  readonly providers: number;
}

/** What selections cost in themselves, and for each row of the page that the field above them has. */
interface Cost {
  readonly once: number;
  readonly perRow: number;
}

const free: Cost = { once: 0, perRow: 0 };

/**
 * The operation must be valid. Takes time in proportion to the document, however its fragments multiply; what they multiply to ends at
 * `Number.MAX_SAFE_INTEGER`. Throws a `GraphQLError` where arguments cannot be coerced.
 */
export function costOf({ schema, operation, fragments, variables, providers }: PricedOperation): number {
  const known = new Map<string, Cost>();

  function ofSelections(set: SelectionSetNode, type: GraphQLNamedType | undefined): Cost {
    return set.selections.reduce((sum, selection) => add(sum, ofSelection(selection, type)), free);
  }

  function ofSelection(selection: SelectionNode, type: GraphQLNamedType | undefined): Cost {
    if (!isIncluded(selection)) return free;
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

  function isIncluded(node: SelectionNode): boolean {
    if (node.directives === undefined || node.directives.length === 0) return true;
    return (
      getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
      getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
    );
  }

  function ofFragment(name: string): Cost {
    const before = known.get(name);
    if (before !== undefined) return before;
    const fragment = fragments.get(name);
    const cost = fragment
      ? ofSelections(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value))
      : free;
    known.set(name, cost);
    return cost;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined): Cost {
    const field = parent === undefined ? undefined : fieldOf(schema, parent, node.name.value);
    // `__typename`, which every object has.
    if (parent === undefined || field === undefined) return { once: 1, perRow: 0 };
    const args: Arguments = field.args.length === 0 ? {} : getArgumentValues(field, node, { ...variables });
    const calls = callsOf(parent.name, field.name, args, providers) * costOfCall;
    const type = getNamedType(field.type);
    if (isLeafType(type) || node.selectionSet === undefined) return { once: 1 + calls, perRow: 0 };

    const below = ofSelections(node.selectionSet, type);
    const object = 1 + below.once + times(below.perRow, pageSizeOf(parent.name, args));
    if (!isListType(getNullableType(field.type))) return { once: calls + object, perRow: 0 };
    const rows = rowsOf(parent.name, field.name, args, providers, schema);
    return rows === null ? { once: calls, perRow: object } : { once: calls + times(object, rows), perRow: 0 };
  }

  const root = schema.getRootType(operation.operation) ?? undefined;
  return Math.min(ofSelections(operation.selectionSet, root).once, Number.MAX_SAFE_INTEGER);
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

function add(a: Cost, b: Cost): Cost {
  return { once: a.once + b.once, perRow: a.perRow + b.perRow };
}

/** Without `0 * Infinity`. */
function times(cost: number, count: number): number {
  return count === 0 ? 0 : cost * count;
}
