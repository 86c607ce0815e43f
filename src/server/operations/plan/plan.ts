/**
 * Operations that are planned once and run many times.
 *
 * graphql-js works out for every object of an answer which fields its selection has, what they are, what their arguments are and how their
 * values are completed. Here that is worked out once for a document (this file). Running the plan only calls the resolvers, and writes the
 * answer's JSON as it goes, without the objects that would be made only to be written (`execution.ts`, leaves in `leaf-writer.ts`).
 *
 * What comes out is what graphql-js answers, byte for byte and error for error: `plan.property.test.ts` compares them over generated
 * documents. Three things differ on purpose. A leaf of the wrong type is an `Error` and no `GraphQLError`, so that it is masked as a fault of
 * ours. What `isTypeOf` and `resolveType` do wrong is reported without the value. And resolvers are given `info` only if they declare a fourth
 * parameter: without, it is that of the plan, with no path and no variables.
 *
 * Not planned, and so left to graphql-js: mutations, subscriptions, introspection other than `__typename`, and documents with directives.
 */
import {
  defaultFieldResolver,
  defaultTypeResolver,
  getArgumentValues,
  getOperationAST,
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { Executed, Run } from '../execute.ts';
import {
  Execution,
  infoOf,
  isPromise,
  joined,
  writeFields,
  writeList,
  type Complete,
  type FieldPlan,
  type Selection,
  type Slot,
  type Text,
  type Written,
} from './execution.ts';
import { leafWriter } from './leaf-writer.ts';

export interface Plan {
  readonly run: Run;
  /** What it takes in memory, about. */
  readonly bytes: number;
}

/** Measured over a question with lists, fragments and a union. */
const bytesPerField = 800;

/**
 * @param document valid for the schema.
 * @returns null where graphql-js has to execute the operation.
 */
export function planOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): Plan | null {
  const operation = getOperationAST(document, operationName);
  const root = schema.getQueryType();
  if (operation?.operation !== 'query' || !root) return null;
  const planner = new Planner(schema, document, operation);
  try {
    const selection = planner.selectionOf(root, [operation.selectionSet]);
    return {
      run: (context, variables, options) => run(selection, new Execution(context, variables, options)),
      bytes: planner.fields * bytesPerField,
    };
  } catch (error) {
    if (error instanceof Unplanned) return null;
    throw error;
  }
}

function run(selection: Selection, execution: Execution): Executed | Promise<Executed> {
  const { errors } = execution;
  const answer = (data: Text): Executed => {
    execution.goOn();
    return { data: joined(data), errors };
  };
  const fail = (error: unknown): Executed => {
    if (execution.stopped !== null) throw execution.stopped.reason;
    // What the fields of the root throw is located.
    if (!(error instanceof GraphQLError)) throw error;
    execution.fail(error, undefined);
    return answer('null');
  };
  try {
    const data = writeFields(selection, undefined, execution, undefined);
    return data instanceof Promise ? data.then(answer, fail) : answer(data);
  } catch (error) {
    return fail(error);
  }
}

/** The operation is one for graphql-js. */
class Unplanned extends Error {}

/** Fragments can multiply a short document to a plan of any length; beyond this, graphql-js works it out as it goes. */
const maxFields = 10_000;

class Planner {
  /** How many were planned. */
  fields = 0;
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: Readonly<Record<string, FragmentDefinitionNode>>;

  constructor(schema: GraphQLSchema, { definitions }: DocumentNode, operation: OperationDefinitionNode) {
    this.#schema = schema;
    this.#operation = operation;
    const fragments = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = Object.fromEntries(fragments.map((one) => [one.name.value, one]));
  }

  selectionOf(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Selection {
    const nodes = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) this.#collect(type, set, nodes, visited);
    const fields = [...nodes].map(([key, group], index) => this.#fieldOf(type, key, group, index === 0));
    return { fields, length: fields.reduce((sum, { start }) => sum + start.length, '{}'.length) };
  }

  /** CollectFields of the specification: the fields by their keys, in order, each with all its nodes. */
  #collect(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    nodes: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const selection of selections) {
      if (selection.directives !== undefined && selection.directives.length > 0) throw new Unplanned();
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const group = nodes.get(key);
        if (group === undefined) nodes.set(key, [selection]);
        else group.push(selection);
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      if (isSpread && visited.has(selection.name.value)) continue;
      if (isSpread) visited.add(selection.name.value);
      const fragment = isSpread ? this.#fragments[selection.name.value] : selection;
      if (fragment !== undefined && this.#applies(type, fragment.typeCondition?.name.value))
        this.#collect(type, fragment.selectionSet, nodes, visited);
    }
  }

  #applies(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = this.#schema.getType(condition);
    return isAbstractType(named) && this.#schema.isSubType(named, type);
  }

  #fieldOf(parentType: GraphQLObjectType, key: string, nodes: FieldNode[], isFirst: boolean): FieldPlan {
    this.fields += 1;
    const [node] = nodes;
    const fieldName = node?.name.value ?? '';
    const isTypename = fieldName === TypeNameMetaFieldDef.name;
    const definition = isTypename ? TypeNameMetaFieldDef : parentType.getFields()[fieldName];
    if (node === undefined || definition === undefined || this.fields > maxFields) throw new Unplanned();
    const known: Partial<GraphQLResolveInfo> = {
      fieldName,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      path: { prev: undefined, key, typename: parentType.name },
      schema: this.#schema,
      fragments: this.#fragments,
      rootValue: undefined,
      operation: this.#operation,
      variableValues: {},
    };
    // All that graphql 16 has. Typings of tools that also know 17 add its members to this type.
    const info = known as GraphQLResolveInfo;
    const { resolve = defaultFieldResolver } = definition;
    const isConstant = !node.arguments?.some(({ value }) => holdsVariable(value));
    return {
      ...this.#slotOf(definition.type, info),
      key,
      start: `${isFirst ? '' : ','}${JSON.stringify(key)}:`,
      definition,
      node,
      resolve: isTypename ? () => parentType.name : resolve,
      // The default one needs only the name.
      takesInfo: resolve !== defaultFieldResolver && resolve.length > 3,
      args: isConstant ? Object.freeze(getArgumentValues(definition, node)) : null,
    };
  }

  #slotOf(type: GraphQLOutputType, info: GraphQLResolveInfo): Slot {
    const isNonNull = isNonNullType(type);
    const nullable = isNonNull ? type.ofType : type;
    if (isLeafType(nullable)) return { isNonNull, info, leaf: leafWriter(nullable), complete: null };
    return { isNonNull, info, leaf: null, complete: this.#completerOf(nullable, info) };
  }

  #completerOf(
    type: GraphQLCompositeType | GraphQLList<GraphQLOutputType>,
    info: GraphQLResolveInfo,
  ): Complete {
    if (isAbstractType(type)) return this.#abstractCompleter(type, info);
    if (!isListType(type)) return this.#objectCompleter(type, info);
    const item = this.#slotOf(type.ofType, info);
    return (value, execution, position) => writeList(item, value, execution, position);
  }

  #objectCompleter(type: GraphQLObjectType, info: GraphQLResolveInfo): Complete {
    const { isTypeOf } = type;
    const sets = info.fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const selection = this.selectionOf(type, sets);
    const complete: Complete = (value, execution, position) =>
      writeFields(selection, value, execution, position);
    if (!isTypeOf) return complete;
    const completeIf = (is: boolean, ...given: Parameters<Complete>): Written => {
      if (is) return complete(...given);
      throw new Error(`Expected value of type "${type.name}".`);
    };
    const takesInfo = isTypeOf.length > 2;
    return (value, execution, position) => {
      const is = isTypeOf(value, execution.context, takesInfo ? infoOf(info, execution, position) : info);
      if (typeof is === 'boolean') return completeIf(is, value, execution, position);
      return Promise.resolve(is).then((known) => completeIf(known, value, execution, position));
    };
  }

  #abstractCompleter(type: GraphQLAbstractType, info: GraphQLResolveInfo): Complete {
    const possible = this.#schema.getPossibleTypes(type);
    const completers = new Map<unknown, Complete>(
      possible.map((one) => [one.name, this.#objectCompleter(one, info)]),
    );
    const completeAs = (name: unknown, ...given: Parameters<Complete>): Written => {
      const complete = completers.get(name);
      if (complete !== undefined) return complete(...given);
      throw new Error(
        typeof name === 'string'
          ? `Runtime Object type "${name}" is not a possible type for "${type.name}".`
          : `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${info.parentType.name}.${info.fieldName}". Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      );
    };
    const resolveType = type.resolveType ?? defaultTypeResolver;
    return (value, execution, position) => {
      const name = resolveType(value, execution.context, infoOf(info, execution, position), type);
      if (!isPromise(name)) return completeAs(name, value, execution, position);
      return Promise.resolve(name).then((known) => completeAs(known, value, execution, position));
    };
  }
}

function holdsVariable(node: ValueNode): boolean {
  if (node.kind === Kind.LIST) return node.values.some(holdsVariable);
  if (node.kind === Kind.OBJECT) return node.fields.some(({ value }) => holdsVariable(value));
  return node.kind === Kind.VARIABLE;
}
