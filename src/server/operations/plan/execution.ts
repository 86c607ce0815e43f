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

/** The fields of one type of object at one place of the document. */
export interface Selection {
  readonly fields: readonly FieldPlan[];
  /** How long the text is without the values. */
  readonly length: number;
}

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
    return this.isNull || (this.above?.isWithinNull ?? false);
  }
}

export class Execution {
  readonly context: unknown;
  readonly variables: Variables;
  readonly errors: GraphQLError[] = [];
  /** At least how many bytes were written so far. */
  length = 0;
  /** Why it was given up. */
  stopped: { readonly reason: unknown } | null = null;
  readonly #options: ExecutionOptions;

  constructor(context: unknown, variables: Variables, options: ExecutionOptions) {
    this.context = context;
    this.variables = variables;
    this.#options = options;
  }

  /** Throws where nobody waits for the answer any more, or it grew too large. */
  goOn(): void {
    const { signal, maxBytes } = this.#options;
    if (signal.aborted) this.stopped ??= { reason: signal.reason };
    else if (this.length > maxBytes) this.stopped ??= { reason: answerTooLarge(maxBytes) };
    if (this.stopped !== null) throw this.stopped.reason;
  }

  /** Does a part of the work, in a later turn of the event loop where this one has taken long already. */
  inTurn(work: () => Written): Written {
    const { turns } = this.#options;
    return turns === undefined ? work() : turns.take(work);
  }
}

export function writeFields(
  { fields, length }: Selection,
  parent: unknown,
  execution: Execution,
  above: Position,
): Written {
  execution.length += length;
  const parts = new Parts('{');
  try {
    for (const field of fields) parts.add(field.start, writeField(field, parent, execution, above));
  } catch (error) {
    if (execution.stopped === null) return parts.endBy(error);
    parts.forget();
    throw error;
  }
  return parts.end('}');
}

function writeField(field: FieldPlan, parent: unknown, execution: Execution, above: Position): Written {
  const { args, info, key } = field;
  let value: unknown;
  try {
    const given = typeof args === 'function' ? args(execution.variables) : args;
    value = field.resolve(parent, given, execution.context, info);
  } catch (error) {
    return failed(field, error, execution, new Position(above, key));
  }
  return write(field, value, execution, above, key);
}

export function writeList(item: Slot, values: unknown, execution: Execution, above: Position): Written {
  if (!Array.isArray(values))
    throw new Error(`Expected Iterable, but did not find one for field "${item.name}".`);
  execution.length += values.length + 1;
  const parts = new Parts('[');
  try {
    values.forEach((value: unknown, index) => {
      const writeItem = () => write(item, value, execution, above, index);
      // A promise is listened to at once: rejected before its turn, it would be nobody's. Its value takes a turn when it comes.
      const written = value instanceof Promise ? writeItem() : execution.inTurn(writeItem);
      parts.add(index === 0 ? '' : ',', written);
    });
  } catch (error) {
    // Unlike fields, items that are still to come are not waited for.
    parts.forget();
    values.forEach(ignoreRejection);
    throw error;
  }
  return parts.end(']');
}

/** Writes what a slot was given. Throws, or rejects, only where that makes null what is above it. */
export function write(
  slot: Slot,
  value: unknown,
  execution: Execution,
  above: Position | null,
  key: string | number,
): Written {
  if (value instanceof Promise) return writeLater(slot, value, execution, above, key);
  let position: Position | null = null;
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
    position = new Position(above, key);
    const written = slot.complete(value, execution, position);
    return typeof written === 'string' ? written : unlessFailed(written, slot, execution, position);
  } catch (error) {
    return failed(slot, error, execution, position ?? new Position(above, key));
  }
}

// The two of them are functions of their own because a function that makes closures takes longer even where it makes none.

function writeLater(
  slot: Slot,
  value: Promise<unknown>,
  execution: Execution,
  above: Position | null,
  key: string | number,
): Promise<string> {
  return value.then(
    (known) => execution.inTurn(() => write(slot, known, execution, above, key)),
    (error: unknown) => failed(slot, error, execution, new Position(above, key)),
  );
}

function unlessFailed(
  written: Promise<string>,
  slot: Slot,
  execution: Execution,
  position: Position,
): Promise<string> {
  return written.catch((error: unknown) => failed(slot, error, execution, position));
}

/** Null where the slot may be null; else throws, so that what is above it becomes null. */
function failed(
  { isNonNull, nodes }: Slot,
  error: unknown,
  execution: Execution,
  position: Position,
): string {
  if (execution.stopped !== null) throw execution.stopped.reason;
  const located = locatedError(error, nodes, position.path);
  if (isNonNull) throw located;
  if (!position.isWithinNull) {
    position.isNull = true;
    execution.errors.push(located);
  }
  return 'null';
}
