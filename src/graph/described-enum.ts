import { builder } from './builder.ts';

/**
 * An enum whose values are exactly those of a union of strings: a value without a description does not compile.
 * In the schema they are written in capitals: `sessions:read:any` is SESSIONS_READ_ANY.
 */
export function describedEnum<Value extends string>(
  name: string,
  description: string,
  descriptions: Readonly<Record<Value, string>>,
) {
  const values: Record<string, { value: Value; description: string }> = {};
  for (const value in descriptions) {
    values[value.replaceAll(/[^a-z]/gi, '_').toUpperCase()] = { value, description: descriptions[value] };
  }
  return builder.enumType(name, { description, values });
}
