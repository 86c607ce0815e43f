/**
 * Operations that are planned once and run many times.
 *
 * graphql-js works out for every object of an answer which fields its selection has, what they are, what their arguments are and how their
 * values are completed. Here that is worked out once for a document (this file). Running the plan only calls the resolvers, and writes the
 * answer's JSON as it goes, without the objects that would be made only to be written (`execution.ts`, leaves in `leaf-writer.ts`).
 *
 * What comes out is what graphql-js answers, byte for byte and error for error: `plan.property.test.ts` compares them over generated
 * documents. Two things differ on purpose: what is no value of its type is an `Error` and no `GraphQLError`, so that it is masked as a fault of
 * ours, and told without the value; and only promises come later, no other thenables.
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
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Executed, Run } from '../execute.ts';
import { hasVariable } from '../argument-values.ts';
import { collectFields, Unplanned } from './collect-fields.ts';
import {
  Execution,
  Position,
  write,
  writeFields,
  writeList,
  type Complete,
  type FieldPlan,
  type Slot,
} from './execution.ts';
import { leafWriter } from './leaf-writer.ts';
import type { Written } from './parts.ts';

export interface Plan {
  readonly run: Run;
  /** What it takes in memory, about. */
  readonly bytes: number;
}

/** Measured over a question with lists, fragments and a union. */
const bytesPerField = 800;

/** Fragments can multiply a short document to a plan of any length; beyond this, graphql-js works it out as it goes. */
const maxFields = 10_000;

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
  const planner = new Planner(schema, document);
  try {
    const complete = planner.fieldsOf(root, [operation.selectionSet]);
    const answer: Slot = { isNonNull: false, name: '', nodes: [], leaf: null, complete };
    return { run: (...given) => run(answer, new Execution(...given)), bytes: planner.fields * bytesPerField };
  } catch (error) {
    if (error instanceof Unplanned) return null;
    throw error;
  }
}

function run(answer: Slot, execution: Execution): Executed | Promise<Executed> {
  return after(write(answer, {}, execution, new Position(null, '')), (data) => {
    execution.goOn();
    return { data, errors: execution.errors };
  });
}

class Planner {
  /** How many were planned. */
  fields = 0;
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#document = document;
  }

  fieldsOf(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Complete {
    const groups = [...collectFields(this.#schema, this.#document, type, sets)];
    const fields = groups.map(([key, nodes], index) => this.#fieldOf(type, key, nodes, index === 0));
    const length = fields.reduce((sum, { start }) => sum + start.length, '{}'.length);
    return (value, execution, position) => {
      execution.length += length;
      return writeFields(fields, value, execution, position);
    };
  }

  #fieldOf(parentType: GraphQLObjectType, key: string, nodes: FieldNode[], isFirst: boolean): FieldPlan {
    this.fields += 1;
    const [node] = nodes;
    const fieldName = node?.name.value ?? '';
    const isTypename = fieldName === TypeNameMetaFieldDef.name;
    const definition = isTypename ? TypeNameMetaFieldDef : parentType.getFields()[fieldName];
    if (node === undefined || definition === undefined || this.fields > maxFields) throw new Unplanned();
    const resolve = isTypename ? () => parentType.name : definition.resolve;
    // It asks for its place in the answer.
    if (resolve !== undefined && resolve.length > 3) throw new Unplanned();
    const { type: returnType } = definition;
    const known = { fieldName, fieldNodes: nodes, returnType, parentType, schema: this.#schema };
    // The rest is of an execution, or of the whole document.
    const info = known as Partial<GraphQLResolveInfo> as GraphQLResolveInfo;
    const isConstant = !node.arguments?.some(({ value }) => hasVariable(value));
    return {
      ...this.#slotOf(returnType, info),
      key,
      start: `${isFirst ? '' : ','}${JSON.stringify(key)}:`,
      resolve: resolve ?? defaultFieldResolver,
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
    if (!isAbstractType(type)) return this.#objectCompleter(type, info);
    const possible = this.#schema.getPossibleTypes(type);
    const completers = new Map(possible.map((one) => [one.name, this.#objectCompleter(one, info)]));
    const resolveType = type.resolveType ?? defaultTypeResolver;
    return (value, execution, position) =>
      after(resolveType(value, execution.context, info, type), (name) => {
        const complete = completers.get(name ?? '');
        if (complete !== undefined) return complete(value, execution, position);
        throw new Error(
          typeof name === 'string'
            ? `Runtime Object type "${name}" is not a possible type for "${type.name}".`
            : `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${info.parentType.name}.${info.fieldName}". Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
        );
      });
  }

  #objectCompleter(type: GraphQLObjectType, info: GraphQLResolveInfo): Complete {
    const sets = info.fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const complete = this.fieldsOf(type, sets);
    const { isTypeOf } = type;
    if (!isTypeOf) return complete;
    const completeIf = (is: boolean, ...given: Parameters<Complete>): Written => {
      if (is) return complete(...given);
      throw new Error(`Expected value of type "${type.name}".`);
    };
    return (...given) => {
      const is = isTypeOf(given[0], given[1].context, info);
      return is instanceof Promise
        ? is.then((known) => completeIf(known, ...given))
        : completeIf(is, ...given);
    };
  }
}

/** What follows from a value: at once, where it is there. */
function after<Value, Result>(
  value: Value | Promise<Value>,
  follow: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then(follow) : follow(value);
}
