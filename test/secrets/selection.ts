/** Selections made of the schema, to a depth: every field is asked for, so that one that nobody thought of is too. */
import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLSchema,
} from 'graphql';
import type { Select } from './operations.ts';

/** @param depth how many levels of objects. */
export function selectionsOf(schema: GraphQLSchema, depth: number): Select {
  function select(typeName: string, levels: number): string {
    const type = schema.getType(typeName);
    if (isAbstractType(type)) {
      const members = schema
        .getPossibleTypes(type)
        .map(({ name }) => `... on ${name} ${select(name, levels)}`);
      return `{ __typename ${members.join(' ')} }`;
    }
    if (!isObjectType(type)) throw new Error(`${typeName} has no fields.`);
    const fields = Object.values(type.getFields())
      .filter(({ args }) => !args.some(isRequiredArgument))
      .map(({ name, type: fieldType }) => {
        const { name: fieldTypeName } = getNamedType(fieldType);
        // Members of a union may have fields of the same name and of other types: an alias keeps them apart.
        const alias = typeName.endsWith('Payload') ? '' : `${typeName}_${name}: `;
        if (isLeafType(getNamedType(fieldType)))
          return typeName === 'ClientSession' && name === 'nativeId' ? name : `${alias}${name}`;
        return levels === 1 ? '' : `${alias}${name} ${select(fieldTypeName, levels - 1)}`;
      });
    return `{ __typename ${fields.join(' ')} }`;
  }
  return (typeName) => select(typeName, depth);
}
