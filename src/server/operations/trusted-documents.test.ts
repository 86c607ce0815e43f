import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTinyServer, type TinyServer } from '../../../test/tiny-server.ts';
import { ConfigError } from '../../config/config.ts';
import { anyone } from '../identity/identify.ts';
import type { Principal } from '../../sessions/principal.ts';
import { answerOf, ask } from '../limits/testing.ts';
import { readDocuments } from './trusted-documents.ts';

const hash = 'a'.repeat(64);
const documents = new Map([
  [`sha256:${hash}`, 'query Greet($name: String) { hello(name: $name) }'],
  ['change', 'mutation Change { change }'],
]);
const person: Principal = { ...anyone, name: 'person:ann', viewer: { id: 'ann', verifiedEmails: [] } };

let server: TinyServer;
afterEach(() => server.close(0));
const start = (principal: Principal, onlyDocuments: boolean) =>
  startTinyServer({ identify: async () => principal, documents, onlyDocuments });

describe('a document that is kept here', () => {
  test.each([
    ['its id', { documentId: `sha256:${hash}` }],
    [
      'its hash, as Apollo’s clients send it',
      { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
    ],
  ])('is answered by %s', async (_way, named) => {
    server = await start(person, true);
    const answer = await ask(server, { ...named, variables: { name: 'Ann' } });
    expect(answer).toMatchObject({ status: 200, data: { hello: 'hello Ann' } });
  });

  test.each([
    `documentId=sha256:${hash}`,
    `extensions=${JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } })}`,
  ])('is answered to a GET: %s', async (search) => {
    server = await start(person, true);
    const response = await fetch(`${server.url}?${search}&variables={"name":"Ann"}`, {
      headers: { 'x-graphql-csrf': '1' },
    });
    expect(await answerOf(response)).toMatchObject({ status: 200, data: { hello: 'hello Ann' } });
  });

  test('that is a change is not made by a GET', async () => {
    server = await start(person, true);
    const response = await fetch(`${server.url}?documentId=change`, { headers: { 'x-graphql-csrf': '1' } });
    expect((await answerOf(response)).status).toBe(405);
  });

  test('says itself which operation runs', async () => {
    server = await start(person, true);
    expect(await ask(server, { documentId: 'change', operationName: 'Other' })).toMatchObject({
      data: { change: 'changed' },
    });
  });

  test.each(['nope', '__proto__', 'constructor', 'toString', '', 7, true, ['change'], { id: 'change' }])(
    'is not found by %j',
    async (documentId) => {
      server = await start(person, true);
      const answer = await ask(server, { documentId });
      expect(answer).toMatchObject({ status: 404, codes: ['PERSISTED_QUERY_NOT_FOUND'] });
    },
  );

  test.each([{ sha256Hash: '__proto__' }, { sha256Hash: 'b'.repeat(64) }])(
    'is not found by the hash %j',
    async (persistedQuery) => {
      server = await start(person, false);
      const answer = await ask(server, { extensions: { persistedQuery } });
      expect(answer).toMatchObject({ status: 404, codes: ['PERSISTED_QUERY_NOT_FOUND'] });
    },
  );

  test('is not sent together with another', async () => {
    server = await start(person, false);
    const answer = await ask(server, { documentId: 'change', query: '{ hello }' });
    expect(answer).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
  });
});

describe('a text', () => {
  test('of a person is refused where only trusted documents are answered', async () => {
    server = await start(person, true);
    expect(await ask(server, { query: '{ hello }' })).toMatchObject({
      status: 403,
      codes: ['PERSISTED_QUERY_ONLY'],
    });
    // Also one that would be accepted by its hash.
    const text = documents.get(`sha256:${hash}`);
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash } };
    expect(await ask(server, { query: text, extensions })).toMatchObject({ status: 403 });
  });

  test.each([{}, { query: '' }, { query: null }, { documentId: null }])(
    'that is none is told so: %j',
    async (sent) => {
      server = await start(person, true);
      expect(await ask(server, sent)).toMatchObject({ status: 400, codes: ['PERSISTED_QUERY_ID_REQUIRED'] });
    },
  );

  test.each([
    ['a service', { ...anyone, name: 'key:ops' }],
    ['a gateway in the name of a person', { ...person, throughGateway: true } as const],
  ])('of %s is answered', async (_who, principal) => {
    server = await start(principal, true);
    expect((await ask(server, { query: '{ hello }' })).status).toBe(200);
  });

  test('of anybody is answered where others than trusted documents are', async () => {
    server = await start(person, false);
    expect((await ask(server, { query: '{ hello }' })).status).toBe(200);
  });
});

describe('a manifest', () => {
  const schema = buildSchema('type Query { a: Int }');
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sessiongraph-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  async function read(content: string): Promise<unknown> {
    const file = join(directory, 'persisted-documents.json');
    await writeFile(file, content);
    return readDocuments(file, schema);
  }

  test('is read', async () => {
    expect(await read('{ "sha256:1": "{ a }" }')).toEqual(new Map([['sha256:1', '{ a }']]));
  });

  test.each([
    ['{', 'is not valid JSON'],
    ['[]', 'must be one object of texts, each by its id'],
    ['{ "x": 1 }', 'must be one object of texts, each by its id'],
    ['{ "x": "{ b }" }', 'has a document "x" that cannot be asked: Cannot query field "b" on type "Query".'],
    ['{ "x": "{" }', 'has a document "x" that cannot be asked: Syntax Error'],
    ['{ "x": "query A { a } query B { a }" }', 'must have exactly one operation'],
  ])('that is %j is a mistake in the configuration', async (content, message) => {
    const reading = read(content);
    await expect(reading).rejects.toBeInstanceOf(ConfigError);
    await expect(reading).rejects.toThrow(message);
  });

  test('that is not there is a mistake in the configuration', async () => {
    await expect(readDocuments(join(directory, 'none.json'), schema)).rejects.toThrow(
      /^trustedDocuments\.manifest: .*none\.json cannot be read \(ENOENT\)$/,
    );
  });
});
