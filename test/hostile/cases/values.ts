/** Values of arguments: ids, cursors, sizes and filters that nobody was given, and such as are too much. */
import { short, type Attack } from '../attack.ts';

const badInput = { status: [400], codes: ['BAD_USER_INPUT'] };
/** The operation runs, and the field in question says what is wrong. */
const badField = {
  status: [200],
  codes: ['BAD_USER_INPUT', 'INVALID_ID', 'INVALID_CURSOR', 'UNKNOWN_PROVIDER'],
};

const session = 'query ($v: ID!) { session(id: $v) { id } }';
const ids: readonly unknown[] = [
  '',
  ' ',
  'x',
  '\u0000',
  '\ud800',
  '💥'.repeat(200),
  'x'.repeat(150_000),
  'W10',
  'W10=',
  'bnVsbA',
  'eyJfX3Byb3RvX18iOjF9',
  '../../v1/users',
  'sess_1/revoke?x=',
  "' OR '1'='1",
  '%0d%0aX-Injected: 1',
  '\r\nX-Injected: 1',
  '-1',
  '9007199254740993',
  Buffer.from('["Session","clerk","../users",null]').toString('base64url'),
  Buffer.from('["Session","support","1","../../users/2"]').toString('base64url'),
  Buffer.from('["Session","chat","x&sort={}","y\\r\\nX-A: 1"]').toString('base64url'),
  Buffer.from('["Session","__proto__","x",null]').toString('base64url'),
  Buffer.from('["__proto__","clerk","x",null]').toString('base64url'),
  Buffer.from(`["Session","clerk",${'['.repeat(300)}${']'.repeat(300)},null]`).toString('base64url'),
  Buffer.from(`["Session","clerk","${'x'.repeat(100_000)}",null]`).toString('base64url'),
];
const notIds: readonly unknown[] = [1.5, true, null, {}, [], ['x', 'y'], { toString: 'x' }];

const paged = 'query ($v: String) { viewer { sessions(after: $v) { nodes { id } } } }';
const cursors: readonly unknown[] = [
  '',
  'x',
  '\u0000',
  'W10',
  'x'.repeat(150_000),
  Buffer.from('[1,"scope",null]').toString('base64url'),
  Buffer.from('[2,"x",[null,"a"]]').toString('base64url'),
  Buffer.from(`[1,"x",${'['.repeat(2000)}${']'.repeat(2000)}]`).toString('base64url'),
];

const sizes = [0, -1, 101, 1000, 2_147_483_647, -2_147_483_648];
const notSizes: readonly unknown[] = [2_147_483_648, 1.5, 1e300, '10', true, [10], { first: 10 }];

const filtered = 'query ($v: SessionFilter) { viewer { sessions(filter: $v) { totalCount } } }';
const filters: readonly object[] = [
  { text: '' },
  { text: 'x'.repeat(10_000) },
  { text: '\u0000' },
  { ipAddress: 'x' },
  { ipAddress: '1.2.3.4/0' },
  { userIds: [] },
  { userIds: Array.from({ length: 1000 }, String) },
  { providerIds: ['nope'] },
  { providerIds: ['__proto__'] },
  { accounts: [{ providerId: 'nope', nativeId: 'x' }] },
  { accounts: [{ providerId: 'clerk', nativeId: '../x' }] },
  { kinds: [] },
  { states: [] },
];
const notFilters: readonly unknown[] = [
  1,
  'x',
  [1],
  { text: 1 },
  { states: ['NOPE'] },
  { states: 'a'.repeat(10_000) },
  { createdAt: 'x' },
  { createdAt: { after: '2026-13-45T99:99:99Z' } },
  { createdAt: { after: 1e18 } },
  { userIds: [{}] },
  { nope: 1 },
  { isCurrent: 'yes' },
];

export const valueAttacks: readonly Attack[] = [
  ...ids.map((v) => ({
    name: `the id ${short(v)}`,
    parameters: { query: session, variables: { v } },
    status: [200],
    codes: ['INVALID_ID'],
  })),
  ...notIds.map((v) => ({
    name: `the id ${short(v)}`,
    parameters: { query: session, variables: { v } },
    ...badInput,
  })),
  ...cursors.map((v) => ({
    name: `the cursor ${short(v)}`,
    parameters: { query: paged, variables: { v } },
    status: [200],
    codes: ['INVALID_CURSOR'],
  })),
  ...sizes.map((v) => ({
    name: `the page size ${v}`,
    parameters: {
      query: 'query ($v: Int) { viewer { sessions(first: $v) { totalCount } } }',
      variables: { v },
    },
    status: [200],
    codes: ['BAD_USER_INPUT'],
  })),
  ...notSizes.map((v) => ({
    name: `the page size ${short(v)}`,
    parameters: {
      query: 'query ($v: Int) { viewer { sessions(first: $v) { totalCount } } }',
      variables: { v },
    },
    ...badInput,
  })),
  ...filters.map((v) => ({
    name: `the filter ${short(v)}`,
    parameters: { query: filtered, variables: { v } },
    status: [200],
    codes: [...badField.codes],
  })),
  ...notFilters.map((v) => ({
    name: `the filter ${short(v)}`,
    parameters: { query: filtered, variables: { v } },
    ...badInput,
  })),
  {
    name: '101 ids at once',
    parameters: {
      query: 'query ($v: [ID!]!) { nodes(ids: $v) { id } }',
      variables: { v: Array.from({ length: 101 }, () => 'x') },
    },
    ...badField,
  },
  {
    name: '100 ids that are none',
    parameters: {
      query: 'query ($v: [ID!]!) { nodes(ids: $v) { id } }',
      variables: { v: Array.from({ length: 100 }, (_, index) => `x${index}`) },
    },
    ...badField,
  },
  {
    name: '40,000 ids at once',
    parameters: {
      query: 'query ($v: [ID!]!) { nodes(ids: $v) { id } }',
      variables: { v: Array.from({ length: 40_000 }, () => 'x') },
    },
    status: [400],
    codes: ['QUERY_TOO_COMPLEX'],
  },
  {
    name: '20,000 wrong values at once',
    parameters: {
      query: 'query ($v: [ID!]!) { nodes(ids: $v) { id } }',
      variables: { v: Array.from({ length: 20_000 }, () => 1.5) },
    },
    ...badInput,
  },
  {
    name: 'a user by an empty address',
    as: 'service',
    parameters: { query: '{ user(by: { email: "" }) { id } }' },
    ...badField,
  },
  {
    name: 'a user by an address of 1,000 letters',
    as: 'service',
    parameters: { query: `{ user(by: { email: "${'a'.repeat(1000)}" }) { id } }` },
    ...badField,
  },
  {
    name: 'a user of a provider that is none',
    as: 'service',
    parameters: { query: '{ user(by: { account: { providerId: "__proto__", nativeId: "x" } }) { id } }' },
    ...badField,
  },
  {
    name: 'a change of 501 sessions',
    parameters: {
      query:
        'mutation ($v: [ID!]!) { revokeSessions(input: { target: { ids: $v } }) { processedCount userErrors { code } } }',
      variables: { v: Array.from({ length: 501 }, String) },
    },
    ...badField,
    codes: [],
  },
  {
    name: 'a change in everybody’s name without the scope',
    parameters: {
      query:
        'mutation { revokeSessions(input: { target: { filter: {} }, everyone: true, dryRun: true }) { processedCount userErrors { code } } }',
    },
    ...badField,
    codes: ['FORBIDDEN', 'BAD_USER_INPUT'],
  },
];
