/** PostgreSQL as a store: the contract of all stores, and what two replicas have of one. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { checkStore } from '../../src/command/check/store.ts';
import { describeStoreContract } from '../../src/store/contract-suite.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store, StoreEvents } from '../../src/store/store.ts';
import { password, startPostgres, type TestPostgres } from './postgres.ts';

let postgres: TestPostgres;
let databases = 0;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

const createDatabase = () => postgres.createDatabase(`store${(databases += 1)}`);

const strict: StoreEvents = {
  lost(error) {
    throw error;
  },
  regained() {},
  deaf() {},
};

describeStoreContract('PostgreSQL', async (now) =>
  openStore({ postgres: await createDatabase() }, now, strict),
);

describe('PostgreSQL, opened by two replicas', () => {
  async function openTwice(now: () => number = Date.now) {
    const url = await createDatabase();
    // At the same time, so that both want to make the tables.
    const stores = await Promise.all([1, 2].map(() => openStore({ postgres: url }, now, strict)));
    const [ours, theirs] = stores;
    if (ours === undefined || theirs === undefined) throw new Error('two were opened');
    onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
    return { ours, theirs };
  }

  function listen(store: Store): readonly string[] {
    const heard: string[] = [];
    store.subscribe('changed', {
      heard: (message) => heard.push(message),
      missed: () => heard.push('missed'),
    });
    return heard;
  }

  test('has one limit for both, however many ask at the same time', async () => {
    const { ours, theirs } = await openTwice(() => 50_000);
    const wish = { key: 'chat', limit: 10, windowMs: 1000, wanted: 1, usableMs: 100 };
    const leases = await Promise.all(
      Array.from({ length: 24 }, (_, index) => (index % 2 === 0 ? ours : theirs).lease(wish)),
    );
    expect(leases.filter(({ state }) => state === 'granted')).toHaveLength(10);
    expect(leases.filter(({ state }) => state === 'refused')).toHaveLength(14);
  });

  test('recalls what the other remembered, whatever text it is', async () => {
    const { ours, theirs } = await openTwice(() => 1000);
    const fact = { key: `'"\\$1 é 😀`, value: 'x'.repeat(20_000), until: 5000 };
    await ours.remember('revoked', fact);
    expect(await theirs.recall('revoked')).toEqual([fact]);
  });

  test('tells the other what one publishes, and not itself', async () => {
    const { ours, theirs } = await openTwice();
    const [heardHere, heardThere] = [listen(ours), listen(theirs)];
    ours.publish('changed', 'chat');
    ours.publish('revoked', 'of another channel');
    ours.publish('changed', 'support');
    await vi.waitFor(() => expect(heardThere).toEqual(['chat', 'support']));
    expect(heardHere).toEqual([]);
  });

  test('tells that something was missed where a message is too long for PostgreSQL', async () => {
    const { ours, theirs } = await openTwice();
    const heard = listen(theirs);
    ours.publish('changed', 'x'.repeat(8000));
    await vi.waitFor(() => expect(heard).toEqual(['missed']));
    expect(ours.isUp).toBe(true);
  });

  test('counts both at once, and one when the other has closed', async () => {
    const { ours, theirs } = await openTwice();
    await vi.waitFor(() => expect([ours.replicas(), theirs.replicas()]).toEqual([2, 2]));
    await theirs.close();
    await vi.waitFor(() => expect(ours.replicas()).toBe(1));
  });
});

describe('when PostgreSQL is lost', () => {
  function recordEvents() {
    const seen: string[] = [];
    const events: StoreEvents = {
      lost: (error) => seen.push(`lost: ${String(error)}`),
      regained: () => seen.push('regained'),
      deaf: () => seen.push('deaf'),
    };
    return { seen, events };
  }

  async function openTwo() {
    const url = await createDatabase();
    const { seen, events } = recordEvents();
    const ours = await openStore({ postgres: url }, Date.now, events);
    const theirs = await openStore({ postgres: url }, Date.now, recordEvents().events);
    onTestFinished(async () => void (await Promise.all([ours.close(), theirs.close()])));
    await vi.waitFor(() => expect(ours.replicas()).toBe(2));
    return { ours, theirs, seen };
  }

  const wish = { key: 'chat', limit: 10, windowMs: 60_000, wanted: 1, usableMs: 1000 };

  test('a frozen one is waited for half a second once, and afterwards all that was missed is known', async () => {
    const { ours, theirs, seen } = await openTwo();
    let missed = 0;
    theirs.subscribe('changed', { heard() {}, missed: () => (missed += 1) });
    postgres.freeze();
    onTestFinished(() => postgres.thaw());
    const begun = performance.now();
    expect(await ours.lease(wish)).toEqual({ state: 'unavailable' });
    expect(performance.now() - begun).toBeLessThan(1000);
    const then = performance.now();
    await ours.remember('revoked', { key: 'a', value: '1', until: Date.now() + 60_000 });
    ours.publish('changed', 'chat');
    expect(await ours.recall('revoked')).toBeNull();
    expect(performance.now() - then).toBeLessThan(100);
    expect(ours.isUp).toBe(false);
    expect(ours.replicas()).toBe(2);
    postgres.thaw();
    await vi.waitFor(() => expect(ours.isUp).toBe(true), 5000);
    await vi.waitFor(async () => expect(await theirs.recall('revoked')).toMatchObject([{ key: 'a' }]), 5000);
    await vi.waitFor(() => expect(missed).toBeGreaterThan(0), 5000);
    expect(seen).toEqual([expect.stringMatching(/^lost: Error: .*timeout/i), 'regained']);
  });

  test('a killed one is used again when it is back, with every lease it gave', async () => {
    const { ours, theirs, seen } = await openTwo();
    const heard: string[] = [];
    theirs.subscribe('changed', { heard: (message) => heard.push(message), missed() {} });
    expect(await ours.lease({ ...wish, wanted: 10 })).toMatchObject({ state: 'granted' });
    await postgres.kill();
    expect(await ours.lease(wish)).toEqual({ state: 'unavailable' });
    await postgres.restart();
    await vi.waitFor(() => expect([ours.isUp, theirs.isUp]).toEqual([true, true]), 8000);
    expect(await theirs.lease(wish)).toMatchObject({ state: 'refused' });
    // The connections that listen are new ones.
    await vi.waitFor(() => {
      ours.publish('changed', 'chat');
      expect(heard).toContain('chat');
    }, 5000);
    expect(seen).toEqual([expect.stringContaining('lost'), 'regained']);
  });

  test('one that is not there at the start is used when it comes', async () => {
    const url = await createDatabase();
    await postgres.kill();
    const { seen, events } = recordEvents();
    const store = await openStore({ postgres: url }, Date.now, events);
    onTestFinished(() => store.close());
    expect(store.isUp).toBe(false);
    expect(store.replicas()).toBe(1);
    await postgres.restart();
    await vi.waitFor(() => expect(store.isUp).toBe(true), 8000);
    expect(await store.lease(wish)).toMatchObject({ state: 'granted' });
    expect(seen).toEqual([expect.stringContaining('lost'), 'regained']);
  });

  test('a wrong password is told without it', async () => {
    const url = (await createDatabase()).replace(/:[^:@]+@/, ':another-pass-word@');
    const { seen, events } = recordEvents();
    const store = await openStore({ postgres: url }, Date.now, events);
    await store.close();
    expect(seen).toEqual(['lost: error: password authentication failed for user "postgres"']);
  });
});

describe('sessiongraph check', () => {
  async function check(postgresUrl: string) {
    return (await checkStore({ postgres: postgresUrl })).map(({ state, message }) => `${state}: ${message}`);
  }

  test('says that a database can be used, and makes nothing in it', async () => {
    const url = await createDatabase();
    expect(await check(url)).toEqual(['ok: PostgreSQL answers, takes tables and passes messages on.']);
    expect(await postgres.query(url, "select 1 from pg_tables where schemaname = 'public'")).toEqual([]);
  });

  test('says that a user may not make tables', async () => {
    const url = await createDatabase();
    await postgres.query(url, `create role reader login password '${password}'`);
    await postgres.query(url, 'revoke create on schema public from public');
    expect(await check(url.replace('//postgres:', '//reader:'))).toEqual([
      expect.stringMatching(/^failed: The user of store\.postgres may not make tables/),
    ]);
  });

  test('says why a database cannot be reached, without the password', async () => {
    const url = (await createDatabase()).replace(/\/store\d+/, '/none');
    const [line = ''] = await check(url);
    expect(line).toContain('failed: store.postgres cannot be used (database "none" does not exist)');
    expect(line).not.toContain(password);
  });
});
