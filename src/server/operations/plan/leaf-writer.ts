/** Leaves of an answer as JSON. */
import { GraphQLBoolean, GraphQLID, GraphQLString, isEnumType, type GraphQLLeafType } from 'graphql';

/** Writes a value that is neither null nor a promise. Throws where it is no value of the type. */
export type WriteLeaf = (value: unknown) => string;

/** What `JSON.stringify` makes of what the type makes of a value; values as they nearly always are take a shorter way. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  const write: WriteLeaf = (value) => {
    const serialized: unknown = type.serialize(value);
    if (typeof serialized === 'string') return quoted(serialized);
    if (serialized !== null && serialized !== undefined) return JSON.stringify(serialized);
    throw new Error(`Expected "${type.name}" to serialize to a value.`);
  };
  if (isEnumType(type)) {
    const names = new Map<unknown, string>(type.getValues().map(({ value, name }) => [value, `"${name}"`]));
    return (value) => names.get(value) ?? write(value);
  }
  if (type === GraphQLString || type === GraphQLID)
    return (value) => (typeof value === 'string' ? quoted(value) : write(value));
  if (type === GraphQLBoolean)
    return (value) => (value === true ? 'true' : value === false ? 'false' : write(value));
  return write;
}

/** Longer text is written faster by `JSON.stringify`, which takes its time to begin. */
const short = 48;

/** As `JSON.stringify` writes it. */
export function quoted(text: string): string {
  const { length } = text;
  if (length > short) return JSON.stringify(text);
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    // Control characters, quotes, backslashes, and halves of surrogate pairs, which may stand alone.
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit <= 0xdfff))
      return JSON.stringify(text);
  }
  return `"${text}"`;
}
