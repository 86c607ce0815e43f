import { expect, test } from 'vitest';
import { ask, keeping, sessionRecord } from './testing.ts';

/** Which of the moments the list finds when its filter has this one as `after`, given as a variable. */
async function found(after: unknown, ...moments: readonly number[]) {
  const records = moments.map((createdAt) => ({ ...sessionRecord, nativeId: String(createdAt), createdAt }));
  const { data, errors } = await ask(
    `query ($after: DateTime) { sessions(filter: { userIds: ["5"], createdAt: { after: $after } }) { nodes { nativeId } } }`,
    [keeping(...records)],
    { after },
  );
  return { data, messages: errors?.map(({ message }) => message) };
}

test('moments are shown in UTC with milliseconds', async () => {
  const { data } = await ask(`{ sessions { nodes { createdAt expiresAt } } }`, [keeping(sessionRecord)]);
  expect(data).toEqual({ sessions: { nodes: [{ createdAt: '2026-01-02T03:04:05.006Z', expiresAt: null }] } });
});

test.each([
  ['2026-01-02T03:04:05Z', Date.UTC(2026, 0, 2, 3, 4, 5)],
  ['2026-01-02T03:04:05.25+01:00', Date.UTC(2026, 0, 2, 2, 4, 5, 250)],
  ['2026-01-02t03:04:05.123456z', Date.UTC(2026, 0, 2, 3, 4, 5, 123)],
  ['2024-02-29T23:59:59-11:30', Date.UTC(2024, 2, 1, 11, 29, 59)],
])('%s is read as it is written', async (text, moment) => {
  const { data } = await found(text, moment, moment + 1);
  expect(data).toEqual({ sessions: { nodes: [{ nativeId: String(moment + 1) }] } });
});

test.each([
  '2026-01-02',
  '2026-01-02T03:04:05',
  '2026-01-02 03:04:05Z',
  '2026-01-02T03:04Z',
  '2026-02-30T00:00:00Z',
  '2026-01-02T24:00:00Z',
  '2026-01-02T03:04:05+25:00',
  'yesterday',
  '',
  1767322800000,
])('%s is refused with what to write instead', async (value) => {
  const { data, messages } = await found(value);
  expect(data).toBeUndefined();
  expect(messages?.join()).toContain(
    'must be an RFC 3339 string with a time zone, such as "2026-11-20T09:30:00Z"',
  );
});

test('a moment written into the query is refused with its place', async () => {
  const { errors } = await ask(`{ sessions(filter: { createdAt: { after: "today" } }) { totalCount } }`);
  expect(errors?.[0]?.locations).toEqual([{ line: 1, column: 42 }]);
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
});
