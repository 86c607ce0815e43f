import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTinyServer, type TinyServer } from '../../../test/tiny-server.ts';
import { defaultLimits } from '../../config/limits.ts';

let server: TinyServer;
beforeAll(async () => {
  server = await startTinyServer();
});
afterAll(() => server.close(0));

/** A request's body of exactly so many bytes, and what the server should answer. */
function bodyOf(bytes: number): { body: string; answer: unknown } {
  const query = 'query($text: String!) { length(text: $text) }';
  const length = bytes - JSON.stringify({ query, variables: { text: '' } }).length;
  return {
    body: JSON.stringify({ query, variables: { text: 'x'.repeat(length) } }),
    answer: { data: { length } },
  };
}

type Answer = { readonly status: number | undefined; readonly json: unknown };

/** Posts the chunks one by one, with their length ahead or not. */
function post(chunks: readonly Buffer[], way: string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const length = chunks.reduce((bytes, chunk) => bytes + chunk.length, 0);
  const headers = {
    'content-type': 'application/json',
    ...(way === 'chunked' ? { 'transfer-encoding': 'chunked' } : { 'content-length': length }),
  };
  const sending = request(server.url, { method: 'POST', headers }, (response) => {
    const received: Buffer[] = [];
    response.on('data', (chunk: Buffer) => received.push(chunk));
    response.on('end', () =>
      resolve({ status: response.statusCode, json: JSON.parse(Buffer.concat(received).toString()) }),
    );
  });
  sending.on('error', reject);
  for (const chunk of chunks) sending.write(chunk);
  sending.end();
  return promise;
}

/** The body in two halves. */
function halves(body: string): Buffer[] {
  const bytes = Buffer.from(body);
  return [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)];
}

const ways = ['with its length', 'chunked'];

test.each(ways)('a body of the largest size is read, sent %s', async (way) => {
  const { body, answer } = bodyOf(defaultLimits.bodyBytes);
  expect(await post(halves(body), way)).toMatchObject({ status: 200, json: answer });
});

test.each(ways)('a body one byte larger is refused, sent %s', async (way) => {
  const { body } = bodyOf(defaultLimits.bodyBytes + 1);
  expect(await post(halves(body), way)).toMatchObject({
    status: 413,
    json: { errors: [{ extensions: { code: 'REQUEST_TOO_LARGE' } }] },
  });
});

test.each(ways)('a character that is cut by a chunk is read whole, sent %s', async (way) => {
  const bytes = Buffer.from(JSON.stringify({ query: '{ hello(name: "Zoë") }' }));
  const cut = bytes.indexOf(0xc3) + 1;
  const answer = await post([bytes.subarray(0, cut), bytes.subarray(cut)], way);
  expect(answer.json).toMatchObject({ data: { hello: 'hello Zoë' } });
});

test.each(ways)('an empty body is refused, sent %s', async (way) => {
  expect(await post([], way)).toMatchObject({ status: 400, json: { errors: [{}] } });
});
