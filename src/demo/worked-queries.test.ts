import { readdir } from 'node:fs/promises';
import { NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../graph/schema.ts';
import { openDemo } from './testing.ts';
import { readWorkedQueries } from './worked-queries.ts';

const queries = (await readWorkedQueries()).map(({ query, variables, viewer }) => ({
  name: /^(?:query|mutation) (\w+)/m.exec(query)?.[1] ?? query,
  query,
  variables: JSON.parse(variables),
  viewer,
}));

test.each(queries)('$name is valid and uses nothing deprecated', ({ query }) => {
  expect(validate(schema, parse(query), [...specifiedRules, NoDeprecatedCustomRule])).toEqual([]);
});

test.each(queries)(
  '$name is answered in the demo, without errors and not by emptiness',
  async ({ query, variables, viewer }) => {
    const demo = await openDemo();
    const { data, errors } = await demo.query(query, variables, viewer);
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toMatch(/"(nodes|clientSession|results)":[[{]+"/);
  },
);

test('all files are tabs', async () => {
  expect(await readdir(new URL('queries', import.meta.url))).toHaveLength(queries.length);
});
