/** What providers tell of people of whom all is told in fair weather, and of everybody. */
import { cast } from '../../src/demo/company.ts';
import { listFields } from './list-rules.ts';
import { everyProvider, ofEverybody, readList, withinMs } from './read-list.ts';
import type { Trial } from './trial.ts';

const witnesses: readonly string[] = [
  cast.ordinary,
  cast.impersonated,
  cast.withoutChat,
  cast.everyState,
  ...cast.idle,
];

/** Reads the lists of some people as one, and everybody's, and looks at them as at any other. @returns what providers said, in words. */
export async function lookAround(trial: Trial): Promise<readonly string[]> {
  const query = `query ($ids: [ID!], $first: Int, $after: String) { sessions(filter: { userIds: $ids }, first: $first, after: $after) { ${listFields} } }`;
  const sizes = { first: 100, mostPages: 20 };
  const named = await readList(trial, {
    ...sizes,
    pageIn: ({ sessions }) => sessions,
    walk: {
      what: 'the list of witnesses',
      belongs: ({ owner }) => owner !== null && witnesses.includes(owner),
      reported: everyProvider,
    },
    ask: (page) => trial.ask({ query, variables: { ids: witnesses, ...page }, withinMs }),
  });
  const everybody = await readList(trial, {
    ...sizes,
    pageIn: ({ sessions }) => sessions,
    walk: ofEverybody.walk,
    ask: (page) => trial.ask({ query: ofEverybody.query, variables: page, withinMs }),
  });
  const reports = [...named, ...everybody].flatMap(({ providerReports }) => providerReports);
  const said = reports.map(
    ({ provider, status, complete }) => `${provider.id} ${status}${complete ? '' : ', incomplete'}`,
  );
  return [...new Set(said)].toSorted();
}
