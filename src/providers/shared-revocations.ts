/** Revocations that outlive the process, and that every replica knows. */
import { z } from 'zod';
import type { Fact, Store } from '../store/store.ts';
import type { ProviderId } from './records.ts';
import {
  createRevocations,
  type Revocation,
  type Revocations,
  type RevocationsInMemory,
} from './revocations.ts';

/** Where it is not known when a session expires: longer than Seam's own default, a year (providers/seam.md). */
const longestMs = 400 * 24 * 60 * 60 * 1000;

const factText = z.object({ key: z.string(), value: z.string(), until: z.number() });
const nameText = z.tuple([z.string(), z.string()]);

/** Resolves when what is in the store is known, or the store cannot be reached: it is read when it can. @param now the wall clock, in epoch milliseconds. */
export async function shareRevocations(
  store: Store,
  providerIds: readonly ProviderId[],
  now: () => number,
): Promise<ReadonlyMap<string, Revocations>> {
  const keep = async (providerId: string, nativeId: string, { revokedAt, until }: Revocation) => {
    // As JSON it can hold whatever an id can: PostgreSQL takes no text with a zero character.
    const key = JSON.stringify([providerId, nativeId]);
    const fact: Fact = { key, value: String(revokedAt), until: until ?? revokedAt + longestMs };
    store.publish('revoked', JSON.stringify(fact));
    await store.remember('revoked', fact);
  };
  const shared = new Map<string, RevocationsInMemory>(
    providerIds.map((id) => [
      id,
      createRevocations(now, (nativeId, revocation) => keep(id, nativeId, revocation)),
    ]),
  );

  function learn({ key, value, until }: Fact): void {
    const [providerId, nativeId] = nameText.parse(JSON.parse(key));
    shared.get(providerId)?.learn(nativeId, { revokedAt: Number(value), until });
  }

  async function recall(): Promise<void> {
    for (const fact of (await store.recall('revoked')) ?? []) learn(fact);
  }

  store.subscribe('revoked', {
    heard: (message) => learn(factText.parse(JSON.parse(message))),
    missed: () => void recall(),
  });
  await recall();
  return shared;
}
