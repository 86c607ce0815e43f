/**
 * Operations that are planned once and run many times.
 *
 * graphql-js works out for every object of an answer which fields its selection has, what they are, what their arguments are and how their
 * values are completed. Here that is worked out once for a document (this file). Running the plan only calls the resolvers, and writes the
 * answer's JSON as it goes, without the objects that would be made only to be written (`execution.ts`, leaves in `leaf-writer.ts`).
 *
 * What comes out is what graphql-js answers, byte for byte and error for error: `plan.property.test.ts` compares them over generated
 * documents. Three things differ on purpose: what is no value of its type is an `Error` and no `GraphQLError`, so that it is masked as a fault
 * of ours, and told without the value; only promises come later, no other thenables; and lists are arrays.
 *
 * Not planned, and so left to graphql-js: mutations, subscriptions, introspection other than `__typename`, documents with directives, and
 * fields whose resolvers ask for their place in the answer.
 */
import {
  defaultFieldResolver,
  defaultTypeResolver,
  getArgumentValues,
  getOperationAST,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Run } from '../execute.ts';
import { hasVariable } from '../argument-values.ts';
import { collectFields, Unplanned, type Fragments } from './collect-fields.ts';
import {
  Execution,
  write,
  writeFields,
  writeList,
  type Complete,
  type FieldPlan,
  type Slot,
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
    const complete = planner.objectCompleter(root, [operation.selectionSet]);
    const answer: Slot = { isNonNull: false, name: '', nodes: [], leaf: null, complete };
    return { run: runner(answer), bytes: planner.fields * bytesPerField };
  } catch (error) {
    if (error instanceof Unplanned) return null;
    throw error;
  }
}

function runner(answer: Slot): Run {
  return (context, variables, options) => {
    const execution = new Execution(context, variables, options);
    return after(write(answer, {}, execution, null, ''), (data) => {
      execution.goOn();
      return { data, errors: execution.errors };
    });
  };
}

/** Fragments can multiply a short document to a plan of any length; beyond this, graphql-js works it out as it goes. */
const maxFields = 10_000;

class Planner {
  /** How many were planned. */
  fields = 0;
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: Fragments;

  constructor(schema: GraphQLSchema, { definitions }: DocumentNode, operation: OperationDefinitionNode) {
    this.#schema = schema;
    this.#operation = operation;
    const fragments = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = Object.fromEntries(fragments.map((one) => [one.name.value, one]));
  }

  /** Of the root, no `info` is known, nor asked for. */
  objectCompleter(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    info?: GraphQLResolveInfo,
  ): Complete {
    const groups = collectFields(this.#schema, this.#fragments, type, sets);
    const fields = [...groups].map(([key, nodes], index) => this.#fieldOf(type, key, nodes, index === 0));
    const length = fields.reduce((sum, { start }) => sum + start.length, '{}'.length);
    const complete: Complete = (...given) => writeFields({ fields, length }, ...given);
    const { isTypeOf } = type;
    if (!isTypeOf || info === undefined) return complete;
    return (value, execution, position) =>
      after(isTypeOf(value, execution.context, info), (is) => {
        if (is) return complete(value, execution, position);
        throw new Error(`Expected value of type "${type.name}".`);
      });
  }

  #fieldOf(parentType: GraphQLObjectType, key: string, nodes: FieldNode[], isFirst: boolean): FieldPlan {
    this.fields += 1;
    const [node] = nodes;
    const fieldName = node?.name.value ?? '';
    const isTypename = fieldName === TypeNameMetaFieldDef.name;
    const definition = isTypename ? TypeNameMetaFieldDef : parentType.getFields()[fieldName];
    if (node === undefined || definition === undefined || this.fields > maxFields) throw new Unplanned();
    const { resolve = defaultFieldResolver } = definition;
    // It asks for its place. The default one needs only the name.
    if (resolve.length > 3 && resolve !== defaultFieldResolver && !isTypename) throw new Unplanned();
    const known: Partial<GraphQLResolveInfo> = {
      fieldName,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      schema: this.#schema,
      fragments: this.#fragments,
      operation: this.#operation,
    };
    // No path and no variables, which are those of an execution.
    const info = known as GraphQLResolveInfo;
    const isConstant = !node.arguments?.some(({ value }) => hasVariable(value));
    return {
      ...this.#slotOf(definition.type, info),
      key,
      start: `${isFirst ? '' : ','}${JSON.stringify(key)}:`,
      resolve: isTypename ? () => parentType.name : resolve,
      info,
      args: isConstant
        ? Object.freeze(getArgumentValues(definition, node))
        : (variables) => variables.argumentsOf(definition, node),
    };
  }

  #slotOf(type: GraphQLOutputType, info: GraphQLResolveInfo): Slot {
    const isNonNull = isNonNullType(type);
    const nullable = isNonNull ? type.ofType : type;
    const slot = { isNonNull, name: `${info.parentType.name}.${info.fieldName}`, nodes: info.fieldNodes };
    return isLeafType(nullable)
      ? { ...slot, leaf: leafWriter(nullable), complete: null }
      : { ...slot, leaf: null, complete: this.#completerOf(nullable, info) };
  }

  #completerOf(
    type: GraphQLCompositeType | GraphQLList<GraphQLOutputType>,
    info: GraphQLResolveInfo,
  ): Complete {
    if (isListType(type)) {
      const item = this.#slotOf(type.ofType, info);
      return (...given) => writeList(item, ...given);
    }
    const sets = info.fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (!isAbstractType(type)) return this.objectCompleter(type, sets, info);
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const possible = this.#schema.getPossibleTypes(type);
    const completers = new Map(possible.map((one) => [one.name, this.objectCompleter(one, sets, info)]));
    return (value, execution, position) =>
      after(resolveType(value, execution.context, info, type), (name = '') => {
        const complete = completers.get(name);
        if (complete !== undefined) return complete(value, execution, position);
        throw new Error(`Runtime Object type "${name}" is not a possible type for "${type.name}".`);
      });
  }
}

/** What follows from a value: at once, where it is there. */
function after<Value, Result>(
  value: Value | Promise<Value>,
  follow: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then(follow) : follow(value);
}
