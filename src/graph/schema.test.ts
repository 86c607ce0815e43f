import { readFile } from 'node:fs/promises';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
  type GraphQLOutputType,
} from 'graphql';
import { expect, test } from 'vitest';
import { kinds } from '../providers/kinds.ts';
import { deviceTypes, sessionStates } from '../providers/records.ts';
import { sessionOrderFields } from '../sessions/query.ts';
import { providerStatuses } from '../sessions/report.ts';
import { scopes } from '../sessions/scope.ts';
import { schema } from './schema.ts';
import { sdl } from './sdl.ts';

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

function fieldsOf(type: GraphQLNamedType) {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

/** Every element that can carry a description, by its coordinate. */
function* elements(): Generator<{
  coordinate: string;
  name: string;
  description: string | null | undefined;
}> {
  for (const type of types) {
    yield { coordinate: type.name, ...described(type) };
    for (const field of fieldsOf(type)) {
      yield { coordinate: `${type.name}.${field.name}`, ...described(field) };
      for (const arg of field.args) {
        yield { coordinate: `${type.name}.${field.name}(${arg.name}:)`, ...described(arg) };
      }
    }
    const inner = isEnumType(type)
      ? type.getValues()
      : isInputObjectType(type)
        ? Object.values(type.getFields())
        : [];
    for (const item of inner) yield { coordinate: `${type.name}.${item.name}`, ...described(item) };
  }
}

function described({ name, description }: { name: string; description?: string | null | undefined }) {
  return { name, description };
}

test('schema.graphql is the schema; after a change run "npm run generate"', async () => {
  expect(await readFile('schema.graphql', 'utf8')).toBe(sdl());
});

test('every type, field, argument, input and value is described for the reader of GraphiQL', () => {
  const poor = [...elements()].filter(
    ({ name, description }) =>
      !description ||
      description.length <= 10 ||
      !description.endsWith('.') ||
      letters(description.replace(/^(The|A|An) /, '')) === letters(name),
  );
  expect(poor.map(({ coordinate, description }) => `${coordinate}: ${description ?? ''}`)).toEqual([]);
});

test('what is deprecated says what to use instead', () => {
  const deprecated = types
    .flatMap((type): readonly { deprecationReason?: string | null | undefined }[] =>
      isInputObjectType(type) ? Object.values(type.getFields()) : fieldsOf(type),
    )
    .flatMap(({ deprecationReason }) => deprecationReason ?? []);
  expect(deprecated).toHaveLength(4);
  for (const reason of deprecated) expect(reason).toContain('Use `userIdentityId`');
});

test('a list holds no nulls, but where each entry stands for something that was asked for', () => {
  const withNulls = types.flatMap((type) =>
    fieldsOf(type)
      .filter(({ type: fieldType }) => listItem(fieldType) !== null && !isNonNullType(listItem(fieldType)))
      .map(({ name }) => `${type.name}.${name}`),
  );
  expect(withNulls.toSorted()).toEqual([
    'ClientSessionConnection.nodes',
    'ConnectedDeviceConnection.nodes',
    'DeviceConnection.nodes',
    'Query.nodes',
    'Query.users',
    'SessionConnection.nodes',
  ]);
});

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]/g, '');
}

function listItem(type: GraphQLOutputType): GraphQLOutputType | null {
  const bare = isNonNullType(type) ? type.ofType : type;
  return isListType(bare) ? bare.ofType : null;
}

test.each<[string, readonly string[]]>([
  ['ProviderKind', kinds.map(({ name }) => name.toUpperCase())],
  ['SessionState', sessionStates],
  ['DeviceType', deviceTypes],
  ['ProviderStatus', providerStatuses],
  ['SessionOrderField', sessionOrderFields],
  ['Scope', scopes.map((scope) => scope.replaceAll(/[:-]/g, '_').toUpperCase())],
])('enum %s has exactly the values of the records', (name, values) => {
  const type = schema.getType(name);
  const printed = isEnumType(type) ? type.getValues().map((value) => value.name) : [];
  expect(printed.toSorted()).toEqual(values.toSorted());
});

test('no field but the payload of a mutation gives a token', () => {
  const withToken = types.filter((type) => fieldsOf(type).some(({ name }) => /token/i.test(name)));
  expect(withToken.map(({ name }) => name)).toEqual([
    'CreateClientSessionPayload',
    'GetOrCreateClientSessionPayload',
  ]);
});
