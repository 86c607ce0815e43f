/** Methods, headers and connections as HTTP does not want them. */
import type { Attack } from '../attack.ts';

const mine = JSON.stringify({ query: '{ viewer { id } }' });
const head = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\naccept: application/graphql-response+json\r\n';
const asJson = 'content-type: application/json\r\n';

const methods: readonly Attack[] = [
  ...['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'].map((method) => ({
    name: method,
    method,
    body: mine,
    headers: { 'content-type': 'application/json' },
    status: [405],
  })),
  { name: 'HEAD', method: 'HEAD', status: [405] },
  { name: 'OPTIONS', method: 'OPTIONS', status: [405, 204] },
  {
    name: 'CONNECT',
    raw: () => 'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n',
    leaves: true,
    status: [],
  },
  {
    name: 'a method that is none',
    raw: () => 'FETCH! /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n',
    status: [400],
  },
  {
    name: 'a method in small letters',
    raw: () => 'post /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n',
    status: [400],
  },
  { name: 'HTTP/0.9', raw: () => 'GET /graphql\r\n\r\n', status: [400, 401] },
  { name: 'HTTP/9.9', raw: () => 'GET /graphql HTTP/9.9\r\nhost: localhost\r\n\r\n', status: [400, 505] },
  { name: 'HTTP/2 without asking', raw: () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', status: [400] },
  { name: 'TLS', raw: () => Buffer.from('1603010200010001fc0303', 'hex'), status: [400] },
  {
    name: 'a web socket',
    method: 'GET',
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    },
    status: [400, 404],
  },
];

const headers: readonly Attack[] = [
  {
    name: 'no host',
    raw: (who) => `POST /graphql HTTP/1.1\r\n${asJson}${who}content-length: ${mine.length}\r\n\r\n${mine}`,
    status: [400],
  },
  {
    name: 'two lengths',
    raw: (who) => `${head}${asJson}${who}content-length: ${mine.length}\r\ncontent-length: 5\r\n\r\n${mine}`,
    status: [400],
  },
  {
    name: 'a length and chunks',
    raw: (who) =>
      `${head}${asJson}${who}content-length: ${mine.length}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n`,
    status: [400],
  },
  {
    name: 'chunks of another name',
    raw: (who) => `${head}${asJson}${who}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`,
    status: [400],
  },
  {
    name: 'a chunk of no size',
    raw: (who) => `${head}${asJson}${who}transfer-encoding: chunked\r\n\r\nzz\r\n${mine}\r\n`,
    status: [400],
  },
  {
    name: 'a chunk beyond every size',
    raw: (who) => `${head}${asJson}${who}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n`,
    status: [400, 413],
  },
  {
    name: 'a length below zero',
    raw: (who) => `${head}${asJson}${who}content-length: -1\r\n\r\n${mine}`,
    status: [400],
  },
  {
    name: 'a length that is none',
    raw: (who) => `${head}${asJson}${who}content-length: 1e3\r\n\r\n${mine}`,
    status: [400],
  },
  {
    name: 'a folded header',
    raw: (who) => `${head}${asJson}${who}x-a: b\r\n c\r\ncontent-length: ${mine.length}\r\n\r\n${mine}`,
    status: [200, 400],
  },
  {
    name: 'a header with a space in its name',
    raw: (who) => `${head}${asJson}${who}x a: b\r\n\r\n`,
    status: [400],
  },
  {
    name: 'a header with a zero byte',
    raw: (who) => `${head}${asJson}${who}x-a: \u0000\r\n\r\n`,
    status: [400],
  },
  {
    name: 'a bare line feed in a header',
    raw: (who) => `${head}${asJson}${who}x-a: b\nx-injected: 1\r\n\r\n`,
    status: [400],
  },
  { name: '100,000 bytes of headers', headers: { 'x-a': 'x'.repeat(100_000) }, body: mine, status: [431] },
  {
    name: '3,000 headers',
    headers: Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`x-${index}`, '1'])),
    body: mine,
    status: [431],
  },
  {
    name: 'headers named like what every object has',
    headers: { __proto__x: '1', constructor: '1', toString: '1', hasOwnProperty: '1' },
    body: mine,
    status: [200],
  },
  {
    name: 'an address that is none',
    headers: { 'x-forwarded-for': "'; DROP TABLE sessions; --" },
    body: mine,
    status: [200],
  },
  { name: 'another host', headers: { host: 'evil.example' }, body: mine, status: [200] },
  { name: 'a host that is none', headers: { host: 'a b:c:d' }, body: mine, status: [400] },
  {
    name: 'a method to be used instead',
    headers: { 'x-http-method-override': 'DELETE' },
    body: mine,
    status: [200],
  },
  { name: 'nothing that is acceptable', headers: { accept: 'image/png' }, body: mine, status: [406] },
  { name: 'an accept of 8,000 letters', headers: { accept: 'a/b,'.repeat(2000) }, body: mine, status: [406] },
  { name: 'a stream', headers: { accept: 'text/event-stream' }, body: mine, status: [200, 406] },
  { name: 'parts', headers: { accept: 'multipart/mixed' }, body: mine, status: [200, 406] },
  {
    name: 'a charset that is none',
    headers: { 'content-type': 'application/json; charset=nope' },
    body: mine,
    status: [200, 400, 415],
  },
  {
    name: 'the same header twice',
    raw: (who) => `${head}${asJson}${who}${who}content-length: ${mine.length}\r\n\r\n${mine}`,
    status: [401],
  },
  {
    name: 'two requests at once',
    raw: (who) =>
      `GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n${head}${asJson}${who}content-length: 1\r\n\r\n{`,
    status: [200],
  },
];

const leaving: readonly Attack[] = [
  { name: 'leaves after the first line', raw: () => 'POST /graphql HTTP/1.1\r\n', leaves: true, status: [] },
  { name: 'leaves within the headers', raw: (who) => `${head}${who}x-a: `, leaves: true, status: [] },
  {
    name: 'leaves within the body',
    raw: (who) => `${head}${asJson}${who}content-length: 500\r\n\r\n{"query":`,
    leaves: true,
    status: [],
  },
  {
    name: 'leaves within a chunk',
    raw: (who) => `${head}${asJson}${who}transfer-encoding: chunked\r\n\r\nff\r\n{"query":`,
    leaves: true,
    status: [],
  },
  {
    name: 'leaves while it is answered',
    raw: (who) => `${head}${asJson}${who}content-length: ${mine.length}\r\n\r\n${mine}`,
    leaves: true,
    status: [],
  },
];

export const httpAttacks: readonly Attack[] = [...methods, ...headers, ...leaving];
