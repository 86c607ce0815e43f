/** docs/errors.md is made from the codes of the sources and of the schema: `npx vitest run test/errors-page --update` writes it. */
import { readFile } from 'node:fs/promises';
import { buildSchema, isEnumType } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { fieldErrors, refusals, reports, userErrors } from './codes.ts';

const root = new URL('../../', import.meta.url);
const page = new URL('docs/errors.md', root).pathname;
const schema = buildSchema(await readFile(new URL('schema.graphql', root), 'utf8'));

/** The values of an enum of the schema, each with what it says. */
function valuesOf(name: string): readonly { readonly name: string; readonly description: string }[] {
  const type = schema.getType(name);
  if (!isEnumType(type)) throw new Error(`${name} is no enum.`);
  return type.getValues().map((value) => ({ name: value.name, description: value.description ?? '' }));
}

const row = (...cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly string[]) =>
  [row(...heads), row(...heads.map(() => '---')), ...rows].join('\n');
const tableOf = (name: string, shown: Readonly<Record<string, string>>) =>
  table(
    ['`code`', 'When', 'What to show'],
    valuesOf(name).map((value) => row(`\`${value.name}\``, value.description, shown[value.name] ?? '')),
  );

const text = `# Errors that a frontend switches on

Switch on codes; texts may change. \`message\` of a \`ProviderReport\` and of a \`UserError\` is written to be shown to people; that of an error is for
whoever wrote the page. Codes are added, and none gets another meaning: take one that you do not know for its kind.

There are four places, from the whole request to a part of a list:

1. The request is refused: no \`data\`, one error, a status of HTTP.
2. A field could not be answered: it is null, \`errors\` has its \`path\`, the rest is good.
3. A change was not made, or not wholly: \`userErrors\` beside what was done. Empty means that all was done.
4. A provider did not answer a list: \`providerReports\`. The rows of the others are there.

With \`accept: application/json\` alone, what GraphQL itself refuses (400) comes with status 200, as GraphQL over HTTP has it; ask with
\`accept: application/graphql-response+json\` for the statuses below.

## The request is refused

${table(
  ['`extensions.code`', 'HTTP', 'When', 'What to do or show'],
  Object.entries(refusals).map(([code, { status, when, show }]) => row(`\`${code}\``, status, when, show)),
)}

## A field could not be answered

${table(
  ['`extensions.code`', 'When', 'What to do or show'],
  Object.entries(fieldErrors).map(([code, { when, show }]) => row(`\`${code}\``, when, show)),
)}

## A change was not made: \`UserErrorCode\`

\`retryable\` says whether the same call may succeed later. \`providerId\` names the provider.

${tableOf('UserErrorCode', userErrors)}

## A provider did not answer: \`ProviderStatus\`

${tableOf('ProviderStatus', reports)}
`;

test('docs/errors.md has every code of the sources and of the schema', async () => {
  expect(valuesOf('UserErrorCode').map(({ name }) => name)).toEqual(Object.keys(userErrors).toSorted());
  expect(valuesOf('ProviderStatus').map(({ name }) => name)).toEqual(Object.keys(reports).toSorted());
  const options = await resolveConfig(page);
  await expect(await format(text, { ...options, parser: 'markdown' })).toMatchFileSnapshot(page);
});

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ only: ['clerk'] });
});
afterAll(() => server.close());

const aliases = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');
const json = (query: string, more: object = {}) => ({ body: JSON.stringify({ query, ...more }) });

test.each<[keyof typeof refusals, RequestInit]>([
  ['UNSUPPORTED_MEDIA_TYPE', { ...json('{ permissions }'), headers: { 'content-type': 'text/plain' } }],
  ['REQUEST_TOO_LARGE', json(' '.repeat(300_000))],
  ['BAD_REQUEST', { body: '{}' }],
  ['CSRF_PREVENTION', { method: 'GET', headers: {} }],
  ['PERSISTED_QUERY_NOT_FOUND', { body: '{"documentId":"sha256:0"}' }],
  ['GRAPHQL_PARSE_FAILED', json('{')],
  ['GRAPHQL_VALIDATION_FAILED', json('{ nope }')],
  ['OPERATION_RESOLUTION_FAILURE', json('query A { permissions }', { operationName: 'B' })],
  ['BAD_USER_INPUT', json('query ($ids: [ID!]!) { users(ids: $ids) { id } }', { variables: {} })],
  [
    'QUERY_TOO_DEEP',
    json(`{ viewer ${'{ sessions { nodes { user '.repeat(6)} { id } ${'} } } '.repeat(6)} }`),
  ],
  ['TOO_MANY_TOKENS', json(`{ ${'permissions '.repeat(3000)} }`)],
  ['TOO_MANY_ALIASES', json(`{ ${aliases(60, 'permissions')} }`)],
  ['TOO_MANY_DIRECTIVES', json(`{ ${'permissions @skip(if: false) '.repeat(60)} }`)],
  ['ALIAS_TOO_LONG', json(`{ ${'a'.repeat(70)}: permissions }`)],
  [
    'TOO_MANY_CHANGES',
    json(`mutation { ${aliases(6, 'revokeOtherSessions(input: {}) { processedCount }')} }`),
  ],
  [
    'QUERY_TOO_COMPLEX',
    json(
      '{ sessions(first: 100) { nodes { user { sessions(first: 100) { nodes { user { sessions(first: 100) { nodes { id } } } } } } } } }',
    ),
  ],
])('%s comes with the status that the page gives it', async (code, request) => {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const url = request.method === 'GET' ? `${server.url}?query=%7Bpermissions%7D` : server.url;
  const response = await fetch(url, { method: 'POST', headers, ...request });
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  expect([response.status, errors[0]?.extensions.code]).toEqual([refusals[code].status, code]);
});

test.each<[keyof typeof fieldErrors, string]>([
  ['UNAUTHENTICATED', 'mutation { revokeOtherSessions(input: {}) { processedCount } }'],
  ['BAD_USER_INPUT', '{ sessions(first: 0) { totalCount } }'],
  ['INVALID_ID', '{ node(id: "x") { id } }'],
  ['INVALID_CURSOR', '{ sessions(after: "x") { totalCount } }'],
  ['UNKNOWN_PROVIDER', '{ sessions(filter: { providerIds: ["x"] }) { totalCount } }'],
])('%s is of one field, and the others are answered', async (code, query) => {
  const beside = query.startsWith('mutation') ? query : query.replace('{', '{ permissions');
  const { status, data, errors } = await server.ask(beside);
  expect(status).toBe(200);
  expect(errors.map(({ extensions }) => extensions.code)).toEqual([code]);
  if (!query.startsWith('mutation')) expect(data.permissions).not.toEqual([]);
});
