import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonRows, type RowsWanted } from './json-rows.ts';
import type { UpstreamResponse } from './upstream.ts';

const wanted: RowsWanted<number> = {
  key: 'rows',
  maxRows: 1_000_000,
  read: (row) =>
    typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'number' ? row.id : null,
  providerName: 'Zendesk (support)',
};

function answer(text: string): UpstreamResponse {
  return {
    status: 200,
    header: () => null,
    headerNames: () => [],
    text,
    json: () => JSON.parse(text),
    noteMalformed: () => {},
    isRepeat: false,
    refusedUntil: null,
    receivedAt: 0,
  };
}

const readText = (text: string, given: Partial<RowsWanted<number>> = {}) =>
  readJsonRows(answer(text), { ...wanted, ...given });

/** The same answer with spaces in its list. */
const spread = (text: string, spaces: string) => text.replace('"rows":[', `"rows":[${spaces}`);

/** So much white space that the text is read piece by piece. */
const padding = ' '.repeat(300_000);

describe.each([
  ['short', ''],
  ['long', padding],
])('in a %s answer', (_, spaces) => {
  test('the rows are read, and what stands around them is kept', async () => {
    const text = `{"meta":{"more":true,"a":"]}"},"rows":[${spaces}{"id":1},{"id":2,"name":"\\"}]{"}],"count":2}`;
    const list = await readText(text);
    expect(list).toEqual({
      rows: [1, 2],
      brokenRows: 0,
      envelope: expect.objectContaining({ meta: { more: true, a: ']}' }, count: 2 }),
    });
  });

  test('an answer that is a list itself is taken', async () => {
    expect(await readText(`[{"id":1},null,7]${spaces}`)).toEqual({
      rows: [1, null, null],
      brokenRows: 2,
      envelope: null,
    });
  });

  test.each(['{"data":[]}', '{"rows":{}}', '"rows"', '{}'])('%s has no such list', async (text) => {
    const read = readText(text + spaces);
    if (text.startsWith('"') && spaces !== '')
      await expect(read).rejects.toMatchObject({ status: 'MALFORMED' });
    else expect(await read).toBeNull();
  });

  test('rows beyond those that were asked for are not looked at', async () => {
    const rows = Array.from({ length: 50 }, (_row, index) => (index < 20 ? { id: index } : {}));
    const list = await readText(spread(JSON.stringify({ rows, total: 50 }), spaces), { maxRows: 20 });
    expect(list).toMatchObject({ brokenRows: 0, envelope: { total: 50 } });
    expect(list?.rows).toHaveLength(20);
  });

  test('after 100 rows that cannot be read it is given up', async () => {
    const rows = (broken: number) =>
      spread(JSON.stringify({ rows: [...Array.from({ length: broken }, () => ({})), { id: 1 }] }), spaces);
    expect(await readText(rows(100))).toMatchObject({ brokenRows: 100 });
    await expect(readText(rows(101))).rejects.toMatchObject({ status: 'MALFORMED' });
  });
});

test('a long answer gives what parsing all of it would give', async () => {
  const around = fc.dictionary(
    fc.string().filter((key) => key !== 'rows'),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 20 }), around, async (rows, others) => {
      const head = Object.entries(others).map(
        ([key, value]) => `${JSON.stringify(key)} : ${JSON.stringify(value)},`,
      );
      const text = `{${head.join('\n')} "rows":[${padding}${rows.map((row) => JSON.stringify(row)).join(' ,')}]}`;
      const list = await readJsonRows<{ row: unknown }>(answer(text), {
        ...wanted,
        read: (row) => ({ row }),
      });
      const { rows: expected, ...envelope } = JSON.parse(text) as { rows: unknown[] };
      expect(list?.rows.map((row) => row?.row)).toEqual(expected);
      expect(list?.envelope).toEqual({ ...envelope, rows: [] });
    }),
  );
});

test.each([
  ['cut in a row', '{"rows":[{"id":1},{"id":2'],
  ['cut after a row', '{"rows":[{"id":1}'],
  ['without a comma', '{"rows":[{"id":1} {"id":2}]}'],
  ['with a comma too many', '{"rows":[{"id":1},]}'],
  ['with a row that is no JSON', '{"rows":[{id:1}]}'],
  ['with more behind its end', '{"rows":[]}]'],
  ['with a string that does not end', '{"rows":["'],
  ['that is no object', '7'],
])('a long answer %s is MALFORMED', async (_, text) => {
  await expect(readText(padding + text)).rejects.toMatchObject({
    name: 'ProviderFailure',
    status: 'MALFORMED',
  });
});

test.each([
  ['a row of 1 MB', `{"rows":[{"name":"${'x'.repeat(1_000_000)}"}]}`],
  ['rows that nest', `{"rows":${'['.repeat(400_000)}`],
  ['1 MB around the list', `{"rows":[],"more":[${'{},'.repeat(300_000)}{}]}`],
])('%s is MALFORMED, and soon', async (_, text) => {
  await expect(readText(text)).rejects.toMatchObject({ status: 'MALFORMED' });
});

test('others have their turn while 20 MB are read', async () => {
  const row = JSON.stringify({ id: 1, name: 'x'.repeat(100) });
  const text = `{"rows":[${Array.from({ length: 150_000 }, () => row).join(',')}]}`;
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const list = await readText(text);
  clearInterval(timer);
  expect(list?.rows).toHaveLength(150_000);
  expect(turns).toBeGreaterThan(3);
});
