/** The answers in a page of documentation: what is shown, and whether it is still what the server gives. */

/** A query of a page, with its variables. */
export interface Recipe {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A block of GraphQL, of its variables, or of its answer. Variables without a query of their own belong to the query before. */
const blocks = /```(graphql|json answer|json)\n([\s\S]*?)```/g;

export function recipesIn(page: string): readonly Recipe[] {
  const recipes: Recipe[] = [];
  let query = '';
  let variables = {};
  for (const [, language, body = ''] of page.matchAll(blocks)) {
    if (language === 'graphql') [query, variables] = [body, {}];
    else if (language === 'json') variables = JSON.parse(body) as object;
    else recipes.push({ name: /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '', query, variables });
  }
  return recipes;
}

/** The page with the answers in their places: as they stand where they are still true, else anew and cut. */
export function withAnswers(page: string, answers: readonly unknown[]): string {
  const left = [...answers];
  return page.replaceAll(blocks, (block: string, language: string, body: string) => {
    if (language !== 'json answer') return block;
    const answer = left.shift();
    if (body.trim() !== '' && agrees(JSON.parse(body), answer)) return block;
    return `\`\`\`json answer\n${JSON.stringify(cut(answer), null, 2)}\n\`\`\``;
  });
}

/** The rest of a list that is not shown. */
const more = '…';
const rowsShown = 2;

const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
/** What is opaque, and long: secrets, ids and cursors. A person's and a provider's id are words. */
const opaque = /^(seam_cst|W[yz])/;
const unlike = new Set(['id', 'endCursor', 'token']);
const isOpaque = (key: string, text: string) => unlike.has(key) && opaque.test(text);

function cut(value: unknown, key = ''): unknown {
  if (typeof value === 'string' && isOpaque(key, value)) return `${value.slice(0, 12)}${more}`;
  if (Array.isArray(value)) {
    const rows = value.map((row) => cut(row));
    return rows.length <= rowsShown + 1 ? rows : [...rows.slice(0, rowsShown), more];
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cut(inner, name)]));
}

/** Whether an answer is as it is shown, but for its moments and ids. */
export function agrees(shown: unknown, answer: unknown, key = ''): boolean {
  if (Array.isArray(shown) && Array.isArray(answer)) {
    const isCut = shown.at(-1) === more;
    const rows = isCut ? shown.slice(0, -1) : shown;
    const fits = isCut ? answer.length > rows.length : answer.length === rows.length;
    return fits && rows.every((row, index) => agrees(row, answer[index], key));
  }
  if (typeof shown === 'string' && typeof answer === 'string') {
    const isLike =
      (isOpaque(key, shown) && isOpaque(key, answer)) || (moment.test(shown) && moment.test(answer));
    return isLike || shown === answer;
  }
  if (typeof shown !== 'object' || typeof answer !== 'object' || shown === null || answer === null)
    return shown === answer;
  const keys = Object.keys(shown);
  const given = new Map(Object.entries(answer));
  return (
    keys.length === given.size &&
    Object.entries(shown).every(([name, inner]) => given.has(name) && agrees(inner, given.get(name), name))
  );
}
