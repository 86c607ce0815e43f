/** Every query of README.md and docs/queries.md, and the answer under it: `npx vitest run test/documentation --update` writes the answers anew. */
import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect, onTestFinished, test } from 'vitest';
import { createDemoSignIn } from '../../src/command/demo-sign-in.ts';
import { cast } from '../../src/demo/company/directory.ts';
import { signInOf } from '../../src/demo/sign-in.ts';
import { startServer, type Reply, type TestServer } from '../support/server.ts';
import { agrees, recipesIn, withAnswers, type Recipe } from './answers.ts';

async function openDemo() {
  const signIn = await createDemoSignIn();
  const server = await startServer({ visitors: signIn.auth });
  onTestFinished(() => server.close());
  const ordinary = signInOf(cast.ordinary, server.demo.company, server.demo.emulators.clerk.world);
  if (ordinary === null) throw new Error('Mara is of the company.');
  return { server, token: await signIn.tokenOf(ordinary) };
}

const ninetyDaysAgo = new Date(Date.now() - 90 * 86_400_000).toISOString();

/** As the page says: the sign-out button has an id of the list, and the other one takes somebody who is signed in. */
async function ask(
  { name, query, variables }: Recipe,
  server: TestServer,
  token: string,
): Promise<Reply<unknown>> {
  if (name === 'SignOut') return server.ask(query, { id: await someSession(server) });
  const given = JSON.stringify(variables).replace(/(?<="before":")[^"]+/, ninetyDaysAgo);
  return server.ask(
    query,
    JSON.parse(given),
    name === 'SignOutOthers' ? { authorization: `Bearer ${token}` } : {},
  );
}

async function someSession(server: TestServer): Promise<string> {
  const { data } = await server.ask(
    'query ($id: ID!) { sessions(filter: { userIds: [$id] }, first: 1) { nodes { id } } }',
    { id: cast.everyState },
  );
  return data.sessions.nodes[0].id;
}

test.each([
  ['README.md', ['WhereIsMara']],
  [
    'docs/queries.md',
    [
      'YourDevices',
      'OnePerson',
      'WhyNobody',
      'NextPage',
      'WhoDidNotAnswer',
      'Everybody',
      'GetOrCreate',
      'SignOut',
      'SignOutOthers',
      'Offboard',
      'EndFromAddress',
      'EndFromAddress',
    ],
  ],
])('the answers in %s are what the demo gives', { timeout: 60_000 }, async (file, names) => {
  const path = new URL(`../../${file}`, import.meta.url).pathname;
  const page = await readFile(path, 'utf8');
  const recipes = recipesIn(page);
  expect(recipes.map(({ name }) => name)).toEqual(names);
  const { server, token } = await openDemo();
  const answers: unknown[] = [];
  for (const recipe of recipes) {
    const { data, errors } = await ask(recipe, server, token);
    expect(errors, recipe.name).toEqual([]);
    answers.push(data);
  }
  const options = await resolveConfig(path);
  const made = await format(withAnswers(page, answers), { ...options, parser: 'markdown' });
  await expect(made).toMatchFileSnapshot(path);
});

test('an answer that is not the one that is shown is told apart', () => {
  const shown = { nodes: [{ name: 'a', at: '2026-11-21T10:00:00.000Z', id: 'WyJTZXNz…' }, '…'] };
  const row = { name: 'a', at: '2027-01-01T00:00:00.000Z', id: 'WyJEZXZp' };
  expect(agrees(shown, { nodes: [row, row] })).toBe(true);
  for (const other of [
    [row],
    [{ ...row, name: 'b' }, row],
    [{ ...row, at: null }, row],
    [{ name: 'a' }, row],
  ])
    expect(agrees(shown, { nodes: other })).toBe(false);
  expect(agrees({ ...shown, gone: 1 }, { nodes: [row, row] })).toBe(false);
});
