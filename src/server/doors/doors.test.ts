import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptBy, doors, type Door } from '../../../test/support/doors.ts';
import { startTinyServer, type TinyServer } from '../../../test/tiny-server.ts';
import { defaultLimits } from '../../config/limits.ts';
import { mediaTypes } from './node-post.ts';

let server: TinyServer;
beforeAll(async () => {
  server = await startTinyServer({ limits: { ...defaultLimits, cost: 100, timeoutMs: 50 } });
});
afterAll(() => server.close(0));

const accepts = [...mediaTypes.keys()];

async function answerBy(door: Door, accept: string | undefined, body: string) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: acceptBy(door, accept ?? '*/*') },
    body,
  });
  const { status, headers } = response;
  const told = ['content-type', 'cache-control', 'retry-after', 'content-length', 'allow'].map((name) => [
    name,
    headers.get(name),
  ]);
  return { status, told, body: await response.text() };
}

const bodies = {
  'an answer': JSON.stringify({ query: '{ hello }' }),
  'an answer that is not ASCII': JSON.stringify({ query: '{ hello(name: "Zoë 😀") }' }),
  'an answer with a fault': JSON.stringify({ query: '{ hello fault }' }),
  'an answer with an error for the client': JSON.stringify({ query: '{ hello refuse }' }),
  'an answer that takes too long': JSON.stringify({ query: '{ hello wait }' }),
  'a change': JSON.stringify({ query: 'mutation { change }' }),
  'a document that is none': JSON.stringify({ query: '{' }),
  'a document that is not valid': JSON.stringify({ query: '{ nope nor { that } }' }),
  'a document that costs too much': JSON.stringify({ query: `{ ${'hello '.repeat(200)}}` }),
  'an operation that is not there': JSON.stringify({ query: 'query A { hello }', operationName: 'B' }),
  'a variable that is missing': JSON.stringify({ query: 'query ($t: String!) { length(text: $t) }' }),
  'a document’s id that is unknown': JSON.stringify({ documentId: 'nope' }),
  'no query': '{}',
  'no JSON': '{',
  'a batch': '[]',
};

describe.each(accepts)('to whoever accepts %s', (accept) => {
  test.each(Object.entries(bodies))('both doors give %s alike', async (_what, body) => {
    const [byNode, byYoga] = await Promise.all(doors.map((door) => answerBy(door, accept, body)));
    expect(byNode).toEqual(byYoga);
  });
});

test('what a client accepts is answered in what it names first', async () => {
  for (const [accept, mediaType] of mediaTypes) {
    const { told } = await answerBy('node', accept, bodies['an answer']);
    expect(told[0]).toEqual(['content-type', `${mediaType}; charset=utf-8`]);
  }
});
