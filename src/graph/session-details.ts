/** What only one kind of provider tells. The types of the union are those that the kinds describe (`src/providers/<kind>/details.ts`). */
import type { DetailsObject, DetailsScalar } from '../providers/kind.ts';
import { kinds } from '../providers/kinds.ts';
import { builder } from './builder.ts';
import { ClientSessionRef } from './refs.ts';

const objectsOfKinds = new Map(
  kinds.flatMap(({ name, details }) =>
    details === 'ClientSession' ? [] : [[name, implement(details)] as const],
  ),
);

export const SessionDetails = builder.unionType('SessionDetails', {
  description: 'What one kind of provider tells of a session and the others do not.',
  types: [...objectsOfKinds.values(), ClientSessionRef],
  resolveType: (details) => {
    const kind: unknown = Reflect.get(details, 'kind');
    return typeof kind === 'string' ? objectsOfKinds.get(kind) : ClientSessionRef;
  },
});

type Ref = ReturnType<typeof builder.objectRef<object>>;
type ObjectType = ReturnType<Ref['implement']>;
type FieldBuilder = Parameters<NonNullable<Parameters<Ref['implement']>[0]['fields']>>[0];

function implement({ typeName, description, fields }: DetailsObject): ObjectType {
  const described = Object.entries(fields).map(([name, field]) => ({
    name,
    description: field.description,
    // Types are made here, outside of `fields`, since Pothos asks for fields when all types are there.
    type: typeof field.type === 'string' ? field.type : implement(field.type),
  }));
  return builder.objectRef<object>(typeName).implement({
    description,
    fields: (t) => Object.fromEntries(described.map((field) => [field.name, fieldOf(t, field)])),
  });
}

/** The details are of the type that their kind describes, which the compiler has checked there (`DetailsType`). */
function fieldOf(
  t: FieldBuilder,
  { name, description, type }: { name: string; description: string; type: DetailsScalar | ObjectType },
) {
  const valueIn = (details: object): unknown => Reflect.get(details, name);
  const textIn = (details: object) => {
    const value = valueIn(details);
    return typeof value === 'string' ? value : null;
  };
  const numberIn = (details: object) => {
    const value = valueIn(details);
    return typeof value === 'number' ? value : null;
  };
  switch (type) {
    case 'ID':
      return t.id({ description, resolve: textIn });
    case 'String':
      return t.string({ description, resolve: textIn });
    case 'DateTime':
      return t.field({ type: 'DateTime', description, resolve: numberIn });
    case 'Int':
      return t.int({ description, resolve: numberIn });
    case 'Float':
      return t.float({ description, resolve: numberIn });
    case 'Boolean':
      return t.boolean({
        description,
        resolve: (details) => (typeof valueIn(details) === 'boolean' ? valueIn(details) === true : null),
      });
    case '[String!]!':
      return t.stringList({
        nullable: false,
        description,
        resolve: (details) => {
          const value = valueIn(details);
          return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
        },
      });
    default:
      return t.field({
        type,
        description,
        resolve: (details) => {
          const value = valueIn(details);
          return typeof value === 'object' ? value : null;
        },
      });
  }
}
