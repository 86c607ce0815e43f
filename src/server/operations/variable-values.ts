/** Coerces the variables of requests. What is the same for every request of an operation is worked out once. */
import {
  getVariableValues,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isLeafType,
  isListType,
  isNonNullType,
  typeFromAST,
  valueFromAST,
  type VariableDefinitionNode,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;
type Coerced = ReturnType<typeof getVariableValues>;

/** Each error repeats a value that the client gave. */
const maxErrors = 10;

/**
 * @param definitions of a valid operation.
 * @returns does what graphql-js's `getVariableValues` does. Whatever is not as it should be is left to that, and so are its messages.
 */
export function planVariableValues(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (given: Values) => Coerced {
  const planned = definitions.map(({ variable, type: typeNode, defaultValue }) => {
    const type = typeFromAST(schema, typeNode);
    return {
      name: variable.name.value,
      isRequired: isNonNullType(type),
      fallback: isInputType(type) ? valueFromAST(defaultValue, type) : undefined,
      coerce: isInputType(type) ? coercionTo(type) : nobodyKnows,
    };
  });

  function coerced(given: Values): Record<string, unknown> | null {
    const entries: [string, unknown][] = [];
    for (const { name, isRequired, fallback, coerce } of planned) {
      const isGiven = Object.hasOwn(given, name);
      const value = isGiven ? coerce(given[name]) : fallback;
      if (value !== undefined) entries.push([name, value]);
      else if (isGiven || isRequired) return null;
    }
    return Object.fromEntries(entries);
  }

  return (given) => {
    const values = coerced(given);
    return values === null
      ? getVariableValues(schema, definitions, given, { maxErrors })
      : { coerced: values };
  };
}

/** What a value of JSON comes to; undefined where graphql-js has to say. */
type Coerce = (value: unknown) => unknown;

const nobodyKnows: Coerce = () => undefined;

function coercionTo(type: GraphQLInputType): Coerce {
  if (isNonNullType(type)) {
    const coerce = coercionTo(type.ofType);
    return (value) => coerce(value) ?? undefined;
  }
  if (isListType(type)) {
    const coerce = coercionTo(type.ofType);
    return (value) => (Array.isArray(value) ? coerceAll(value, coerce) : value === null ? null : undefined);
  }
  if (!isLeafType(type)) return nobodyKnows;
  return (value) => {
    try {
      return value === null ? null : type.parseValue(value);
    } catch {
      return undefined;
    }
  };
}

function coerceAll(values: readonly unknown[], coerce: Coerce): readonly unknown[] | undefined {
  const coerced: unknown[] = [];
  for (const value of values) {
    const item = coerce(value);
    if (item === undefined) return undefined;
    coerced.push(item);
  }
  return coerced;
}
