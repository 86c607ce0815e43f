/** Bodies that are no JSON object of a request. */
import { gzipSync } from 'node:zlib';
import type { Attack } from '../attack.ts';

const mine = JSON.stringify({ query: '{ viewer { id } }' });
const badRequest = { status: [400], codes: ['BAD_REQUEST'] };
const head =
  'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\naccept: application/graphql-response+json\r\n';

export const bodyAttacks: readonly Attack[] = [
  ...[
    '',
    ' ',
    'null',
    '1',
    '"x"',
    'true',
    '{',
    '[',
    '{"query":',
    '{"query":"{ viewer { id } }"',
    "{'query':'x'}",
    'query=x',
    'NaN',
    '{"query":NaN}',
    `${mine}${mine}`,
    `${mine}\u0000`,
    `/* */${mine}`,
    '{"query":"\t"}',
    `${'['.repeat(50_000)}`,
    `{"variables":${'{"a":'.repeat(10_000)}`,
  ].map((body) => ({
    name: `the body ${JSON.stringify(body.slice(0, 40))}`,
    body,
    ...badRequest,
  })),
  ...[
    '[]',
    '[{}]',
    `[${mine}]`,
    `[${mine},${mine}]`,
    `[${Array.from({ length: 500 }, () => mine).join(',')}]`,
    '[null]',
    '[[]]',
    `[[${mine}]]`,
    '[1]',
  ].map((body) => ({
    name: `the batch ${body.slice(0, 60)}`,
    body,
    status: [400],
  })),
  {
    name: 'deep JSON in variables',
    body: `{"query":"{ viewer { id } }","variables":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
    status: [200, 400],
  },
  { name: 'a byte order mark', body: `\ufeff${mine}`, status: [200, 400] },
  {
    name: 'invalid UTF-8',
    body: Buffer.concat([
      Buffer.from('{"query":"{ viewer { id } } #'),
      Buffer.from([0xff, 0xfe, 0xc0, 0x80]),
      Buffer.from('"}'),
    ]),
    status: [200, 400],
  },
  {
    name: 'overlong UTF-8 for a quote',
    body: Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xc0, 0xa2]), Buffer.from('"}')]),
    status: [400],
  },
  { name: 'UTF-16', body: Buffer.from(mine, 'utf16le'), ...badRequest },
  {
    name: 'gzip that is said',
    body: gzipSync(mine),
    headers: { 'content-encoding': 'gzip' },
    status: [400, 415],
  },
  { name: 'gzip that is not said', body: gzipSync(mine), ...badRequest },
  {
    name: 'a gzip bomb',
    body: gzipSync(Buffer.alloc(10_000_000)),
    headers: { 'content-encoding': 'gzip' },
    status: [400, 415],
  },
  {
    name: 'random bytes',
    body: Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)),
    ...badRequest,
  },
  { name: 'a body of 200,001 bytes', body: ' '.repeat(200_001), status: [413], codes: ['REQUEST_TOO_LARGE'] },
  {
    name: 'a length of 10 GB',
    raw: (who) => `${head}${who}content-length: 10000000000\r\n\r\n`,
    status: [413],
    codes: ['REQUEST_TOO_LARGE'],
  },
  {
    name: 'chunks without an end',
    raw: (who) =>
      `${head}${who}transfer-encoding: chunked\r\n\r\n${'1000\r\n'.concat('x'.repeat(4096), '\r\n').repeat(60)}`,
    status: [413],
    codes: ['REQUEST_TOO_LARGE'],
  },
];
