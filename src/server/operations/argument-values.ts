/** Coerces the arguments of a field that variables decide on. What is the same for every request is worked out once. */
import {
  type ArgumentNode,
  type FieldNode,
  getArgumentValues,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  isInputObjectType,
  isNonNullType,
  Kind,
  type ObjectFieldNode,
  valueFromAST,
  type ValueNode,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;

/** What the arguments come to with these variables. Throws a `GraphQLError` where they cannot be coerced. */
export type PlannedArguments = (variables: Values) => Values;

/** @returns does what graphql-js's `getArgumentValues` does. Whatever is not as it should be is left to that, and so are its messages. */
export function planArgumentValues(field: GraphQLField<unknown, unknown>, node: FieldNode): PlannedArguments {
  const valuesOf = planMembers(field.args, node.arguments ?? []);
  return (variables) => valuesOf(variables) ?? getArgumentValues(field, node, variables);
}

/** Undefined where graphql-js has to say. */
type Planned<Value> = (variables: Values) => Value | undefined;

/** An argument of a field, or a field of an input object. */
type Definition = Pick<GraphQLInputField, 'name' | 'type' | 'defaultValue'>;

type Given = ArgumentNode | ObjectFieldNode;

function planMembers(definitions: readonly Definition[], given: readonly Given[]): Planned<Values> {
  const planned = definitions.flatMap(({ name, type, defaultValue: fallback }) => {
    const value = given.find((node) => node.name.value === name)?.value;
    const isRequired = isNonNullType(type);
    if (value === undefined && fallback === undefined && !isRequired) return [];
    return {
      name,
      isRequired,
      fallback,
      variable: value?.kind === Kind.VARIABLE ? value.name.value : null,
      valueOf: value === undefined ? () => fallback : planValue(value, type),
    };
  });
  return (variables) => {
    const values: Record<string, unknown> = {};
    for (const { name, isRequired, fallback, variable, valueOf } of planned) {
      const isMissing = variable !== null && !Object.hasOwn(variables, variable);
      const value = isMissing ? fallback : valueOf(variables);
      if (value !== undefined) values[name] = value;
      else if (!isMissing || isRequired) return undefined;
    }
    return values;
  };
}

function planValue(node: ValueNode, type: GraphQLInputType): Planned<unknown> {
  if (!hasVariable(node)) {
    const value: unknown = valueFromAST(node, type);
    return () => value;
  }
  if (node.kind !== Kind.VARIABLE && isNonNullType(type)) return planValue(node, type.ofType);
  if (node.kind === Kind.OBJECT && isInputObjectType(type) && !type.isOneOf)
    return planMembers(Object.values(type.getFields()), node.fields);
  return (variables) => valueFromAST(node, type, variables);
}

export function hasVariable(value: ValueNode): boolean {
  switch (value.kind) {
    case Kind.VARIABLE:
      return true;
    case Kind.LIST:
      return value.values.some(hasVariable);
    case Kind.OBJECT:
      return value.fields.some((field) => hasVariable(field.value));
    default:
      return false;
  }
}
