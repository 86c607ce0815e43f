/**
 * One execution of a plan. It follows graphql-js step by step (which error makes what null, which errors are kept, what goes on after one),
 * and makes text where graphql-js makes objects.
 */
import {
  locatedError,
  type FieldNode,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
} from 'graphql';
import type { Arguments } from '../../../graph/cost.ts';
import { answerTooLarge, type ExecutionOptions } from '../execute.ts';
import type { Variables } from '../variables.ts';
import type { WriteLeaf } from './leaf-writer.ts';
import { ignoreRejection, Parts, type Written } from './parts.ts';

/** Where a value goes: a field, or an item of a list. */
export type Slot = {
  readonly isNonNull: boolean;
  /** Of the field and its type, for errors. */
  readonly name: string;
  readonly nodes: readonly FieldNode[];
} & (
  { readonly leaf: WriteLeaf; readonly complete: null } | { readonly leaf: null; readonly complete: Complete }
);

/** Writes a list or an object, which is neither null, an `Error` nor a promise. Throws, or rejects, with what makes it null. */
export type Complete = (value: unknown, execution: Execution, position: Position) => Written;

export type FieldPlan = Slot & {
  readonly key: string;
  /** What stands before the value: the comma behind the field before, and the key. */
  readonly start: string;
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
  /** With no path and no variables. */
  readonly info: GraphQLResolveInfo;
  readonly args: Arguments | ((variables: Variables) => Arguments);
};

/** A place in the answer. */
export class Position {
  /** Null of the whole answer. */
  readonly above: Position | null;
  readonly key: string | number;
  /** Whether an error made it null; what fails below it after that is not told. */
  isNull = false;

  constructor(above: Position | null, key: string | number) {
    this.above = above;
    this.key = key;
  }

  get path(): readonly (string | number)[] {
    return this.above === null ? [] : [...this.above.path, this.key];
  }

  get isWithinNull(): boolean {
    return this.isNull || (this.above !== null && this.above.isWithinNull);
  }
}

export class Execution {
  readonly context: unknown;
  readonly variables: Variables;
  readonly errors: GraphQLError[] = [];
  /** At least how many bytes were written so far. */
  length = 0;
  readonly #options: ExecutionOptions;

  constructor(context: unknown, variables: Variables, options: ExecutionOptions) {
    this.context = context;
    this.variables = variables;
    this.#options = options;
  }

  /** Whether it is given up: nobody waits for the answer any more, or it grew too large. */
  get isOver(): boolean {
    return this.#options.signal.aborted || this.length > this.#options.maxBytes;
  }

  /** Throws why it is given up, if it is. */
  goOn(): void {
    if (!this.isOver) return;
    const { signal, maxBytes } = this.#options;
    throw signal.aborted ? signal.reason : answerTooLarge(maxBytes);
  }

  /** Does a part of the work, in a later turn of the event loop where this one has taken long already. */
  inTurn(work: () => Written): Written {
    const { turns } = this.#options;
    return turns === undefined ? work() : turns.take(work);
  }
}

export function writeFields(
  fields: readonly FieldPlan[],
  parent: unknown,
  execution: Execution,
  above: Position,
): Written {
  const parts = new Parts('{');
  try {
    for (const field of fields) {
      const position = new Position(above, field.key);
      parts.add(field.start, writeField(field, parent, execution, position));
    }
  } catch (error) {
    if (!execution.isOver) return parts.endBy(error);
    parts.forget();
    throw error;
  }
  return parts.end('}');
}

function writeField(field: FieldPlan, parent: unknown, execution: Execution, position: Position): Written {
  const { args, info } = field;
  let value: unknown;
  try {
    const given = typeof args === 'function' ? args(execution.variables) : args;
    value = field.resolve(parent, given, execution.context, info);
  } catch (error) {
    return failed(field, error, execution, position);
  }
  return write(field, value, execution, position);
}

export function writeList(item: Slot, values: unknown, execution: Execution, above: Position): Written {
  if (!isIterable(values))
    throw new Error(`Expected Iterable, but did not find one for field "${item.name}".`);
  const parts = new Parts('[');
  let count = 0;
  try {
    for (const value of values) {
      const position = new Position(above, count);
      const writeItem = () => write(item, value, execution, position);
      // A promise is listened to at once: rejected before its turn, it would be nobody's. Its value takes a turn when it comes.
      parts.add(count === 0 ? '' : ',', value instanceof Promise ? writeItem() : execution.inTurn(writeItem));
      count += 1;
    }
  } catch (error) {
    // Unlike fields, items that are still to come are not waited for.
    parts.forget();
    for (const value of values) ignoreRejection(value);
    throw error;
  }
  execution.length += count + 1;
  return parts.end(']');
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** Writes what a slot was given. Throws, or rejects, only where that makes null what is above it. */
export function write(slot: Slot, value: unknown, execution: Execution, position: Position): Written {
  if (value instanceof Promise) return writeLater(slot, value, execution, position);
  try {
    if (value === null || value === undefined) {
      if (slot.isNonNull) throw new Error(`Cannot return null for non-nullable field ${slot.name}.`);
      execution.length += 4;
      return 'null';
    }
    if (value instanceof Error) throw value;
    if (slot.leaf !== null) {
      const json = slot.leaf(value);
      execution.length += json.length;
      return json;
    }
    execution.goOn();
    const written = slot.complete(value, execution, position);
    return typeof written === 'string' ? written : unlessFailed(written, slot, execution, position);
  } catch (error) {
    return failed(slot, error, execution, position);
  }
}

// These two stand apart since a function that makes closures takes longer even where it makes none.

function writeLater(slot: Slot, value: Promise<unknown>, execution: Execution, position: Position) {
  return value.then(
    (known) => execution.inTurn(() => write(slot, known, execution, position)),
    (error: unknown) => failed(slot, error, execution, position),
  );
}

function unlessFailed(written: Promise<string>, slot: Slot, execution: Execution, position: Position) {
  return written.catch((error: unknown) => failed(slot, error, execution, position));
}

/** Null where the slot may be null; else throws, so that what is above it becomes null. */
function failed(slot: Slot, error: unknown, execution: Execution, position: Position): string {
  execution.goOn();
  const located = locatedError(error, slot.nodes, position.path);
  if (slot.isNonNull) throw located;
  if (!position.isWithinNull) {
    position.isNull = true;
    execution.errors.push(located);
  }
  return 'null';
}
