import { describe, expect, test } from 'vitest';
import { acceptBy, doors } from '../../../test/support/doors.ts';
import { startTinyServer } from '../../../test/tiny-server.ts';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;

async function idGivenTo(headers: Record<string, string>): Promise<string | null> {
  const server = await startTinyServer();
  const response = await server.ask('{ hello }', {
    headers: { 'content-type': 'application/json', ...headers },
  });
  await server.close(1000);
  return response.headers.get('x-request-id');
}

test.each([
  ['what its sender calls it', { 'x-request-id': '67891233-ABCDEF01' }, '67891233-ABCDEF01'],
  ['what its sender calls it, whatever its trace', { 'x-request-id': 'abcdef01', traceparent }, 'abcdef01'],
  ['its trace', { traceparent }, traceId],
  ['its trace where the id cannot be repeated', { 'x-request-id': 'a b', traceparent }, traceId],
])('a request is called by %s', async (_name, headers, id) => {
  expect(await idGivenTo(headers)).toBe(id);
});

test.each([
  [{}],
  [{ 'x-request-id': 'a'.repeat(65) }],
  // It may be a credential that was put into the wrong header.
  [{ 'x-request-id': 'sgk_0123456789' }],
  [{ 'x-request-id': '"},{"' }],
  [{ 'x-request-id': '' }],
  [{ traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` }],
  [{ traceparent: `ff-${traceId}-b7ad6b7169203331-01` }],
  [{ traceparent: 'none' }],
])('a request with %j gets an id of its own', async (headers) => {
  expect(await idGivenTo(headers)).toMatch(uuid);
});

describe.each(doors)("by %s's door", (door) => {
  test.each([
    ['an answer', '{ hello }', {}],
    ['an error', '{ nothing }', {}],
    ['a fault of ours', '{ fault }', {}],
    ['a refusal', '{ hello }', { 'content-type': 'text/plain' }],
  ])('%s carries the id', async (_name, query, headers) => {
    const server = await startTinyServer();
    const { headers: answered } = await server.ask(query, {
      headers: {
        'content-type': 'application/json',
        accept: acceptBy(door, 'application/json'),
        'x-request-id': 'abcdef01',
        ...headers,
      },
    });
    expect(answered.get('x-request-id')).toBe('abcdef01');
    await server.close(1000);
  });
});

test('answers without GraphQL carry it too', async () => {
  const server = await startTinyServer();
  for (const path of ['/health', '/ready', '/nothing']) {
    const { headers } = await fetch(`${server.origin}${path}`, { headers: { 'x-request-id': 'abcdef01' } });
    expect(headers.get('x-request-id')).toBe('abcdef01');
  }
  await server.close(1000);
});
