import {
  type FieldDefinitionNode,
  GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  lexicographicSortSchema,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
} from 'graphql';
import { costOf } from '../cost.ts';
import {
  externalFields,
  fieldDirectives,
  isPublished,
  preamble,
  type SubgraphOptions,
  typeDirectives,
} from './directives.ts';

/** The schema as a subgraph, in the language of a registry and of `_service`. Sorted, so that a change shows as nothing but itself. */
export function subgraphSdl(schema: GraphQLSchema, options: SubgraphOptions): string {
  const document = parse(`${preamble(options)}\n${printSchema(lexicographicSortSchema(schema))}`);
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ? publish(definition, schema, options) : definition,
  );
  return `${print({ ...document, definitions })}\n`;
}

function publish(
  type: ObjectTypeDefinitionNode,
  schema: GraphQLSchema,
  options: SubgraphOptions,
): ObjectTypeDefinitionNode {
  const name = type.name.value;
  const known = schema.getType(name);
  const fields = known instanceof GraphQLObjectType ? known.getFields() : {};
  const published = (type.fields ?? [])
    .filter((field) => isPublished(name, field.name.value))
    .map((field) =>
      withDirectives(field, fieldDirectives(name, field, costOf(fields[field.name.value]), options)),
    );
  const external = readType(externalFields(name, options)).fields ?? [];
  return { ...withDirectives(type, typeDirectives(name, options)), fields: [...published, ...external] };
}

function withDirectives<Node extends ObjectTypeDefinitionNode | FieldDefinitionNode>(
  node: Node,
  directives: string,
): Node {
  return { ...node, directives: [...(node.directives ?? []), ...(readType(directives).directives ?? [])] };
}

/** @param text what follows a type's name: directives, fields in braces, or nothing. */
function readType(text: string): ObjectTypeDefinitionNode {
  const [definition] = parse(`type T ${text}`).definitions;
  if (definition?.kind !== Kind.OBJECT_TYPE_DEFINITION) throw new Error(`Not part of a type: ${text}`);
  return definition;
}
