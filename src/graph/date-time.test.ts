import { expect, test } from 'vitest';
import type { SessionFilter } from '../sessions/query.ts';
import { ask, sessionOf } from './testing.ts';

/** What the list is asked for when the filter has this moment, given as a variable. */
async function asked(after: unknown) {
  let filter: SessionFilter | undefined;
  const { errors } = await ask(
    `query ($after: DateTime) { sessions(filter: { createdAt: { after: $after } }) { totalCount } }`,
    {
      sessions: (query) => {
        filter = query.filter;
        return Promise.reject(new Error('asked'));
      },
    },
    { after },
  );
  return { moment: filter?.createdAt?.after, messages: errors?.map(({ message }) => message) };
}

test('moments are shown in UTC with milliseconds', async () => {
  const { data } = await ask(`{ session(id: "s1") { createdAt expiresAt } }`, {
    findSession: async (id) => sessionOf(id),
  });
  expect(data).toEqual({ session: { createdAt: '2026-01-02T03:04:05.006Z', expiresAt: null } });
});

test.each([
  ['2026-01-02T03:04:05Z', Date.UTC(2026, 0, 2, 3, 4, 5)],
  ['2026-01-02T03:04:05.25+01:00', Date.UTC(2026, 0, 2, 2, 4, 5, 250)],
  ['2026-01-02t03:04:05.123456z', Date.UTC(2026, 0, 2, 3, 4, 5, 123)],
  ['2024-02-29T23:59:59-11:30', Date.UTC(2024, 2, 1, 11, 29, 59)],
])('%s is read as it is written', async (text, moment) => {
  expect((await asked(text)).moment).toBe(moment);
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
  const { moment, messages } = await asked(value);
  expect(moment).toBeUndefined();
  expect(messages?.join()).toContain(
    'must be an RFC 3339 string with a time zone, such as "2026-11-20T09:30:00Z"',
  );
});

test('a moment written into the query is refused with its place', async () => {
  const { errors } = await ask(`{ sessions(filter: { createdAt: { after: "today" } }) { totalCount } }`, {});
  expect(errors?.[0]?.locations).toEqual([{ line: 1, column: 42 }]);
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
});
