/** What a page of another site can make its visitors' browsers send. */
import type { Attack } from '../attack.ts';

const mine = JSON.stringify({ query: '{ viewer { id } }' });
const change = JSON.stringify({ query: 'mutation { revokeOtherSessions(input: {}) { processedCount } }' });

/** Of these a browser sends without asking the server first, whatever page they come from. */
const contentTypes = [
  '',
  'text/plain',
  'text/plain;charset=utf-8',
  'text/plain;application/json',
  'text/plain; a=application/json',
  ' Text/Plain',
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=application/json',
  'multipart/form-data; boundary=x',
  'multipart/form-data;boundary=application/json',
  'application/graphql',
  'application/xml',
  'text/html',
  'application/json-patch+json',
  'application/jsonp',
  'application\\json',
  'json',
  '*/*',
  'application/*',
  'text/plain, application/json',
];
export const crossSiteAttacks: readonly Attack[] = [
  ...contentTypes.map((type) => ({
    name: `a change as ${JSON.stringify(type)} from another site`,
    headers: { 'content-type': type, origin: 'https://evil.example', cookie: 'session=1' },
    body: change,
    status: [415],
    codes: ['UNSUPPORTED_MEDIA_TYPE'],
  })),
  {
    name: 'a form',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'query=mutation%7BrevokeOtherSessions%7D',
    status: [415],
  },
  {
    name: 'an upload',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{viewer{id}}"}\r\n--x--',
    status: [415],
  },
  {
    name: 'no content type',
    raw: (who) =>
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${who}content-length: ${mine.length}\r\n\r\n${mine}`,
    status: [415],
  },
  {
    name: 'a change by GET',
    method: 'GET',
    path: '/graphql?query=mutation%7BrevokeOtherSessions(input:%7B%7D)%7BprocessedCount%7D%7D',
    status: [405],
  },
  {
    name: 'a query by GET of nobody',
    as: 'nobody',
    method: 'GET',
    path: '/graphql?query=%7Bviewer%7Bid%7D%7D',
    status: [401],
    codes: ['UNAUTHENTICATED'],
  },
  {
    name: 'a preflight of another site',
    as: 'nobody',
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    status: [401, 405],
  },
  { name: 'the origin null', headers: { origin: 'null' }, body: mine, status: [200] },
];
