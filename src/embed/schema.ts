/** `import { schema } from 'sessiongraph/schema'`: the executable schema, for tests and tools. `sessiongraph/schema.graphql` is its text. */
import type { GraphQLSchema } from 'graphql';
import { schema as built } from '../graph/schema.ts';

export const schema: GraphQLSchema = built;
