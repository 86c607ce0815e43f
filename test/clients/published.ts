/** Compares what an emulator answers with what a client's published types promise. */
import { expect } from 'vitest';

/** The fields that a type does not let be left out. */
export type RequiredFields<Type> = {
  [Field in keyof Type]-?: object extends Pick<Type, Field> ? never : Field;
}[keyof Type];

export type Kind = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'null';

/** For each field of a published type, which kinds of JSON it may hold: `satisfies` makes the compiler count the fields. */
export type Fields<Type> = Readonly<Record<RequiredFields<Type>, readonly Kind[]>>;

/** That a row has each of the fields, and in each a value of an allowed kind. */
export function expectFields(row: unknown, fields: Readonly<Record<string, readonly Kind[]>>): void {
  const wrong = Object.entries(fields).flatMap(([name, kinds]) => {
    const kind = kindOf(fieldOf(row, name));
    return kinds.some((allowed) => allowed === kind) ? [] : [`${name}: ${kind}`];
  });
  expect(wrong).toEqual([]);
}

function fieldOf(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
