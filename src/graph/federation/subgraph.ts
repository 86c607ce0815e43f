/**
 * The schema as an Apollo Federation 2 subgraph: the same one with `_service` and `_entities`. Our own, because the known modules
 * resolve all representations in one loop, where a throw for one loses the others and leaves their rejections unhandled, which
 * ends the process.
 */
import {
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
} from 'graphql';
import { AccessError } from '../../sessions/access-error.ts';
import { InputError } from '../../sessions/input-error.ts';
import type { GraphContext } from '../context.ts';
import { costs } from '../cost.ts';
import type { SubgraphOptions } from './directives.ts';
import { Any, findEntity, type Representation, typeOf } from './entities.ts';
import { subgraphSdl } from './sdl.ts';

/** One batch of a gateway; a larger one would hold up everybody else's requests. */
const maxRepresentations = 1000;

/** Both fields answer only a gateway that showed its secret: the one hands out the schema, the other takes the gateway's word for addresses. */
export function toSubgraph(schema: GraphQLSchema, options: SubgraphOptions): GraphQLSchema {
  const query = schema.getQueryType();
  if (query == null) throw new Error('The schema has no queries.');
  const queryConfig = query.toConfig();
  const extended = new GraphQLObjectType({
    ...queryConfig,
    fields: {
      ...queryConfig.fields,
      _service: serviceField(subgraphSdl(schema, options)),
      _entities: entitiesField(schema),
    },
  });
  const config = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    query: extended,
    types: config.types.map((type) => (type === query ? extended : type)),
  });
}

function serviceField(sdl: string): GraphQLFieldConfig<unknown, GraphContext> {
  const service = new GraphQLObjectType({
    name: '_Service',
    description: 'This subgraph, for the composition of a supergraph.',
    fields: { sdl: { type: GraphQLString, description: 'The schema with the directives of Federation 2.' } },
  });
  return {
    type: new GraphQLNonNull(service),
    description: 'For federation gateways: this subgraph.',
    resolve(_root, _args, context) {
      requireGateway(context);
      return { sdl };
    },
  };
}

function entitiesField(
  schema: GraphQLSchema,
): GraphQLFieldConfig<unknown, GraphContext, { representations: readonly Representation[] }> {
  const entity = new GraphQLUnionType({
    name: '_Entity',
    description: 'What a supergraph may name by its key alone.',
    types: ['Session', 'ClientSession', 'User'].map((name) => objectType(schema, name)),
    resolveType: typeOf,
  });
  return {
    type: new GraphQLNonNull(new GraphQLList(entity)),
    extensions: costs({ calls: 'one provider', things: ['representations'], rows: 'each thing' }),
    description:
      'For federation gateways: the objects meant by the representations, in their order. Null for each that is not there, and just the same when you may not see it; a bad representation is an error in its own place.',
    args: {
      representations: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Any))),
        description: `At most ${maxRepresentations}.`,
      },
    },
    resolve(_root, { representations }, context) {
      requireGateway(context);
      if (representations.length > maxRepresentations) {
        throw new InputError(
          'BAD_USER_INPUT',
          `"representations" has ${representations.length} entries; at most ${maxRepresentations} are allowed.`,
        );
      }
      return representations.map((representation) => findEntity(representation, context));
    },
  };
}

/** Checked when the field is answered, not when the document is validated: yoga remembers what it has validated, whoever asked. */
function requireGateway({ principal }: GraphContext): void {
  if (principal.throughGateway === true) return;
  throw new AccessError(
    'FORBIDDEN',
    'Only the federation gateway may ask this. If this is the gateway, let it send the configured secret (federation.gatewaySecret) in the header x-gateway-secret.',
  );
}

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (type instanceof GraphQLObjectType) return type;
  throw new Error(`The schema has no type ${name}.`);
}
