/** The Relay server specifications: object identification and cursor connections. */
import { isInterfaceType, isObjectType, type GraphQLField, type GraphQLObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from './schema.ts';

const objects = Object.values(schema.getTypeMap()).filter(isObjectType);
const connections = objects.filter(({ name }) => name.endsWith('Connection'));

function fieldTypes(type: GraphQLObjectType): Record<string, string> {
  return Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, String(field.type)]));
}

function argTypes(field: GraphQLField<unknown, unknown>): Record<string, string> {
  return Object.fromEntries(field.args.map((arg) => [arg.name, String(arg.type)]));
}

test('Node has an id, and Query.node and Query.nodes find by it', () => {
  const node = schema.getType('Node');
  expect(isInterfaceType(node) && String(node.getFields()['id']?.type)).toBe('ID!');
  const query = schema.getQueryType()?.getFields();
  expect(String(query?.['node']?.type)).toBe('Node');
  expect(query?.['node'] && argTypes(query['node'])).toEqual({ id: 'ID!' });
  expect(String(query?.['nodes']?.type)).toBe('[Node]!');
  expect(query?.['nodes'] && argTypes(query['nodes'])).toEqual({ ids: '[ID!]!' });
});

test('PageInfo has its four fields', () => {
  const pageInfo = objects.find(({ name }) => name === 'PageInfo');
  expect(pageInfo && fieldTypes(pageInfo)).toEqual({
    hasNextPage: 'Boolean!',
    hasPreviousPage: 'Boolean!',
    startCursor: 'String',
    endCursor: 'String',
  });
});

test.each(connections.map((type) => [type.name, type] as const))(
  '%s is a connection with reports',
  (name, type) => {
    const node = name.slice(0, -'Connection'.length);
    expect(fieldTypes(type)).toEqual({
      edges: `[${node}Edge!]!`,
      nodes: `[${node}]!`,
      pageInfo: 'PageInfo!',
      totalCount: 'Int',
      providerReports: '[ProviderReport!]!',
    });
    const edge = objects.find((object) => object.name === `${node}Edge`);
    expect(edge && fieldTypes(edge)).toEqual({ cursor: 'String!', node });
  },
);

test('every field with a connection may be null and takes the paging arguments', () => {
  const fields = objects
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field }) => /Connection!?$/.test(String(field.type)));
  expect(fields.map(({ type, field }) => `${type.name}.${field.name}`).toSorted()).toEqual([
    'ClientSession.connectedDevices',
    'Device.sessions',
    'Query.clientSessions',
    'Query.sessions',
    'User.clientSessions',
    'User.devices',
    'User.sessions',
  ]);
  for (const { field } of fields) {
    const args = argTypes(field);
    expect(String(field.type)).not.toMatch(/!$/);
    expect(args).toMatchObject({ first: 'Int', after: 'String' });
    expect('last' in args).toBe('before' in args);
  }
});
