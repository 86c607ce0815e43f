/** A provider whose lists are broken, or mean harm, costs its own rows and nothing else. */
import { describe, expect, test } from 'vitest';
import { providers, startAsking } from './asking.ts';
import { answerLists, json, lists } from './session-lists.ts';

const { emulators, outcomeOf } = startAsking();

const emptyRows = (count: number) => `${'{},'.repeat(count - 1)}{}`;

describe.each(providers)('%s', (id) => {
  test.each([
    ['39 MB of empty rows', 13_000_000],
    ['a page of 100,000 empty rows', 100_000],
  ])('with %s is MALFORMED', async (_what, count) => {
    const answer = json(lists[id].wrap(emptyRows(count)));
    answerLists(emulators(), id, () => answer);
    const { report, rows, bytes } = await outcomeOf(id);
    expect(report).toMatchObject({ status: 'MALFORMED', complete: false });
    expect(rows).toEqual([]);
    expect(bytes).toBeLessThan(100_000);
  });

  test.each([
    ['half of its JSON', lists[id].wrap('{}').slice(0, -10)],
    ['what is no list', '{"sessions":{},"data":7,"client_sessions":"none"}'],
  ])('with %s is MALFORMED', async (_what, text) => {
    answerLists(emulators(), id, () => json(text));
    expect((await outcomeOf(id)).report).toMatchObject({ status: 'MALFORMED', complete: false });
  });

  test.each([
    ['sends a byte now and then', 'TIMED_OUT', { kind: 'dripping', bytes: 1, everyMs: 40 }],
    ['breaks off in the middle of its answer', 'UNAVAILABLE', { kind: 'cut' }],
  ] as const)('that %s is %s', async (_what, status, fault) => {
    const emulator = emulators()[id];
    emulator.faultOnly = (call) => lists[id].call.test(call);
    emulator.fault = fault;
    expect((await outcomeOf(id)).report).toMatchObject({ status, complete: false });
  });

  test('that has ever more sessions of one person is read up to a thousand', async () => {
    const { pageSize, row, wrap } = lists[id];
    let pages = 0;
    answerLists(emulators(), id, () => {
      pages += 1;
      const rows = Array.from({ length: pageSize }, (_, index) =>
        JSON.stringify(row(pages * pageSize + index, emulators())),
      );
      return json(wrap(rows.join(','), pages));
    });
    const { report, rows } = await outcomeOf(id);
    expect(report).toMatchObject({ status: 'TRUNCATED', complete: false });
    expect(rows).toHaveLength(100);
    // Three times as many at most: some lists are read for more than one purpose. Clerk's has ended sessions in it, so it is read on to
    // 5,000 rows, and then once more for those that are active.
    expect(pages).toBeLessThanOrEqual(3 * (id === 'clerk' ? 14 : 10));
  });
});

test('support, giving the same page and cursor again, is stopped', async () => {
  const page = lists.support.wrap(JSON.stringify(lists.support.row(1, emulators())));
  let asked = 0;
  answerLists(emulators(), 'support', () => {
    asked += 1;
    return json(page);
  });
  const { report, rows } = await outcomeOf('support');
  expect(report).toMatchObject({ complete: false });
  expect(rows).toHaveLength(1);
  expect(asked).toBeLessThanOrEqual(3);
});
