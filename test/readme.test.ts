/** Every query of the README, run as it stands against the demo. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../src/demo/company/directory.ts';
import { startServer, type Answer, type TestServer } from './support/server.ts';

interface Recipe {
  readonly name: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

/** A block of variables belongs to the query before it; a query may have several. */
function recipesIn(text: string): readonly Recipe[] {
  const recipes: Recipe[] = [];
  let query = '';
  for (const [, language, body = ''] of text.matchAll(/```(graphql|json)\n([\s\S]*?)```/g)) {
    const name = `${/(?:query|mutation) (\w+)/.exec(language === 'graphql' ? body : query)?.[1]}`;
    if (language === 'graphql') {
      query = body;
      recipes.push({ name, query, variables: {} });
    } else {
      const last = recipes.at(-1);
      const given = { name, query, variables: JSON.parse(body) };
      if (last?.query === query && Object.keys(last.variables).length === 0) recipes.splice(-1, 1, given);
      else recipes.push(given);
    }
  }
  return recipes;
}

// What follows asks a gateway, or shows configuration.
const recipes = recipesIn(readme.slice(readme.indexOf('## Ask'), readme.indexOf('## Configure')));

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('the README has the recipes it promises', () => {
  expect(recipes.map(({ name }) => name)).toEqual([
    'YourDevices',
    'OnePerson',
    'NextPage',
    'WhoDidNotAnswer',
    'Everybody',
    'GetOrCreate',
    'SignOut',
    'SignOutOthers',
    'Offboard',
    'EndFromAddress',
    'EndFromAddress',
  ]);
});

test.each(recipes.map((recipe, index) => ({ ...recipe, index })))(
  '$name ($index) answers as the README says',
  async ({ name, query, variables }) => {
    const { data, errors } = await server.ask(
      query,
      name === 'SignOut' ? { id: await someSession() } : variables,
    );
    // What the README says of these two.
    if (name === 'SignOutOthers')
      return expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(errors).toEqual([]);
    const everybody = name === 'EndFromAddress' && !JSON.stringify(variables).includes('userIds');
    expect(userErrorsIn(data)).toMatchObject(everybody ? [{ code: 'NOT_SUPPORTED' }] : []);
    expect(JSON.stringify(data)).toMatch(
      /"nodes":\[\{|"results":\[\{|"outcome":|"providerReports":\[\{|"token":"seam_cst|"userErrors":\[\{/,
    );
  },
);

async function someSession(): Promise<string> {
  const { data } = await server.ask(
    'query ($id: ID!) { sessions(filter: { userIds: [$id], states: [ACTIVE] }) { nodes { id } } }',
    {
      id: cast.ordinary,
    },
  );
  return data.sessions.nodes[0].id;
}

function userErrorsIn(data: Answer): readonly unknown[] {
  return Object.values(data as Record<string, { userErrors?: readonly unknown[] } | null>).flatMap(
    (field) => field?.userErrors ?? [],
  );
}
