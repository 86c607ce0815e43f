/**
 * One execution of a plan. It follows graphql-js step by step (which error becomes null where, which errors are kept, what goes on after
 * an error), and differs in what it makes: text instead of objects.
 */
import {
  getArgumentValues,
  type GraphQLError,
  locatedError,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type ResponsePath,
} from 'graphql';

import type { WriteLeaf } from './leaf-writer.ts';

export type Json = string;
export type Written = Json | Promise<Json>;
export type Arguments = Readonly<Record<string, unknown>>;

/** Where a value goes: a field, or an item of a list. */
export type Slot = {
  readonly isNonNull: boolean;
  /** Of the field, for functions that ask for it; its path and variables are not those of a run. */
  readonly info: GraphQLResolveInfo;
} & (
  { readonly leaf: WriteLeaf; readonly complete: null } | { readonly leaf: null; readonly complete: Complete }
);

/** Writes a list or an object that is neither null, an `Error` nor a promise. Throws, or rejects, with what makes it null. */
export type Complete = (value: unknown, run: Run, position: Position) => Written;

export type FieldPlan = Slot & {
  readonly key: string;
  /** What stands before the value: the comma after the field before, and the key. */
  readonly start: Json;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
  readonly takesInfo: boolean;
  /** Null where they depend on variables. */
  readonly args: Arguments | null;
};

/** The fields of one type of object in one place of the document. */
export interface Selection {
  readonly fields: readonly FieldPlan[];
  /** What all its keys take, with their braces, colons and commas. */
  readonly length: number;
}

/** A place in the answer; its field's errors are told with it. */
export class Position implements ResponsePath {
  readonly prev: Position | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
  /** Whether an error made it null: what fails below it after that is not told. */
  isNull = false;

  constructor(prev: Position | undefined, key: string | number, typename: string | undefined) {
    this.prev = prev;
    this.key = key;
    this.typename = typename;
  }
}

/** The answer grew longer than it may. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

export class Run {
  readonly context: unknown;
  readonly variables: Arguments;
  readonly errors: GraphQLError[] = [];
  /** UTF-16 code units written so far. */
  length = 0;
  #maxLength: number;
  #isNull = false;
  #stopped: { readonly reason: unknown } | null = null;
  #args: Map<FieldPlan, Arguments> | null = null;

  constructor(context: unknown, variables: Arguments, maxLength: number) {
    this.context = context;
    this.variables = variables;
    this.#maxLength = maxLength;
  }

  /** Why it was given up; null while it goes on. */
  get stopped(): { readonly reason: unknown } | null {
    return this.#stopped;
  }

  /** Whatever is not begun yet does not begin any more. */
  stop(reason: unknown): void {
    this.#stopped ??= { reason };
    this.#maxLength = -1;
  }

  /** Throws where the run was stopped, and where the answer is too long, which stops it. */
  goOn(): void {
    if (this.length <= this.#maxLength) return;
    this.stop(new AnswerTooLong(`The answer is longer than ${this.#maxLength} characters.`));
    throw this.#stopped?.reason;
  }

  argumentsOf(field: FieldPlan): Arguments {
    const known = this.#args?.get(field);
    if (known !== undefined) return known;
    const [node] = field.info.fieldNodes;
    if (node === undefined) throw new Error('A field has the node that made it.');
    const args = Object.freeze(getArgumentValues(field.definition, node, this.variables));
    this.#args ??= new Map();
    this.#args.set(field, args);
    return args;
  }

  /** Keeps an error that made the position null (the whole answer where there is none), unless something above it is null already. */
  add(error: GraphQLError, position: Position | undefined): void {
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
  run: Run,
  above: Position | undefined,
): Written {
  run.length += length;
  run.goOn();
  let text = '{';
  let parts: Written[] | null = null;
  try {
    for (const field of fields) {
      const value = writeField(field, parent, run, above);
      if (typeof value === 'string') text += field.start + value;
      else {
        parts ??= [];
        parts.push(text + field.start, value);
        text = '';
      }
    }
  } catch (error) {
    if (parts === null) throw error;
    const rethrow = () => {
      throw error;
    };
    return joined(parts).then(rethrow, rethrow);
  }
  text += '}';
  if (parts === null) return text;
  parts.push(text);
  return joined(parts);
}

function writeField(field: FieldPlan, parent: unknown, run: Run, above: Position | undefined): Written {
  let value: unknown;
  try {
    const info = field.takesInfo ? infoOf(field.info, run, placeOf(field, above, field.key)) : field.info;
    value = field.resolve(parent, field.args ?? run.argumentsOf(field), run.context, info);
  } catch (error) {
    return failed(field, error, run, placeOf(field, above, field.key));
  }
  return write(field, value, run, above, field.key);
}

export function writeList(item: Slot, values: unknown, run: Run, above: Position | undefined): Written {
  if (typeof values !== 'object' || values === null || !(Symbol.iterator in values)) {
    throw new Error(`Expected Iterable, but did not find one for field "${nameOf(item)}".`);
  }
  let text = '[';
  let parts: Written[] | null = null;
  let index = 0;
  try {
    for (const value of values as Iterable<unknown>) {
      const written = write(item, value, run, above, index);
      if (index > 0) text += ',';
      if (typeof written === 'string') text += written;
      else {
        parts ??= [];
        parts.push(text, written);
        text = '';
      }
      index += 1;
    }
  } catch (error) {
    for (const part of parts ?? []) if (typeof part !== 'string') part.catch(() => {});
    throw error;
  }
  text += ']';
  run.length += index + 1;
  run.goOn();
  if (parts === null) return text;
  parts.push(text);
  return joined(parts);
}

/** Writes what a slot was given. Throws, or rejects, only where that makes null what is above the slot. */
function write(
  slot: Slot,
  value: unknown,
  run: Run,
  above: Position | undefined,
  key: string | number,
): Written {
  if (isPromise(value)) {
    return Promise.resolve(value).then(
      (known) => write(slot, known, run, above, key),
      (error: unknown) => failed(slot, error, run, placeOf(slot, above, key)),
    );
  }
  let position: Position | undefined;
  try {
    if (value === null || value === undefined) {
      if (slot.isNonNull) throw new Error(`Cannot return null for non-nullable field ${nameOf(slot)}.`);
      run.length += 4;
      return 'null';
    }
    if (value instanceof Error) throw value;
    if (slot.leaf !== null) {
      const json = slot.leaf(value);
      run.length += json.length;
      return json;
    }
    const place = (position = placeOf(slot, above, key));
    const written = slot.complete(value, run, place);
    if (typeof written === 'string') return written;
    return written.then(undefined, (error: unknown) => failed(slot, error, run, place));
  } catch (error) {
    return failed(slot, error, run, position ?? placeOf(slot, above, key));
  }
}

/** Null, where the slot may be null; else throws, so that what is above it becomes null. */
function failed(slot: Slot, error: unknown, run: Run, position: Position): Json {
  if (run.stopped !== null) throw error;
  const located = locatedError(error, slot.info.fieldNodes, keysOf(position));
  if (slot.isNonNull) throw located;
  run.add(located, position);
  return 'null';
}

function placeOf(slot: Slot, above: Position | undefined, key: string | number): Position {
  return new Position(above, key, typeof key === 'string' ? slot.info.parentType.name : undefined);
}

function nameOf({ info }: Slot): string {
  return `${info.parentType.name}.${info.fieldName}`;
}

function keysOf(position: Position): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: Position | undefined = position; at !== undefined; at = at.prev) keys.push(at.key);
  return keys.toReversed();
}

/** What a function that asks for it is told of the field and its place. */
export function infoOf(field: GraphQLResolveInfo, run: Run, path: Position): GraphQLResolveInfo {
  return { ...field, path, variableValues: run.variables };
}

/** Like `Promise.all`, without a promise for what is there already. */
function joined(parts: Written[]): Promise<Json> {
  return new Promise((resolve, reject) => {
    let waiting = 0;
    for (const [index, part] of parts.entries()) {
      if (typeof part === 'string') continue;
      waiting += 1;
      part.then((text) => {
        parts[index] = text;
        waiting -= 1;
        // Not by `+`: that keeps every part as it is until the whole is written, longer than the young heap lasts.
        if (waiting === 0) resolve(parts.join(''));
      }, reject);
    }
  });
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
