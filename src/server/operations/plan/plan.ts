/**
 * Operations that are planned once and run many times.
 *
 * graphql-js works out for every object of an answer which fields its selection has, what they are, what their arguments are and how their
 * values are completed. Here that is worked out once for a document, by `planOperation`. A run then only calls the resolvers, and writes the
 * answer's JSON while it goes, without the objects that would be made only to be written (`run.ts`; leaves in `leaf-writer.ts`).
 *
 * What comes out is what graphql-js would answer, byte for byte and error for error: `plan.property.test.ts` compares both over generated
 * documents. Three things differ on purpose: a fault in completing a value (a leaf of the wrong type) is an `Error` and no `GraphQLError`,
 * so that it is masked; the messages of faults in `isTypeOf` and `resolveType` do not show the value; and a resolver gets `info` only if it declares a
 * fourth parameter.
 *
 * Not planned, so that the caller executes them with graphql-js: mutations, subscriptions, introspection (but `__typename`), and
 * documents with @skip or @include by a variable.
 */
import {
  defaultFieldResolver,
  defaultTypeResolver,
  getArgumentValues,
  getDirectiveValues,
  getOperationAST,
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  OperationTypeNode,
  TypeNameMetaFieldDef,
  visit,
  BREAK,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { leafWriter } from './leaf-writer.ts';
import {
  infoOf,
  isPromise,
  Run,
  writeFields,
  writeList,
  type Arguments,
  type Complete,
  type FieldPlan,
  type Json,
  type Position,
  type Selection,
  type Slot,
  type Written,
} from './run.ts';

export interface RunOptions {
  /** When it aborts, the run rejects at once with its reason, and begins nothing more. */
  readonly signal?: AbortSignal;
  /**
   * The longest `data`, in UTF-16 code units. It is checked while the answer is made, for every object and list; what grows longer rejects with
   * `AnswerTooLong`. In UTF-8 the same text takes up to three times as many bytes.
   */
  readonly maxLength?: number;
}

export interface Answer {
  /** JSON. */
  readonly data: string;
  /** In the order in which they came; empty where there are none. */
  readonly errors: readonly GraphQLError[];
}

export interface Plan {
  /**
   * Runs the operation once. What resolvers throw is in the answer; it throws or rejects only for what `options` tell.
   * @param variables coerced, as `getVariableValues` gives them.
   */
  run(context: unknown, variables: Arguments, options?: RunOptions): Answer | Promise<Answer>;
  /** How many fields were planned; each takes about a kilobyte. */
  readonly fieldCount: number;
}

/** @param document valid for the schema. @returns null where graphql-js has to execute the operation. */
export function planOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
): Plan | null {
  const operation = getOperationAST(document, operationName);
  const root = schema.getQueryType();
  if (operation?.operation !== OperationTypeNode.QUERY || !root) return null;
  const planner = new Planner(schema, document, operation);
  let selection: Selection;
  try {
    selection = planner.selectionOf(root, [operation.selectionSet]);
  } catch (error) {
    if (error instanceof Unplanned) return null;
    throw error;
  }
  return { run: (...args) => start(selection, ...args), fieldCount: planner.fieldCount };
}

function start(
  selection: Selection,
  context: unknown,
  variables: Arguments,
  { signal, maxLength = Infinity }: RunOptions = {},
): Answer | Promise<Answer> {
  signal?.throwIfAborted();
  const run = new Run(context, variables, maxLength);
  const answer = (data: Json): Answer => ({ data, errors: run.errors });
  const fail = (error: unknown): Answer => {
    if (run.stopped !== null) throw run.stopped.reason;
    // What comes out of a selection was located by the field that failed.
    if (!(error instanceof GraphQLError)) throw error;
    run.add(error, undefined);
    return answer('null');
  };
  let data: Written;
  try {
    data = writeFields(selection, undefined, run, undefined);
  } catch (error) {
    return fail(error);
  }
  if (typeof data === 'string') return answer(data);
  const answered = data.then(answer, fail);
  return signal === undefined ? answered : unlessAborted(answered, signal, run);
}

function unlessAborted(answered: Promise<Answer>, signal: AbortSignal, run: Run): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      run.stop(signal.reason);
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    answered.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** The operation is one for graphql-js. */
class Unplanned extends Error {}

/** A document in which fragments multiply plans to far more than it says; beyond this, graphql-js works it out as it goes. */
const maxFields = 20_000;

class Planner {
  fieldCount = 0;
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: Record<string, FragmentDefinitionNode> = Object.create(null);

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
    this.#schema = schema;
    this.#operation = operation;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments[definition.name.value] = definition;
    }
  }

  selectionOf(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Selection {
    const nodes = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) this.#collect(type, set, nodes, visited);
    const fields = [...nodes].map(([key, group], index) => this.#fieldOf(type, key, group, index > 0));
    return { fields, length: fields.reduce((sum, { start: before }) => sum + before.length, '{}'.length) };
  }

  /** The spec's CollectFields: fields by their keys, in order, with all their nodes. */
  #collect(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    nodes: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const selection of selections) {
      if (!isIncluded(selection)) continue;
      switch (selection.kind) {
        case Kind.FIELD: {
          const key = selection.alias?.value ?? selection.name.value;
          const group = nodes.get(key);
          if (group === undefined) nodes.set(key, [selection]);
          else group.push(selection);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          if (this.#applies(type, selection.typeCondition?.name.value))
            this.#collect(type, selection.selectionSet, nodes, visited);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const name = selection.name.value;
          const fragment = this.#fragments[name];
          if (visited.has(name) || fragment === undefined) break;
          visited.add(name);
          if (this.#applies(type, fragment.typeCondition.name.value))
            this.#collect(type, fragment.selectionSet, nodes, visited);
        }
      }
    }
  }

  #applies(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = this.#schema.getType(condition);
    return isAbstractType(named) && this.#schema.isSubType(named, type);
  }

  #fieldOf(parentType: GraphQLObjectType, key: string, nodes: FieldNode[], isNext: boolean): FieldPlan {
    this.fieldCount += 1;
    const [node] = nodes;
    const name = node?.name.value ?? '';
    // Of introspection only the name of the type is planned.
    const definition = name === '__typename' ? TypeNameMetaFieldDef : parentType.getFields()[name];
    if (node === undefined || definition === undefined || this.fieldCount > maxFields) throw new Unplanned();
    const info = {
      fieldName: name,
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
    const { resolve = defaultFieldResolver } = definition;
    return {
      ...this.#slotOf(definition.type, info),
      key,
      start: `${isNext ? ',' : ''}${JSON.stringify(key)}:`,
      definition,
      resolve: name === '__typename' ? () => parentType.name : resolve,
      // Of what it is told, the default one needs only the name.
      takesInfo: resolve !== defaultFieldResolver && resolve.length > 3,
      args: node.arguments?.some(({ value }) => holdsVariable(value))
        ? null
        : constantArguments(definition, node),
    };
  }

  #slotOf(type: GraphQLOutputType, info: GraphQLResolveInfo): Slot {
    const isNonNull = isNonNullType(type);
    const nullable = isNonNull ? type.ofType : type;
    if (isLeafType(nullable)) return { info, isNonNull, leaf: leafWriter(nullable), complete: null };
    return { info, isNonNull, leaf: null, complete: this.#completerOf(nullable, info) };
  }

  #completerOf(
    type: GraphQLCompositeType | GraphQLList<GraphQLOutputType>,
    info: GraphQLResolveInfo,
  ): Complete {
    if (isListType(type)) {
      const item = this.#slotOf(type.ofType, info);
      return (value, run, position) => writeList(item, value, run, position);
    }
    return isAbstractType(type) ? this.#abstractCompleter(type, info) : this.#objectCompleter(type, info);
  }

  #objectCompleter(type: GraphQLObjectType, info: GraphQLResolveInfo): Complete {
    const { isTypeOf } = type;
    const selection = this.selectionOf(
      type,
      info.fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    );
    if (!isTypeOf) return (value, run, position) => writeFields(selection, value, run, position);
    const takesInfo = isTypeOf.length > 2;
    const writeIf = (is: boolean, value: unknown, run: Run, position: Position): Written => {
      if (is) return writeFields(selection, value, run, position);
      throw new Error(`Expected value of type "${type.name}".`);
    };
    return (value, run, position) => {
      const is = isTypeOf(value, run.context, takesInfo ? infoOf(info, run, position) : info);
      if (typeof is === 'boolean') return writeIf(is, value, run, position);
      return Promise.resolve(is).then((known) => writeIf(known, value, run, position));
    };
  }

  #abstractCompleter(type: GraphQLAbstractType, info: GraphQLResolveInfo): Complete {
    const completers = new Map<unknown, Complete>(
      this.#schema.getPossibleTypes(type).map((one) => [one.name, this.#objectCompleter(one, info)]),
    );
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const completeAs = (name: unknown, value: unknown, run: Run, position: Position): Written => {
      const complete = completers.get(name);
      if (complete !== undefined) return complete(value, run, position);
      throw new Error(
        typeof name === 'string'
          ? `Runtime Object type "${name}" is not a possible type for "${type.name}".`
          : `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${info.parentType.name}.${info.fieldName}". Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      );
    };
    return (value, run, position) => {
      const name = resolveType(value, run.context, infoOf(info, run, position), type);
      if (!isPromise(name)) return completeAs(name, value, run, position);
      return Promise.resolve(name).then((known) => completeAs(known, value, run, position));
    };
  }
}

function constantArguments(definition: GraphQLField<unknown, unknown>, node: FieldNode): Arguments {
  return Object.freeze(getArgumentValues(definition, node));
}

function holdsVariable(node: ASTNode): boolean {
  let isHeld = false;
  visit(node, {
    Variable() {
      isHeld = true;
      return BREAK;
    },
  });
  return isHeld;
}

/** By @skip and @include; throws `Unplanned` where a variable decides. */
function isIncluded(node: SelectionNode): boolean {
  const { directives = [] } = node;
  if (directives.length === 0) return true;
  if (directives.some(holdsVariable)) throw new Unplanned();
  return (
    getDirectiveValues(GraphQLSkipDirective, node)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node)?.['if'] !== false
  );
}
