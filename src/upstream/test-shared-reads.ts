/** For tests of the shared reads: reads that are answered by hand, and a clock that stands still. */
import type { Call } from './call.ts';
import type { SoFar } from './flights.ts';
import { createSharedReads } from './shared-reads.ts';
import { callFor } from './test-provider.ts';

/** A provider whose reads are answered by hand. */
function handFedProvider() {
  const reads: {
    readonly keys: readonly string[];
    readonly call: Call;
    readonly answer: (...found: string[]) => void;
    readonly fail: (error: unknown) => void;
    /** From now on it knows something of the keys. */
    readonly tell: (...keys: string[]) => void;
  }[] = [];
  const read = (keys: readonly string[], call: Call, offer: (soFar: SoFar<string>) => void) => {
    const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, string>>();
    const number = reads.length;
    const told = new Set<string>();
    offer((key) => (told.has(key) ? `${key}#${number} so far` : null));
    reads.push({
      keys,
      call,
      answer: (...found) =>
        resolve(new Map((found.length > 0 ? found : keys).map((key) => [key, `${key}#${number}`]))),
      fail: reject,
      tell: (...some) => {
        for (const key of some) told.add(key);
      },
    });
    return promise;
  };
  const readOf = (number: number) => {
    const found = reads[number];
    if (found === undefined) throw new Error(`There was no read ${number}.`);
    return found;
  };
  return { reads, read, readOf };
}

export function setUpSharedReads(
  options: {
    timeoutMs?: number;
    freshForMs?: number;
    maxEntries?: number;
    keep?: (value: string) => boolean;
  } = {},
) {
  const clock = { ms: 0 };
  const shared = createSharedReads<string>({
    providerId: 'chat',
    providerName: 'Memory (test)',
    timeoutMs: options.timeoutMs ?? 5000,
    freshForMs: options.freshForMs ?? 1000,
    maxEntries: options.maxEntries ?? 100,
    now: () => clock.ms,
    keep: options.keep ?? (() => true),
  });
  const provider = handFedProvider();
  return {
    ...provider,
    clock,
    shared,
    ask: (keys: readonly string[], call: Call = callFor()) =>
      shared.readMany(
        new Map(keys.map((key) => [key, key])),
        (missing, joined, offer) => provider.read([...missing.keys()], joined, offer),
        call,
      ),
  };
}

/** A call whose caller can leave. */
export const leaving = () => {
  const controller = new AbortController();
  return {
    call: callFor({ signal: controller.signal }),
    leave: () => controller.abort(new Error('caller left')),
  };
};
