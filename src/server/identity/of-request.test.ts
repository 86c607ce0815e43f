import { createSchema } from 'graphql-yoga';
import { expect, test } from 'vitest';
import { createLog } from '../watch/log.ts';
import { createGraphqlHandler } from '../doors/yoga.ts';

test('a request that nobody was told of may not read the schema', async () => {
  const schema = createSchema({ typeDefs: 'type Query { hello: String }' });
  const graphql = createGraphqlHandler({ schema, contextFor: () => ({}), log: createLog({ write() {} }) });
  const response = await graphql.handleRequest(
    new Request('http://localhost/graphql?query={__schema{types{name}}}'),
    // @ts-expect-error -- without the identity that the server always gives
    {},
  );
  expect(await response.text()).toMatch(/introspection/i);
});
