/** Paths and searches that lead nowhere. */
import type { Attack } from '../attack.ts';

const mine = JSON.stringify({ query: '{ viewer { id } }' });

export const urlAttacks: readonly Attack[] = [
  ...[
    '/graphql/',
    '//graphql',
    '/graphql//',
    '/GRAPHQL',
    '/%67raphql',
    '/graphql%00',
    '/graphql/../graphql',
    '/..%2f..%2fetc%2fpasswd',
    '/graphql.json',
    '/',
    '/.env',
    '/health/x',
    '/graphiql-assets/../../package.json',
    '/graphiql-assets/x/graphiql.js',
    '/assets/../package.json',
    '/assets/__proto__',
    '*',
    'graphql',
  ].map((path) => ({
    name: `the path ${path}`,
    method: 'GET',
    path,
    status: [400, 404],
  })),
  { name: 'a whole URL in the first line', path: 'http://evil.example/graphql', body: mine, status: [404] },
  {
    name: 'a URL of 100,000 letters',
    method: 'GET',
    path: `/graphql?query=${'x'.repeat(100_000)}`,
    status: [431],
  },
  {
    name: 'a URL of 10,000 letters',
    method: 'GET',
    path: `/graphql?query=${'%7B'.repeat(3000)}`,
    status: [400],
  },
  ...[
    'query={',
    'query=%00',
    'query=%ff%fe',
    'query=%',
    'query=%7Bviewer%7Bid%7D%7D&variables=%7B',
    'query=%7Bviewer%7Bid%7D%7D&variables=x',
    'query=%7Bviewer%7Bid%7D%7D&variables=1',
    'query=%7Bviewer%7Bid%7D%7D&extensions=x',
    'query[]=x',
    'query[__proto__]=x',
    '__proto__[query]=x',
    '',
    '?',
    'query=&documentId=__proto__',
    'documentId=nope',
    'documentId=',
  ].map((search) => ({
    name: `the search ${search}`,
    method: 'GET',
    path: `/graphql?${search}`,
    status: [400, 404],
  })),
  {
    name: 'the query twice',
    method: 'GET',
    path: '/graphql?query=%7Bviewer%7Bid%7D%7D&query=%7Bnope%7D',
    status: [200, 400],
  },
];
