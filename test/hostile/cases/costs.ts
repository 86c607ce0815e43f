/** Operations that would cost too much, and hide it. */
import type { Attack } from '../attack.ts';

const mine = '{ viewer { id } }';
const many =
  'users(ids: $ids) { sessions(first: 100) { nodes { id device { sessions(first: 100) { nodes { id } } } } } }';
const hundred = Array.from({ length: 100 }, (_, index) => `user-${index}`);
const tooComplex = { status: [400], codes: ['QUERY_TOO_COMPLEX'] };
export const costAttacks: readonly Attack[] = [
  {
    name: 'cost by variables',
    parameters: { query: `query ($ids: [ID!]!) { ${many} }`, variables: { ids: hundred } },
    ...tooComplex,
  },
  {
    name: 'cost by defaults',
    parameters: { query: `query ($ids: [ID!]! = ${JSON.stringify(hundred)}) { ${many} }` },
    ...tooComplex,
  },
  {
    name: 'cost in the second operation',
    parameters: {
      query: `query A ${mine} query B($ids: [ID!]!) { ${many} }`,
      operationName: 'B',
      variables: { ids: hundred },
    },
    ...tooComplex,
  },
  {
    name: 'cost beside a bad id',
    parameters: {
      query: `query ($ids: [ID!]!) { session(id: "none") { id } ${many} }`,
      variables: { ids: hundred },
    },
    ...tooComplex,
  },
  {
    name: 'cost in a fragment',
    parameters: {
      query: `query ($ids: [ID!]!) { ...F } fragment F on Query { ${many} }`,
      variables: { ids: hundred },
    },
    ...tooComplex,
  },
  {
    name: 'cost behind @include',
    parameters: {
      query: `query ($ids: [ID!]!, $yes: Boolean!) { ... @include(if: $yes) { ${many} } }`,
      variables: { ids: hundred, yes: true },
    },
    ...tooComplex,
  },
  {
    name: 'cost by aliases',
    parameters: {
      query: `query ($ids: [ID!]!) { ${Array.from({ length: 40 }, (_, index) => `a${index}: users(ids: $ids) { sessions(first: 100) { totalCount } email }`).join(' ')} }`,
      variables: { ids: hundred },
    },
    ...tooComplex,
  },
  {
    name: 'cost by first and last',
    parameters: {
      query:
        '{ viewer { devices(first: 100) { nodes { sessions(first: 100) { nodes { device { sessions(first: 100) { totalCount nodes { id } } } } } } } } }',
    },
    ...tooComplex,
  },
  {
    name: 'cost by a size beyond every page',
    parameters: {
      query: 'query ($n: Int) { viewer { sessions(first: $n) { nodes { id } } } }',
      variables: { n: 2_000_000_000 },
    },
    status: [400],
    codes: ['QUERY_TOO_COMPLEX'],
  },
  {
    name: 'cost in edges',
    parameters: {
      query: `{ viewer { devices(first: 100) { edges { node { sessions(first: 100) { edges { cursor node {
        device { sessions(first: 100) { edges { cursor } } } } } } } } } } }`,
    },
    ...tooComplex,
  },
];
