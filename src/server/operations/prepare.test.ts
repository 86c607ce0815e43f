import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTinyServer, type TinyServer } from '../../../test/tiny-server.ts';
import { defaultLimits } from '../../config/limits.ts';
import { ask } from '../limits/testing.ts';

let server: TinyServer;
beforeAll(async () => {
  server = await startTinyServer({ limits: { ...defaultLimits, tokens: 100, depth: 5, aliases: 3 } });
});
afterAll(() => server.close(0));

test('a document with as many tokens as allowed is answered, one with more is refused', async () => {
  const document = (words: number) => `{ ${'hello '.repeat(words)}}`;
  expect(await ask(server, { query: document(98) })).toMatchObject({ status: 200, codes: [] });
  expect(await ask(server, { query: document(99) })).toMatchObject({
    status: 400,
    codes: ['TOO_MANY_TOKENS'],
    messages: ['The document has more than 100 tokens.'],
  });
});

test('a document that goes too deep is told so, and nothing else about it', async () => {
  expect(await ask(server, { query: '{a{a{a{a{a{a}}}}}}' })).toMatchObject({
    status: 400,
    codes: ['QUERY_TOO_DEEP'],
    messages: ['The operation has 6 levels of fields; at most 5 are allowed.'],
  });
});

test.each([
  `{ length(text: ${'['.repeat(9000)}) }`,
  `{ length(text: ${'{ a: '.repeat(9000)}) }`,
  `query ($a: ${'['.repeat(9000)}) { hello }`,
])('a document that the parser could not take back out of is refused: %.30s', async (query) => {
  const nested = await startTinyServer({ limits: { ...defaultLimits, tokens: 100_000 } });
  expect(await ask(nested, { query })).toMatchObject({ status: 400, codes: ['QUERY_TOO_DEEP'] });
  expect(nested.logged).toEqual([]);
  await nested.close(0);
});

test('an operation of a kind that is not offered is refused before it could get around the limits', async () => {
  expect(await ask(server, { query: 'subscription { hello }' })).toMatchObject({
    status: 400,
    codes: ['GRAPHQL_VALIDATION_FAILED'],
    messages: ['This server has no subscriptions.'],
  });
});

test('the limits hold for a document that is asked again', async () => {
  const query = '{ a: hello b: hello c: hello d: hello }';
  for (const _ of [1, 2])
    expect(await ask(server, { query })).toMatchObject({ status: 400, codes: ['TOO_MANY_ALIASES'] });
});

test('a client that accepts only application/json gets the refusal with 200, as the specification has it', async () => {
  const answer = await ask(server, { query: '{a{a{a{a{a{a}}}}}}' }, { accept: 'application/json' });
  expect(answer).toMatchObject({ status: 200, codes: ['QUERY_TOO_DEEP'] });
});

test('of many mistakes the first ten are told', async () => {
  const { messages } = await ask(server, { query: `{ ${'nope '.repeat(40)}}` });
  expect(messages).toHaveLength(11);
  expect(messages.at(-1)).toMatch(/^Too many validation errors/);
});
