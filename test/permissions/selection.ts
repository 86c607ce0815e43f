/** Makes questions out of the schema itself, so that a field nobody thought of is asked for too. */
import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Types that lead back to people: inside one another they are asked for once on a path, or a question would have no end. */
const deepest = 9;

export interface Selector {
  /** Everything of the type that can be asked for without arguments, as deep as it leads to something new. */
  selectionOf(typeName: string): string;
  /** `Type.field` for every field that was selected. */
  readonly visited: ReadonlySet<string>;
}

export function createSelector(schema: GraphQLSchema): Selector {
  const visited = new Set<string>();

  function select(type: GraphQLNamedType, path: readonly string[]): string {
    if (isObjectType(type)) return `{ __typename ${fieldsOf(type, path)} }`;
    if (!isAbstractType(type)) throw new Error(`${type.name} has no fields.`);
    const members = schema
      .getPossibleTypes(type)
      .map((member) => `... on ${member.name} ${select(member, path)}`);
    return `{ __typename ${members.join(' ')} }`;
  }

  function fieldsOf(type: GraphQLObjectType, path: readonly string[]): string {
    const here = [...path, type.name];
    return Object.values(type.getFields())
      .filter((field) => !field.args.some(isRequiredArgument))
      .map((field) => {
        const fieldType = getNamedType(field.type);
        if (isLeafType(fieldType)) {
          visited.add(`${type.name}.${field.name}`);
          // Union members may have the same field with another type; an alias keeps them apart.
          return `${type.name}_${field.name}: ${field.name}`;
        }
        const again = here.includes(fieldType.name) || here.length > deepest;
        if (!again || isObjectType(fieldType)) visited.add(`${type.name}.${field.name}`);
        return `${type.name}_${field.name}: ${field.name} ${again ? '{ __typename }' : select(fieldType, here)}`;
      })
      .join(' ');
  }

  return {
    visited,
    selectionOf(typeName) {
      const type = schema.getType(typeName);
      if (type === undefined) throw new Error(`The schema has no ${typeName}.`);
      return select(type, []);
    },
  };
}
