import {
  isAbstractType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** The operation is one for graphql-js. */
export class Unplanned extends Error {}

/**
 * CollectFields of the specification: what is selected of a type by its keys, in order, each with all its nodes. Throws `Unplanned` where a
 * directive may decide on it.
 */
export function collectFields(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  /** Each counts once, however often it is spread. */
  const seen = new Set<object>();

  function applies(condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = schema.getType(condition);
    return isAbstractType(named) && schema.isSubType(named, type);
  }

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.directives !== undefined && selection.directives.length > 0) throw new Unplanned();
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        fields.set(key, [...(fields.get(key) ?? []), selection]);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
      if (fragment === undefined || seen.has(fragment)) continue;
      seen.add(fragment);
      if (applies(fragment.typeCondition?.name.value)) collect(fragment.selectionSet);
    }
  }

  sets.forEach(collect);
  return fields;
}
