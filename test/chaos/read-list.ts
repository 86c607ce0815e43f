/** Reads a list page by page, and looks at it. */
import { checkWalk, listFields, type Page, type ReadPage, type Walk } from './list-rules.ts';
import { timeoutMs, type Answered, type Trial } from './trial.ts';
import { keyOf, type TrueSession } from './truth.ts';

/** Providers are asked after each other where one has to be known to ask the next; the rest is for machines that are busy. */
export const withinMs = 4 * timeoutMs + 4000;

export const everyProvider = ['clerk', 'chat', 'support', 'locks'];

export interface List {
  readonly walk: Pick<Walk, 'what' | 'belongs' | 'reported'>;
  ask(page: { readonly first: number; readonly after: string | null }): Promise<Answered>;
  /** Undefined where a provider that may know the person did not tell. */
  pageIn(data: Answered['data']): Page | undefined;
  /** How many rows a page has. */
  readonly first: number;
  readonly mostPages: number;
}

/** @returns its pages, as far as they came. */
export async function readList(
  trial: Trial,
  { walk, ask, pageIn, first, mostPages }: List,
): Promise<readonly Page[]> {
  const pages: ReadPage[] = [];
  let after: string | null = null;
  let reachedEnd = false;
  while (!reachedEnd && pages.length < mostPages) {
    const { data, hasErrors, askedAt }: Answered = await ask({ first, after });
    const page = data === null ? undefined : pageIn(data);
    if (page === undefined) {
      if (!hasErrors) trial.wrong.push(`${walk.what}: there is no list, and nothing says why`);
      break;
    }
    trial.see('pages');
    for (const { id, nativeId, provider } of page.nodes) learnId(trial, id, keyOf(provider.id, nativeId));
    pages.push({ page, askedAt });
    reachedEnd = !page.pageInfo.hasNextPage;
    after = page.pageInfo.endCursor;
  }
  checkWalk(trial, { ...walk, pages, reachedEnd });
  return pages.map(({ page }) => page);
}

/** A session has one id, whatever shows it. */
function learnId({ ids, wrong }: Trial, id: string, key: string): void {
  if (ids.has(id)) return;
  const other = [...ids].find(([, known]) => known === key);
  if (other !== undefined) wrong.push(`${key} is both ${other[0]} and ${id}`);
  ids.set(id, key);
}

export const ofEverybody = {
  query: `query ($first: Int, $after: String) { sessions(first: $first, after: $after) { ${listFields} } }`,
  // Clerk lists nobody who is not named.
  walk: {
    what: "everybody's list",
    belongs: ({ providerId }: TrueSession) => providerId !== 'clerk',
    reported: ['clerk'],
  },
};
