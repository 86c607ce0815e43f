/** A store in a database. */
import { randomUUID } from 'node:crypto';
import type { Engine } from './engine.ts';
import { forgetEndedFacts, keepFact, readFacts } from './facts.ts';
import { takeLease } from './leases.ts';
import { createMessages } from './messages.ts';
import { migrate } from './migrations.ts';
import { beat, beatMs, leave } from './replica-count.ts';
import type { Fact, Store, StoreEvents, Topic } from './store.ts';

/** How long a failure is remembered, in milliseconds: until then nobody waits for the database. */
const retryMs = 1000;
/** So many facts are held while the store is down; the oldest give way. */
const maxUnkept = 10_000;

/**
 * Resolves when the database was first tried, also where it cannot be reached: it is tried again until it can.
 * @param now the wall clock, in epoch milliseconds.
 */
export async function openSqlStore(engine: Engine, now: () => number, events: StoreEvents): Promise<Store> {
  const replicaId = randomUUID();
  const messages =
    engine.messages &&
    createMessages(engine.messages, replicaId, {
      onReplicas: () => void attempt(countReplicas, undefined),
      onDeaf: events.deaf,
    });
  const unkept = new Map<string, { readonly topic: Topic; readonly fact: Fact }>();
  let state: 'new' | 'up' | 'down' | 'closed' = 'new';
  let isMigrated = false;
  let isTrying = false;
  let counts = 0;
  let latestCount = 0;
  let replicas = 1;
  let timer: NodeJS.Timeout | undefined;

  function lost(error: unknown): void {
    if (state === 'closed') return;
    if (state !== 'down') events.lost(error);
    state = 'down';
    goOnAfter(retryMs);
  }

  function goOnAfter(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void keepInTouch(), ms).unref();
  }

  async function countReplicas(): Promise<void> {
    counts += 1;
    const count = counts;
    const counted = await beat(engine.run, replicaId, now());
    // A count that began before another has answered may not know of a replica that has left since.
    if (count < latestCount) return;
    latestCount = count;
    replicas = counted;
  }

  /** What a replica does at its start, every few seconds, and until the store is back. */
  async function keepInTouch(): Promise<void> {
    if (isTrying) return;
    isTrying = true;
    try {
      if (!isMigrated) await migrate(engine);
      isMigrated = true;
      await countReplicas();
      await forgetEndedFacts(engine.run, now());
      for (const [name, { topic, fact }] of unkept) {
        await keepFact(engine.run, topic, fact);
        unkept.delete(name);
      }
      await messages?.echo(state === 'up');
      // Whoever was not away learns that others were, before these go on as if nothing had been.
      if (state === 'down') await messages?.send('missed');
      if (state === 'closed') return;
      const before = state;
      state = 'up';
      goOnAfter(beatMs);
      if (before === 'down') {
        events.regained();
        messages?.tellMissed();
      }
      if (before !== 'up') await messages?.send('replicas');
    } catch (error) {
      lost(error);
    } finally {
      isTrying = false;
    }
  }

  /** Gives `otherwise` where the database is down, and where the work finds it so. */
  async function attempt<Value, Otherwise>(
    work: () => Promise<Value>,
    otherwise: Otherwise,
  ): Promise<Value | Otherwise> {
    if (state !== 'up') return otherwise;
    try {
      return await work();
    } catch (error) {
      lost(error);
      return otherwise;
    }
  }

  function holdUnkept(topic: Topic, fact: Fact): void {
    const [oldest] = unkept.keys();
    if (unkept.size >= maxUnkept && oldest !== undefined) unkept.delete(oldest);
    unkept.set(`${topic} ${fact.key}`, { topic, fact });
  }

  async function close(): Promise<void> {
    await published;
    await attempt(async () => {
      await leave(engine.run, replicaId);
      await messages?.send('replicas');
    }, undefined);
    state = 'closed';
    clearTimeout(timer);
    await engine.close();
  }
  let closing: Promise<void> | undefined;
  /** The last message that was published: the next waits for it. */
  let published = Promise.resolve();

  await messages?.listen();
  await keepInTouch();

  return {
    isShared: messages !== null,
    get isUp() {
      return state === 'up';
    },
    replicas: () => replicas,
    lease: (wish) => attempt(() => takeLease(engine, wish, now()), { state: 'unavailable' }),
    async remember(topic, fact) {
      const kept = await attempt(async () => {
        await keepFact(engine.run, topic, fact);
        return true;
      }, false);
      if (!kept) holdUnkept(topic, fact);
    },
    recall: (topic) => attempt(() => readFacts(engine.run, topic, now()), null),
    publish(channel, message) {
      published = published.then(() => attempt(async () => messages?.send(channel, message), undefined));
    },
    subscribe: (channel, subscriber) => messages?.subscribe(channel, subscriber),
    close: () => (closing ??= close()),
  };
}
