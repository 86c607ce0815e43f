import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineOf } from './record.ts';
import { recordOf } from './testing.ts';

/** Everything that some reader takes for the end of a line, and every control that a terminal may obey. */
const breaking = /[\p{Cc}\u2028\u2029]/u;

test('a record is one line for every reader, whatever its texts hold', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('\u2028', '\u2029', '\u0085', '\u009b', '\u007f', '\r', '\n', 'x') }),
  );
  fc.assert(
    fc.property(texts, texts, (note, actor) => {
      const record = { ...recordOf('one'), note, actor };
      const line = lineOf(record);
      expect(line.at(-1)).toBe('\n');
      expect(line.slice(0, -1)).not.toMatch(breaking);
      expect(JSON.parse(line)).toEqual(record);
    }),
  );
});
