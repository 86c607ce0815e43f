import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accountRecord,
  memoryProvider,
  sessionRecord,
  type MemoryProvider,
} from '../../../test/support/memory-provider.ts';
import { askThe, operator } from '../../../test/support/asking.ts';
import { person } from '../../../test/support/request.ts';
import type { SessionState } from '../../providers/records.ts';
import type { Position, Provider, SessionPage } from '../../providers/provider.ts';
import { detachedCall } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { SessionQuery } from './list-sessions.ts';

const down = new ProviderFailure('UNAVAILABLE', 'It is down.');

function company() {
  const chat = memoryProvider('chat', { kind: 'rocketchat', linkBy: 'nativeId' });
  const support = memoryProvider('support', { linkBy: 'nativeId' });
  const clerk = memoryProvider('clerk', { kind: 'clerk', linkBy: 'nativeId', listsAllSessions: false });
  const rows = (provider: string, count: number, first: number) =>
    Array.from({ length: count }, (_, index) =>
      sessionRecord(provider, `${provider}-${String(index).padStart(2, '0')}`, {
        accountId: index % 2 === 0 ? 'ann' : 'bob',
        lastActiveAt: first + index * 10,
        state: index % 5 === 0 ? 'ENDED' : 'ACTIVE',
      }),
    );
  chat.sessions = rows('chat', 12, 1);
  support.sessions = rows('support', 12, 2);
  clerk.sessions = rows('clerk', 12, 3);
  return { clerk, chat, support };
}

function list(providers: readonly Provider[], query: Partial<SessionQuery>) {
  return askThe(providers)
    .as(operator)
    .sessions({ page: {}, ...query });
}

const ids = (connection: Awaited<ReturnType<typeof list>>) =>
  connection.edges.map(({ node }) => node.record.nativeId);
const statuses = (connection: Awaited<ReturnType<typeof list>>) =>
  connection.providerReports.map(({ provider, status, complete }) => [provider.id, status, complete]);

describe('sessions of people who are named', () => {
  test('are one list over all providers, newest activity first', async () => {
    const { clerk, chat, support } = company();
    const connection = await list([clerk, chat, support], { users: [person('ann')] });
    expect(ids(connection).slice(0, 4)).toEqual(['clerk-10', 'support-10', 'chat-10', 'clerk-08']);
    expect(connection.edges).toHaveLength(18);
    expect(await connection.totalCount()).toBe(18);
  });

  test('lack only the rows of a provider that fails, and say so', async () => {
    const { clerk, chat, support } = company();
    chat.failure = down;
    const connection = await list([clerk, chat, support], { users: [person('ann')] });
    expect(ids(connection).filter((id) => id.startsWith('chat'))).toEqual([]);
    expect(connection.edges).toHaveLength(12);
    expect(statuses(connection)).toEqual([
      ['clerk', 'OK', true],
      ['chat', 'UNAVAILABLE', false],
      ['support', 'OK', true],
    ]);
    expect(await connection.totalCount()).toBeNull();
  });

  test('are read in one call a provider, however many people', async () => {
    const { clerk, chat, support } = company();
    await list([clerk, chat, support], { filter: { userIds: ['ann', 'bob'] } });
    expect([clerk.calls, chat.calls, support.calls]).toEqual([
      ['sessionsOf 2'],
      ['sessionsOf 2'],
      ['sessionsOf 2'],
    ]);
  });

  test('are told from those of nobody: without any, the account itself is looked up', async () => {
    const { clerk, chat } = company();
    chat.accounts = [accountRecord('chat', 'cyd')];
    const request = askThe([clerk, chat]).as(operator);
    const cyd = person('cyd');
    const connection = await request.sessions({ users: [cyd], page: {} });
    const reports = await request.accountReportsOf(cyd);
    expect(statuses(connection)).toEqual([
      ['clerk', 'NOT_LINKED', true],
      ['chat', 'OK', true],
    ]);
    expect(reports.map(({ status }) => status)).toEqual(['NOT_LINKED', 'OK']);
    expect(clerk.calls).toEqual(['sessionsOf 1', 'findAccounts nativeId 1']);
  });

  test('come from an account that is named itself', async () => {
    const { clerk, chat } = company();
    const connection = await list([clerk, chat], {
      filter: { accounts: [{ providerId: 'chat', nativeId: 'bob' }] },
    });
    expect(ids(connection)).toEqual(['chat-11', 'chat-09', 'chat-07', 'chat-05', 'chat-03', 'chat-01']);
    expect(clerk.calls).toEqual([]);
  });

  test('of a user filtered by another user are none', async () => {
    const { chat } = company();
    const connection = await list([chat], { users: [person('ann')], filter: { userIds: ['bob'] } });
    expect(ids(connection)).toEqual([]);
  });

  test("take no cursor of another person's list", async () => {
    const { chat } = company();
    const { pageInfo } = await list([chat], { users: [person('ann')], page: { first: 2 } });
    const page = { first: 2, after: pageInfo.endCursor ?? '' };
    expect((await list([chat], { users: [person('ann')], page })).edges).toHaveLength(2);
    await expect(list([chat], { users: [person('bob')], page })).rejects.toMatchObject({
      code: 'INVALID_CURSOR',
    });
  });

  test('say TRUNCATED where an account has too many', async () => {
    const chat = memoryProvider('chat', { linkBy: 'nativeId' });
    const cut: Provider = {
      ...chat,
      sessionsOf: async (accountIds) =>
        new Map(
          accountIds.map((id) => [
            id,
            {
              sessions: [sessionRecord('chat', '1')],
              brokenRows: 2,
              truncated: true,
              failure: null,
              observedAt: 7,
            },
          ]),
        ),
    };
    const connection = await list([cut], { users: [person('ann')] });
    expect(statuses(connection)).toEqual([['chat', 'TRUNCATED', false]]);
  });

  test('count broken rows in the report', async () => {
    const chat = memoryProvider('chat', { linkBy: 'nativeId' });
    const broken: Provider = {
      ...chat,
      sessionsOf: async (accountIds) =>
        new Map(
          accountIds.map((id) => [
            id,
            { sessions: [], brokenRows: 2, truncated: false, failure: null, observedAt: 7 },
          ]),
        ),
    };
    const [report] = (await list([broken], { users: [person('ann')] })).providerReports;
    expect(report).toMatchObject({ status: 'OK', complete: false, observedAt: 7 });
    expect(report?.message).toMatch(/2 sessions .* left out/);
  });
});

describe("everybody's sessions", () => {
  /** Follows the pages to the end, and calls `between` before each next one. */
  async function walk(
    providers: readonly Provider[],
    query: Partial<SessionQuery>,
    between: (page: number) => void = () => {},
  ) {
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 1; page <= 100; page += 1) {
      const connection = await list(providers, { ...query, page: { first: 5, after } });
      seen.push(...ids(connection));
      if (!connection.pageInfo.hasNextPage) return { seen, last: connection };
      after = connection.pageInfo.endCursor ?? undefined;
      between(page);
    }
    throw new Error('The walk did not end.');
  }

  test('come provider after provider, in their own order, each once', async () => {
    const { chat, support } = company();
    const { seen } = await walk([chat, support], {});
    expect(seen).toEqual([...chat.sessions, ...support.sessions].map(({ nativeId }) => nativeId));
  });

  test('go on after any row, also of a later provider', async () => {
    const { chat, support } = company();
    const all = [...chat.sessions, ...support.sessions].map(({ nativeId }) => nativeId);
    const { edges } = await list([chat, support], { page: { first: 24 } });
    for (const [index, { cursor: after }] of edges.entries()) {
      const rest = await list([chat, support], { page: { first: 24, after } });
      expect(ids(rest)).toEqual(all.slice(index + 1));
    }
  });

  test('report NOT_SUPPORTED for a provider that cannot list them', async () => {
    const { clerk, chat } = company();
    const connection = await list([clerk, chat], {});
    expect(statuses(connection)[0]).toEqual(['clerk', 'NOT_SUPPORTED', false]);
    expect(await connection.totalCount()).toBeNull();
  });

  test('are counted by the providers where no condition looks at rows', async () => {
    const { chat, support } = company();
    expect(await (await list([chat, support], {})).totalCount()).toBe(24);
    expect(await (await list([chat, support], { filter: { kinds: ['rocketchat'] } })).totalCount()).toBe(12);
    expect(await (await list([chat, support], { filter: { states: ['ACTIVE'] } })).totalCount()).toBeNull();
  });

  test('of a provider that failed come later in the same walk', async () => {
    const { chat, support } = company();
    chat.failure = down;
    const { seen } = await walk([chat, support], {}, (page) => {
      if (page === 2) chat.failure = null;
    });
    expect(seen.toSorted()).toEqual(
      [...chat.sessions, ...support.sessions].map(({ nativeId }) => nativeId).toSorted(),
    );
  });

  test('end, when only a failing provider is left, with a cursor that goes on once it answers', async () => {
    const { chat, support } = company();
    chat.failure = down;
    const { seen, last } = await walk([chat, support], {});
    expect(seen).toHaveLength(12);
    chat.failure = null;
    const rest = await list([chat, support], { page: { first: 100, after: last.pageInfo.endCursor ?? '' } });
    expect(ids(rest)).toEqual(chat.sessions.map(({ nativeId }) => nativeId));
  });

  test('of a provider that refuses to begin are not taken for read', async () => {
    const { chat, support } = company();
    chat.failure = new ProviderFailure('REJECTED', 'It refuses every list.');
    const connection = await list([chat, support], { page: { first: 100 } });
    expect(statuses(connection)).toEqual([
      ['chat', 'UNAVAILABLE', false],
      ['support', 'OK', true],
    ]);
    chat.failure = null;
    const after = connection.pageInfo.endCursor ?? '';
    expect((await list([chat, support], { page: { first: 100, after } })).edges).toHaveLength(12);
  });

  test('with a rare condition come back short instead of reading on for ever', async () => {
    const chat = memoryProvider('chat');
    chat.sessions = Array.from({ length: 5000 }, (_, index) =>
      sessionRecord('chat', String(index).padStart(5, '0')),
    );
    const connection = await list([chat], { filter: { text: 'nothing has this' } });
    expect(connection.edges).toEqual([]);
    expect(connection.pageInfo.hasNextPage).toBe(true);
    expect(chat.calls).toHaveLength(20);
    const { seen } = await walk([chat], { filter: { text: '04999' } });
    expect(seen).toEqual(['04999']);
  });

  test.for([
    [{ order: { field: 'CREATED_AT', direction: 'ASC' } }, /"orderBy" cannot be used when nobody is named/],
    [{ page: { last: 3 } }, /"last" cannot/],
    [{ page: { first: 3, before: 'x' } }, /"before" cannot/],
  ] as const)('refuse %j', async ([query, message]) => {
    const { chat } = company();
    await expect(list([chat], query)).rejects.toThrow(message);
  });

  test('refuse a cursor that no provider gave', async () => {
    const { chat } = company();
    const first = await list([chat], { page: { first: 3 } });
    const forged = JSON.parse(Buffer.from(first.pageInfo.endCursor ?? '', 'base64url').toString());
    forged[2][0] = [['chat', { unknown: true }]];
    const after = Buffer.from(JSON.stringify(forged)).toString('base64url');
    await expect(list([chat], { page: { after } })).rejects.toThrow(/no cursor of this API/);
  });

  /** @param most how many rows a page holds at the most. */
  function giving(
    provider: MemoryProvider,
    change: (page: SessionPage, position: Position | null) => SessionPage,
    most = 100,
  ) {
    const { readSessionPage } = provider;
    Object.assign(provider, {
      async readSessionPage(position: Position | null, size: number) {
        const page = await readSessionPage?.(position, Math.min(size, most), detachedCall(5000));
        if (page === undefined) throw new Error('It has pages.');
        return change(page, position);
      },
    });
  }

  test('go on at the next provider where one refuses its own place', async () => {
    const { chat, support } = company();
    giving(chat, (page, position) => {
      if (position !== null) throw new ProviderFailure('REJECTED', 'Not a position of mine.');
      return page;
    });
    const first = await list([chat, support], { page: { first: 5 } });
    const second = await list([chat, support], { page: { first: 5, after: first.pageInfo.endCursor ?? '' } });
    expect(statuses(second)).toEqual([
      ['chat', 'TRUNCATED', false],
      ['support', 'OK', true],
    ]);
    expect(ids(second)).toEqual(support.sessions.slice(0, 5).map(({ nativeId }) => nativeId));
    const { seen } = await walk([chat, support], {});
    expect(seen).toEqual([...chat.sessions.slice(0, 5), ...support.sessions].map(({ nativeId }) => nativeId));
  });

  test('go on at the next provider where one gives no more than its limit', async () => {
    const { chat, support } = company();
    giving(chat, (page) => ({ ...page, next: null, truncated: true }));
    const connection = await list([chat, support], {
      page: { first: 20 },
      filter: { states: ['ENDED', 'ACTIVE'] },
    });
    expect(connection.edges).toHaveLength(20);
    expect(statuses(connection)).toEqual([
      ['chat', 'TRUNCATED', false],
      ['support', 'OK', true],
    ]);
  });

  test.for([
    ['the same place', (at: Position) => at],
    ['an earlier place', () => ({ last: 'chat-04' })],
  ] as const)('stop at a provider that gives %s again', async ([_what, nextAfter]) => {
    const { chat, support } = company();
    giving(chat, (page, position) => (position === null ? page : { ...page, next: nextAfter(position) }), 5);
    const connection = await list([chat, support], {
      page: { first: 100 },
      filter: { states: ['ENDED', 'ACTIVE'] },
    });
    expect(statuses(connection)).toEqual([
      ['chat', 'MALFORMED', false],
      ['support', 'OK', true],
    ]);
    const seen = ids(connection);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => id.startsWith('support'))).toHaveLength(12);
  });

  test('come to an end at a provider that goes in a circle, a place a request', async () => {
    const { chat, support } = company();
    const first = { last: 'chat-02' };
    giving(chat, (page) => (page.next === null ? { ...page, next: first } : page), 3);
    let after: string | undefined;
    const told: (readonly [string, string, boolean])[] = [];
    for (let pages = 0; pages < 40; pages += 1) {
      const page = await list([chat, support], {
        page: after === undefined ? { first: 3 } : { first: 3, after },
      });
      told.push(
        ...statuses(page).map(
          ([id, status, complete]) => [String(id), String(status), complete === true] as const,
        ),
      );
      after = page.pageInfo.endCursor ?? undefined;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(told).toContainEqual(['chat', 'MALFORMED', false]);
    expect(told.at(-1)).toEqual(['support', 'OK', true]);
    expect(told.length).toBeLessThan(30);
  });

  test('miss no row and repeat none, whatever the filter and the size of the pages', async () => {
    const states = fc.array(fc.constantFrom('ACTIVE', 'ENDED', 'PENDING'), { maxLength: 250 });
    await fc.assert(
      fc.asyncProperty(
        states,
        fc.constantFrom<SessionState>('ACTIVE', 'ENDED'),
        fc.integer({ min: 1, max: 100 }),
        fc.boolean(),
        async (rows, wanted, size, isFiltered) => {
          const chat = memoryProvider('chat', { kind: 'rocketchat' });
          chat.sessions = rows.map((state, index) =>
            sessionRecord('chat', String(index).padStart(3, '0'), { state }),
          );
          const filter = isFiltered ? { states: [wanted] } : {};
          const seen: string[] = [];
          let after: string | undefined;
          for (let page = 0; page <= rows.length + 1; page += 1) {
            const connection = await list([chat], { filter, page: { first: size, after } });
            seen.push(...ids(connection));
            if (!connection.pageInfo.hasNextPage) break;
            // The cursor of the last row and of the page's end lead on alike.
            after =
              (page % 2 === 0 ? connection.edges.at(-1)?.cursor : null) ??
              connection.pageInfo.endCursor ??
              '';
          }
          const matching = chat.sessions.filter(({ state }) => !isFiltered || state === wanted);
          expect(seen).toEqual(matching.map(({ nativeId }) => nativeId));
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('an account that two people share is listed once', async () => {
  const support = memoryProvider('support', { linkBy: 'externalId' });
  support.accounts = ['ann', 'bob'].map((externalId) =>
    accountRecord('support', '7', { keys: { externalId } }),
  );
  support.sessions = [sessionRecord('support', '1', { accountId: '7' })];
  expect(ids(await list([support], { filter: { userIds: ['ann', 'bob'] } }))).toEqual(['1']);
});
