import {
  isAbstractType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** The operation is one for graphql-js. */
export class Unplanned extends Error {}

/**
 * CollectFields of the specification: the fields that are selected of a type, by their keys and in order, each with all its nodes. Throws
 * `Unplanned` where a directive may decide on one.
 */
export function collectFields(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, FieldNode[]> {
  const fragments = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const fields = new Map<string, FieldNode[]>();
  /** Each counts once, however often it is spread. */
  const seen = new Set<object>();

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.directives !== undefined && selection.directives.length > 0) throw new Unplanned();
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        fields.set(key, [...(fields.get(key) ?? []), selection]);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : fragments.find(({ name }) => name.value === selection.name.value);
      if (fragment === undefined || seen.has(fragment)) continue;
      seen.add(fragment);
      if (applies(fragment.typeCondition?.name.value)) collect(fragment.selectionSet);
    }
  }

  function applies(condition = type.name): boolean {
    const named = schema.getType(condition);
    return named === type || (isAbstractType(named) && schema.isSubType(named, type));
  }

  sets.forEach(collect);
  return fields;
}
