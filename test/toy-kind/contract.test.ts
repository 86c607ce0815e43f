import { startEmulator } from '../../src/demo/emulator.ts';
import { describeProviderContract, type ContractSetup } from '../../src/providers/contract-suite.ts';
import { createToy, toy, toyConfig } from './kind.ts';

const key = 'key-of-the-toy-0123456789';
const wrongKey = 'wrong-key-0123456789';
const agent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/113.0.5672.126 Safari/537.36';

interface Row {
  id: string | number;
  readonly owner: string;
  readonly since: string;
  readonly agent: string;
}

const sessionsOf = (owner: string, name: string, count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${name}-${index}`,
    owner,
    since: '2026-11-20T11:00:00Z',
    agent,
  }));

const setup: ContractSetup = async ({ linkBy, now, openUpstream }) => {
  const people = [
    { id: 'busy/1', username: 'busy', email: 'Busy@example.com' },
    { id: 'other 2', username: 'other', email: 'other@example.com' },
    { id: 'idle', username: 'idle', wants: 'unverified@example.com' },
  ];
  let rows = [...sessionsOf('busy/1', 'busy', 230), ...sessionsOf('other 2', 'other', 3)];
  const emulator = await startEmulator({
    now,
    tooManyRequests: (seconds) => ({ status: 429, headers: { 'retry-after': String(seconds) } }),
    handle({ method, path, headers }) {
      if (headers['x-key'] !== key) return { status: 401, json: {} };
      if (path === '/people') return { status: 200, json: { rows: people } };
      const [, , owner = '', , session] = path.split('/').map(decodeURIComponent);
      const named = rows.filter((row) => row.owner === owner && (session ?? row.id) === row.id);
      if (method === 'GET') return { status: 200, json: { rows: named } };
      if (named.length === 0) return { status: 404, json: {} };
      rows = rows.filter((row) => !named.includes(row));
      return { status: 202, json: {} };
    },
  });
  const upstream = openUpstream(emulator.url);
  const make = (given: string) =>
    createToy(
      toyConfig.parse({
        id: 'toys',
        kind: 'toy',
        baseUrl: emulator.url,
        key: given,
        ...(linkBy === null ? {} : { linkBy }),
      }),
      { upstream, now },
    );
  const person = (accountId: string) => {
    const { username = '', email = '' } = people.find(({ id }) => id === accountId) ?? {};
    return { accountId, keys: { nativeId: accountId, username, email: email.toLowerCase() } };
  };
  const idsOf = (some: readonly Row[]) => some.map(({ id }) => String(id));

  return {
    provider: make(key),
    withWrongCredentials: make(wrongKey),
    emulator,
    secrets: [key, wrongKey],
    busy: person('busy/1'),
    other: person('other 2'),
    idle: person('idle'),
    unverifiedEmail: 'unverified@example.com',
    unknownAccountId: 'nobody',
    unknownSessionId: 'never',
    sessionIdsOf: (accountId) => idsOf(rows.filter(({ owner }) => owner === accountId)),
    allSessionIds: () => idsOf(rows),
    addSession(accountId) {
      const [added] = sessionsOf(accountId, `added-${rows.length}`, 1);
      if (added === undefined) throw new Error('one was to be made');
      rows.unshift(added);
      return String(added.id);
    },
    endSession(sessionId) {
      rows = rows.filter(({ id }) => id !== sessionId);
    },
    crowd: (accountId) => void rows.push(...sessionsOf(accountId, 'crowd', 1000)),
    breakOneRow(accountId) {
      const row = rows.find(({ owner }) => owner === accountId);
      if (row === undefined) throw new Error(`${accountId} has no session`);
      const id = String(row.id);
      row.id = 4;
      return id;
    },
    readsLaterPage: null,
    close: () => emulator.close(),
  };
};

describeProviderContract(toy, setup, {
  afterRevoking: 'GONE',
  revoking: 'ACCEPTED',
  revokingAgain: 'NOT_FOUND',
  findsSessionsWithoutAccount: false,
});
