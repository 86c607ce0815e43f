/** Parameters of the wrong type, and with the keys that JavaScript keeps for itself. */
import { short, type Attack } from '../attack.ts';
import { trustedDocumentId } from '../target.ts';

const mine = '{ viewer { id } }';
const badRequest = { status: [400], codes: ['BAD_REQUEST'] };
const badInput = { status: [400], codes: ['BAD_USER_INPUT'] };
/** The operation runs, and the field in question says what is wrong. */
const badField = {
  status: [200],
  codes: ['BAD_USER_INPUT', 'INVALID_ID', 'INVALID_CURSOR', 'UNKNOWN_PROVIDER'],
};
const answered = { status: [200], codes: [] };

const wrongTypes: readonly Attack[] = [
  ...[1, true, {}, [], [mine]].map((query) => ({
    name: `query ${short(query)}`,
    parameters: { query },
    ...badRequest,
  })),
  ...[undefined, null].map((query) => ({
    name: `query ${short(query)}`,
    parameters: { query },
    ...badRequest,
  })),
  ...[1, 'x', true, [], [1]].map((variables) => ({
    name: `variables ${short(variables)}`,
    parameters: { query: mine, variables },
    ...badRequest,
  })),
  ...[1, 'x', true, []].map((extensions) => ({
    name: `extensions ${short(extensions)}`,
    parameters: { query: mine, extensions },
    ...badRequest,
  })),
  ...['nope', '', '__proto__', 'constructor', 'toString', 'x'.repeat(100_000), 0, false, {}, ['A']].map(
    (operationName) => ({
      name: `operationName ${short(operationName)}`,
      parameters: { query: `query A ${mine}`, operationName },
      status: [400],
      codes: ['OPERATION_RESOLUTION_FAILURE', 'BAD_REQUEST'],
    }),
  ),
  ...[
    'nope',
    '__proto__',
    'constructor',
    '',
    7,
    [trustedDocumentId],
    { [trustedDocumentId]: 1 },
    'x'.repeat(100_000),
  ].map((documentId) => ({
    name: `documentId ${short(documentId)}`,
    parameters: { documentId },
    status: [404],
    codes: ['PERSISTED_QUERY_NOT_FOUND'],
  })),
  ...['__proto__', 'a'.repeat(64), 5, null, {}].map((sha256Hash) => ({
    name: `hash ${short(sha256Hash)}`,
    parameters: { extensions: { persistedQuery: { version: 1, sha256Hash } } },
    status: [400, 404],
    codes: ['PERSISTED_QUERY_NOT_FOUND', 'BAD_REQUEST'],
  })),
  {
    name: 'a documentId and a query',
    parameters: { documentId: trustedDocumentId, query: mine },
    ...badRequest,
  },
  { name: 'an unknown parameter', parameters: { query: mine, debug: true }, ...badRequest },
  {
    name: 'a parameter named constructor',
    parameters: { query: mine, constructor: { prototype: { admin: true } } },
    ...badRequest,
  },
];

/** As text, since an object in a program cannot have some of these keys. */
const prototypeBodies: readonly Attack[] = [
  {
    name: 'a parameter named __proto__',
    body: `{"query":"${mine}","__proto__":{"admin":true}}`,
    status: [200, 400],
  },
  { name: 'the query under __proto__', body: `{"__proto__":{"query":"${mine}"}}`, ...badRequest },
  {
    name: 'variables with __proto__',
    body: `{"query":"${mine}","variables":{"__proto__":{"id":"x"}}}`,
    ...answered,
  },
  {
    name: 'a variable named __proto__',
    body: '{"query":"query($__proto__:ID!){session(id:$__proto__){id}}","variables":{"__proto__":"x"}}',
    ...badField,
    status: [200, 400],
  },
  {
    name: 'a variable that is inherited',
    body: '{"query":"query($toString:ID!){session(id:$toString){id}}","variables":{}}',
    ...badInput,
  },
  {
    name: 'a variable named constructor',
    body: '{"query":"query($constructor:ID!){session(id:$constructor){id}}","variables":{}}',
    ...badInput,
  },
  {
    name: 'an input with __proto__',
    body: '{"query":"query($f:SessionFilter){sessions(filter:$f){totalCount}}","variables":{"f":{"__proto__":{"userIds":["x"]}}}}',
    ...badInput,
  },
  {
    name: 'an input with constructor',
    body: '{"query":"query($f:SessionFilter){sessions(filter:$f){totalCount}}","variables":{"f":{"constructor":{"prototype":{"x":1}}}}}',
    ...badInput,
  },
  {
    name: 'extensions with __proto__',
    body: `{"query":"${mine}","extensions":{"__proto__":{"persistedQuery":{"sha256Hash":"x"}}}}`,
    ...answered,
  },
  { name: 'the same key twice', body: `{"query":"{ nope }","query":"${mine}"}`, ...answered },
  { name: 'variables twice', body: `{"query":"${mine}","variables":1,"variables":{}}`, ...answered },
  { name: 'a key with an escaped name', body: `{"\\u0071uery":"${mine}"}`, ...answered },
  {
    name: 'aliases named like what every object has',
    body: '{"query":"{ __proto__: viewer { id } constructor: viewer { hasOwnProperty: id toString: id } }"}',
    ...answered,
  },
  {
    name: 'a fragment named __proto__',
    body: '{"query":"{ ...__proto__ } fragment __proto__ on Query { viewer { id } }"}',
    ...answered,
  },
  {
    name: 'an operation named constructor',
    body: '{"query":"query constructor { viewer { id } }","operationName":"constructor"}',
    ...answered,
  },
];

export const parameterAttacks: readonly Attack[] = [...wrongTypes, ...prototypeBodies];
