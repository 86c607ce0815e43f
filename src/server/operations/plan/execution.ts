/**
 * One execution of a plan. It follows graphql-js step by step (which error makes what null, which errors are kept, what goes on after one),
 * and makes text where graphql-js makes objects.
 */
import {
  locatedError,
  type FieldNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type ResponsePath,
} from 'graphql';
import type { Arguments } from '../../../graph/cost.ts';
import { answerTooLarge, type ExecutionOptions } from '../execute.ts';
import type { Variables } from '../variables.ts';
import type { WriteLeaf } from './leaf-writer.ts';

/** JSON, or some that is still to come. */
export type Written = Text | Promise<Text>;
/** Long text stays in parts until all is there, so that it is not copied at each level of the answer. */
export type Text = string | readonly Text[];

/** Where a value goes: a field, or an item of a list. */
export type Slot = {
  readonly isNonNull: boolean;
  /** Of the field. Its path and variables are those of no execution: see `infoOf`. */
  readonly info: GraphQLResolveInfo;
} & (
  { readonly leaf: WriteLeaf; readonly complete: null } | { readonly leaf: null; readonly complete: Complete }
);

/** Writes a list or an object, which is neither null, an `Error` nor a promise. Throws, or rejects, with what makes it null. */
export type Complete = (value: unknown, execution: Execution, position: Position) => Written;

export type FieldPlan = Slot & {
  readonly key: string;
  /** What stands before the value: the comma behind the field before, and the key. */
  readonly start: string;
  readonly definition: GraphQLField<unknown, unknown>;
  /** The first that asks for it. */
  readonly node: FieldNode;
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
  /** Whether the resolver asks for its place in the answer. */
  readonly takesInfo: boolean;
  /** Null where they depend on variables. */
  readonly args: Arguments | null;
};

/** The fields of one type of object at one place of the document. */
export interface Selection {
  readonly fields: readonly FieldPlan[];
  /** How long the text is without the values. */
  readonly length: number;
}

/** A place in the answer. */
export class Position implements ResponsePath {
  readonly prev: Position | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
  /** Whether an error made it null; what fails below it after that is not told. */
  isNull = false;

  constructor(prev: Position | undefined, key: string | number, slot: Slot) {
    this.prev = prev;
    this.key = key;
    this.typename = typeof key === 'string' ? slot.info.parentType.name : undefined;
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
  #isNull = false;

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

  /** Keeps the error that made a position null, or the whole answer, unless something above it is null already. */
  fail(error: GraphQLError, position: Position | undefined): void {
    for (let at = position; at !== undefined; at = at.prev) if (at.isNull) return;
    if (this.#isNull) return;
    if (position === undefined) this.#isNull = true;
    else position.isNull = true;
    this.errors.push(error);
  }
}

export function writeFields(
  { fields, length }: Selection,
  parent: unknown,
  execution: Execution,
  above: Position | undefined,
): Written {
  execution.length += length;
  const parts = new Parts('{');
  try {
    for (const field of fields) parts.add(field.start, writeField(field, parent, execution, above));
  } catch (error) {
    if (execution.stopped === null) return parts.settled(error);
    parts.forget();
    throw error;
  }
  return parts.end('}');
}

function writeField(
  field: FieldPlan,
  parent: unknown,
  execution: Execution,
  above: Position | undefined,
): Written {
  const { key, definition, node, args, resolve } = field;
  let value: unknown;
  try {
    const info = field.takesInfo
      ? infoOf(field.info, execution, new Position(above, key, field))
      : field.info;
    value = resolve(
      parent,
      args ?? execution.variables.argumentsOf(definition, node),
      execution.context,
      info,
    );
  } catch (error) {
    return failed(field, error, execution, new Position(above, key, field));
  }
  return write(field, value, execution, above, key);
}

export function writeList(item: Slot, values: unknown, execution: Execution, above: Position): Written {
  if (!isIterable(values))
    throw new Error(`Expected Iterable, but did not find one for field "${nameOf(item)}".`);
  const parts = new Parts('[');
  let index = 0;
  try {
    for (const value of values) {
      const at = index;
      const writeItem = () => write(item, value, execution, above, at);
      // A promise is listened to at once: rejected before its turn, it would be nobody's. Its value takes a turn when it comes.
      parts.add(at === 0 ? '' : ',', isPromise(value) ? writeItem() : execution.inTurn(writeItem));
      index += 1;
    }
  } catch (error) {
    // Unlike fields, items that are still to come are not waited for.
    parts.forget();
    for (const value of values) ignoreRejection(value);
    throw error;
  }
  execution.length += index + 1;
  return parts.end(']');
}

/** Writes what a slot was given. Throws, or rejects, only where that makes null what is above it. */
function write(
  slot: Slot,
  value: unknown,
  execution: Execution,
  above: Position | undefined,
  key: string | number,
): Written {
  if (isPromise(value))
    return Promise.resolve(value).then(
      (known) =>
        execution.inTurn(() => {
          execution.goOn();
          return write(slot, known, execution, above, key);
        }),
      (error: unknown) => failed(slot, error, execution, new Position(above, key, slot)),
    );
  let position: Position | undefined;
  try {
    if (value === null || value === undefined) {
      if (slot.isNonNull) throw new Error(`Cannot return null for non-nullable field ${nameOf(slot)}.`);
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
    const place = (position = new Position(above, key, slot));
    const written = slot.complete(value, execution, place);
    if (!(written instanceof Promise)) return written;
    return written.then(undefined, (error: unknown) => failed(slot, error, execution, place));
  } catch (error) {
    return failed(slot, error, execution, position ?? new Position(above, key, slot));
  }
}

/** Null where the slot may be null; else throws, so that what is above it becomes null. */
function failed({ isNonNull, info }: Slot, error: unknown, execution: Execution, position: Position): string {
  if (execution.stopped !== null) throw error;
  const keys: (string | number)[] = [];
  for (let at: Position | undefined = position; at !== undefined; at = at.prev) keys.push(at.key);
  const located = locatedError(error, info.fieldNodes, keys.toReversed());
  if (isNonNull) throw located;
  execution.fail(located, position);
  return 'null';
}

/** For a function that asks for its place. */
export function infoOf(
  info: GraphQLResolveInfo,
  { variables }: Execution,
  path: Position,
): GraphQLResolveInfo {
  return { ...info, path, variableValues: variables.coerced };
}

function nameOf({ info }: Slot): string {
  return `${info.parentType.name}.${info.fieldName}`;
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** Text of which some may be still to come: a promise only where there is one in it. */
class Parts {
  #text: string;
  #before: (Text | Promise<Text>)[] | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  add(start: string, written: Written): void {
    if (typeof written === 'string') {
      this.#text += start + written;
      return;
    }
    this.#before ??= [];
    this.#before.push(this.#text + start, written);
    this.#text = '';
  }

  end(end: string): Written {
    this.#text += end;
    const parts = this.#before;
    if (parts === null) return this.#text;
    parts.push(this.#text);
    // Like `Promise.all`, without promises for what is there already.
    return new Promise((resolve, reject) => {
      const settled: Text[] = [];
      let waiting = 0;
      const fill = (index: number) => (text: Text) => {
        settled[index] = text;
        waiting -= 1;
        if (waiting === 0) resolve(isShort(settled) ? settled.join('') : settled);
      };
      for (const [index, part] of parts.entries()) {
        if (!(part instanceof Promise)) {
          settled[index] = part;
          continue;
        }
        waiting += 1;
        part.then(fill(index), reject);
      }
    });
  }

  /** Throws the error, after all that is still to come. */
  settled(error: unknown): Written {
    const rest = this.end('');
    if (!(rest instanceof Promise)) throw error;
    const rethrow = () => {
      throw error;
    };
    return rest.then(rethrow, rethrow);
  }

  /** Nobody waits for what is still to come. */
  forget(): void {
    for (const part of this.#before ?? []) ignoreRejection(part);
  }
}

/** In UTF-16 code units. */
const shortText = 2000;

/** Whether the parts are to be put together. Not by `+`: that would keep each as it is, longer than the young heap lasts. */
function isShort(parts: readonly Text[]): boolean {
  let length = 0;
  for (const part of parts) {
    if (typeof part !== 'string') return false;
    length += part.length;
  }
  return length <= shortText;
}

export function joined(text: Text): string {
  if (typeof text === 'string') return text;
  const parts: string[] = [];
  collect(text, parts);
  return parts.join('');
}

function collect(text: readonly Text[], into: string[]): void {
  for (const part of text) {
    if (typeof part === 'string') into.push(part);
    else collect(part, into);
  }
}

function ignoreRejection(value: unknown): void {
  if (isPromise(value)) value.then(undefined, () => {});
}
