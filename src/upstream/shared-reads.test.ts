import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ProviderFailure } from './failure.ts';
import { callFor } from './test-provider.ts';
import { leaving, setUpSharedReads } from './test-shared-reads.ts';

describe('sharing', () => {
  it('reads all missing keys in one read', async () => {
    const { ask, reads, readOf } = setUpSharedReads();
    const asked = ask(['a', 'b', 'a']);
    readOf(0).answer();
    expect(await asked).toEqual(new Map([['a', 'a#0'], ['b', 'b#0']])); // prettier-ignore
    expect(reads.map(({ keys }) => keys)).toEqual([['a', 'b']]);
  });

  it('gives callers at the same time one read for each key', async () => {
    const { ask, reads, readOf } = setUpSharedReads();
    const first = ask(['a', 'b']);
    const second = ask(['b', 'c']);
    readOf(1).answer();
    readOf(0).answer();
    expect(reads.map(({ keys }) => keys)).toEqual([['a', 'b'], ['c']]);
    expect((await first).get('b')).toBe('b#0');
    expect(await second).toEqual(new Map([['c', 'c#1'], ['b', 'b#0']])); // prettier-ignore
  });

  it('gives an answer again while it is fresh, counted from when it came', async () => {
    const { ask, clock, reads, readOf } = setUpSharedReads({ freshForMs: 1000 });
    const first = ask(['a']);
    clock.ms = 5000;
    readOf(0).answer();
    await first;
    clock.ms = 5999;
    expect((await ask(['a'])).get('a')).toBe('a#0');
    clock.ms = 6000;
    const late = ask(['a']);
    readOf(1).answer();
    expect((await late).get('a')).toBe('a#1');
    expect(reads).toHaveLength(2);
  });

  it('keeps nothing when answers are fresh for no time', async () => {
    const { ask, reads, readOf } = setUpSharedReads({ freshForMs: 0 });
    const first = ask(['a']);
    readOf(0).answer();
    await first;
    void ask(['a']);
    expect(reads).toHaveLength(2);
  });

  it('leaves out a key that was not answered, and asks for it again', async () => {
    const { ask, reads, readOf } = setUpSharedReads();
    const first = ask(['a', 'b']);
    readOf(0).answer('a');
    expect([...(await first).keys()]).toEqual(['a']);
    void ask(['a', 'b']);
    expect(reads.map(({ keys }) => keys)).toEqual([['a', 'b'], ['b']]);
  });

  it('does not give a value again that is not to be kept', async () => {
    const { ask, reads, readOf } = setUpSharedReads({ keep: (value) => !value.startsWith('partial') });
    const first = ask(['partial', 'whole']);
    readOf(0).answer();
    expect((await first).get('partial')).toBe('partial#0');
    void ask(['partial', 'whole']);
    expect(reads.map(({ keys }) => keys)).toEqual([['partial', 'whole'], ['partial']]);
  });

  it('holds no more answers than it may, and drops the oldest', async () => {
    const { ask, reads, readOf } = setUpSharedReads({ maxEntries: 2 });
    for (const [number, key] of ['a', 'b', 'c'].entries()) {
      const asked = ask([key]);
      readOf(number).answer();
      await asked;
    }
    await ask(['b', 'c']);
    void ask(['a']);
    expect(reads.map(({ keys }) => keys)).toEqual([['a'], ['b'], ['c'], ['a']]);
  });
});

describe('failing', () => {
  it('costs everybody who waits for the read its keys, and keeps nothing of it', async () => {
    const { ask, reads, readOf } = setUpSharedReads();
    const failure = new ProviderFailure('UNAVAILABLE', 'Zendesk (support) could not be reached.');
    const [one, both] = [ask(['a']), ask(['a', 'b'])];
    readOf(0).fail(failure);
    readOf(1).answer();
    expect(await one).toEqual(new Map([['a', failure]]));
    expect(await both).toEqual(new Map<string, unknown>([['a', failure], ['b', 'b#1']])); // prettier-ignore
    void ask(['a', 'b']);
    expect(reads.map(({ keys }) => keys)).toEqual([['a'], ['b'], ['a']]);
  });

  it('stops what a read that failed has left running', async () => {
    const { ask, readOf } = setUpSharedReads();
    const asked = ask(['a']);
    readOf(0).fail(new ProviderFailure('UNAVAILABLE', 'down'));
    await asked;
    expect(readOf(0).call.signal.aborted).toBe(true);
  });

  it('stops waiting for the other reads of a caller who has been failed', async () => {
    const { ask, readOf } = setUpSharedReads();
    const other = ask(['a']);
    const both = ask(['a', 'b']);
    readOf(0).fail(new Error('broken'));
    await expect(other).rejects.toThrow('broken');
    await expect(both).rejects.toThrow('broken');
    expect(readOf(1).call.signal.aborted).toBe(true);
  });

  it('rejects when the read throws before it begins', async () => {
    const { shared } = setUpSharedReads();
    const asked = shared.readMany(
      new Map([['a', 'a']]),
      () => {
        throw new Error('broken');
      },
      callFor(),
    );
    await expect(asked).rejects.toThrow('broken');
  });
});

describe('leaving', () => {
  it('aborts the read when the last who waits has left, and not before', async () => {
    const { ask, readOf } = setUpSharedReads();
    const one = leaving();
    const two = leaving();
    const asked = [ask(['a', 'b'], one.call), ask(['b'], two.call)];
    one.leave();
    await expect(asked[0]).rejects.toThrow('caller left');
    expect(readOf(0).call.signal.aborted).toBe(false);
    two.leave();
    await expect(asked[1]).rejects.toThrow('caller left');
    expect(readOf(0).call.signal.aborted).toBe(true);
  });

  it('serves those who stay when the first caller leaves', async () => {
    const { ask, readOf } = setUpSharedReads();
    const one = leaving();
    const left = ask(['a'], one.call);
    const stayed = ask(['a']);
    one.leave();
    await expect(left).rejects.toThrow('caller left');
    readOf(0).answer();
    expect((await stayed).get('a')).toBe('a#0');
  });

  it('lets nobody join a read that is being aborted, and keeps nothing of it', async () => {
    const { ask, reads, readOf } = setUpSharedReads();
    const one = leaving();
    const left = ask(['a'], one.call);
    one.leave();
    await expect(left).rejects.toThrow('caller left');
    const asked = ask(['a']);
    readOf(0).answer();
    readOf(1).answer();
    expect((await asked).get('a')).toBe('a#1');
    expect((await ask(['a'])).get('a')).toBe('a#1');
    expect(reads).toHaveLength(2);
  });

  it('lets a caller go at its own deadline while the read goes on for the others', async () => {
    const { ask, readOf } = setUpSharedReads();
    const unhurried = ask(['a']);
    const hasty = ask(['a'], callFor({ ms: 20 }));
    expect((await hasty).get('a')).toMatchObject({ status: 'TIMED_OUT' });
    readOf(0).answer();
    expect((await unhurried).get('a')).toBe('a#0');
  });

  it('lets the read go on for whoever asks next where all who wait for it were late', async () => {
    const { ask, reads, readOf } = setUpSharedReads();
    expect((await ask(['a'], callFor({ ms: 20 }))).get('a')).toMatchObject({ status: 'TIMED_OUT' });
    expect(readOf(0).call.signal.aborted).toBe(false);
    const next = ask(['a']);
    readOf(0).answer();
    expect((await next).get('a')).toBe('a#0');
    expect(reads).toHaveLength(1);
  });

  it('gives a caller at its own deadline what has come, what was told so far, and the failure of the rest', async () => {
    const { ask, readOf } = setUpSharedReads();
    const first = ask(['fresh']);
    readOf(0).answer();
    await first;
    const others = [ask(['landed']), ask(['told', 'nothing'])];
    const hasty = ask(['fresh', 'landed', 'told', 'nothing', 'own'], callFor({ ms: 40 }));
    readOf(1).answer();
    readOf(2).tell('told');
    const late = expect.objectContaining({
      status: 'TIMED_OUT',
      message: 'Memory (test) did not answer in time.',
    });
    expect(await hasty).toEqual(
      new Map<string, unknown>([
        ['fresh', 'fresh#0'],
        ['landed', 'landed#1'],
        ['told', 'told#2 so far'],
        ['nothing', late],
        ['own', late],
      ]),
    );
    readOf(2).answer();
    expect(await Promise.all(others)).toEqual([
      new Map([['landed', 'landed#1']]),
      new Map([['told', 'told#2'], ['nothing', 'nothing#2']]), // prettier-ignore
    ]);
    expect((await ask(['told'])).get('told')).toBe('told#2');
  });

  it('reads again, in one read, for those who joined a read that runs out of its own time before they do', async () => {
    const { ask, reads, readOf } = setUpSharedReads();
    const began = ask(['a', 'b']);
    const joined = [ask(['a', 'c']), ask(['a'])];
    const hasty = ask(['a'], callFor({ ms: 20 }));
    await hasty;
    readOf(0).fail(new ProviderFailure('TIMED_OUT', 'Memory (test) did not answer in time.'));
    readOf(1).answer();
    expect((await began).get('a')).toMatchObject({ status: 'TIMED_OUT' });
    await expect.poll(() => reads.length).toBe(3);
    readOf(2).answer();
    expect(await Promise.all(joined)).toEqual([
      new Map([['a', 'a#2'], ['c', 'c#1']]), // prettier-ignore
      new Map([['a', 'a#2']]),
    ]);
    expect((await hasty).get('a')).toMatchObject({ status: 'TIMED_OUT' });
    expect(reads.map(({ keys }) => keys)).toEqual([['a', 'b'], ['c'], ['a']]);
  });

  it('reads nothing twice for one caller, though it runs out of its time again', async () => {
    const { ask, reads, readOf } = setUpSharedReads();
    const late = new ProviderFailure('TIMED_OUT', 'Memory (test) did not answer in time.');
    void ask(['a']);
    const joined = ask(['a']);
    readOf(0).fail(late);
    await expect.poll(() => reads.length).toBe(2);
    readOf(1).fail(late);
    expect((await joined).get('a')).toBe(late);
    expect(reads).toHaveLength(2);
  });

  it("gives the read the provider's deadline, whoever caused it: one who has more time than the first gets the answer", async () => {
    const { ask, readOf } = setUpSharedReads({ timeoutMs: 5000 });
    const began = performance.now();
    const hasty = ask(['a'], callFor({ ms: 20 }));
    const unhurried = ask(['a'], callFor({ ms: 5000 }));
    expect((await hasty).get('a')).toMatchObject({
      status: 'TIMED_OUT',
      message: 'Memory (test) did not answer in time.',
    });
    expect(readOf(0).call.signal.aborted).toBe(false);
    expect(readOf(0).call.deadlineAt).toBeGreaterThanOrEqual(began + 5000);
    readOf(0).answer();
    expect((await unhurried).get('a')).toBe('a#0');
  });

  it('forgets after a change only what the change touched, also of a read under way', async () => {
    const { ask, reads, readOf, shared } = setUpSharedReads();
    const first = ask(['a', 'b']);
    shared.invalidate((key) => key === 'a');
    readOf(0).answer();
    await first;
    const again = ask(['a', 'b']);
    readOf(1).answer();
    expect(reads.map(({ keys }) => keys)).toEqual([['a', 'b'], ['a']]);
    expect(await again).toEqual(new Map([['b', 'b#0'], ['a', 'a#1']])); // prettier-ignore
  });

  it('asks nothing for a caller who has left or run out of time already, who is given what is there', async () => {
    const { ask, reads, readOf } = setUpSharedReads();
    const kept = ask(['kept']);
    readOf(0).answer();
    await kept;
    void ask(['told']);
    readOf(1).tell('told');
    const one = leaving();
    one.leave();
    await expect(ask(['a'], one.call)).rejects.toThrow('caller left');
    expect(await ask(['kept', 'told', 'a'], callFor({ ms: -1 }))).toEqual(
      new Map<string, unknown>([
        ['kept', 'kept#0'],
        ['told', 'told#1 so far'],
        ['a', expect.objectContaining({ status: 'TIMED_OUT' })],
      ]),
    );
    expect(reads).toHaveLength(2);
  });

  it('leaves no listener on the signal of a caller, however the read ends', async () => {
    const { ask, readOf } = setUpSharedReads();
    const { signal } = new AbortController();
    const answered = ask(['a'], callFor({ signal }));
    const failed = ask(['b'], callFor({ signal }));
    readOf(0).answer();
    readOf(1).fail(new Error('broken'));
    await answered;
    await expect(failed).rejects.toThrow('broken');
    await ask(['c'], callFor({ signal, ms: 20 }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('clearing', () => {
  it('reads again what was kept and what is being read', async () => {
    const { ask, shared, readOf, reads } = setUpSharedReads();
    const kept = ask(['a']);
    readOf(0).answer();
    await kept;
    void ask(['b']);
    shared.invalidate();
    void ask(['a', 'b']);
    expect(reads.map(({ keys }) => keys)).toEqual([['a'], ['b'], ['a', 'b']]);
  });

  it('neither joins nor keeps a read that began before, but lets those who wait have it', async () => {
    const { ask, shared, readOf, reads } = setUpSharedReads();
    const before = ask(['a']);
    shared.invalidate();
    const after = ask(['a']);
    readOf(1).answer();
    readOf(0).answer();
    expect((await before).get('a')).toBe('a#0');
    expect((await after).get('a')).toBe('a#1');
    expect((await ask(['a'])).get('a')).toBe('a#1');
    expect(reads).toHaveLength(2);
  });

  it('does not keep a read that began before, even when nobody asked again', async () => {
    const { ask, shared, readOf, reads } = setUpSharedReads();
    const before = ask(['a']);
    shared.invalidate();
    readOf(0).answer();
    await before;
    void ask(['a']);
    expect(reads).toHaveLength(2);
  });
});
