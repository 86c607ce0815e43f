/** What a sign-in is called. Every name keeps its direction to itself, so that what is made of them has that of the words. */
import type { DeviceNameFragment } from '../graphql/generated/graphql.ts';
import { isolate } from '../words/isolate.ts';
import type { Words } from '../words/words.ts';

/** "Chrome on Macintosh", without versions, which browsers hide and few people know; null where the service tells none of it. */
export function deviceName(device: DeviceNameFragment | null, { row }: Words): string | null {
  const program = device?.client?.name ?? null;
  const system = device?.model ?? device?.os?.name ?? null;
  if (program !== null && system !== null) return row.onSystem(isolate(program), isolate(system));
  const only = program ?? system;
  return only === null ? null : isolate(only);
}

/** "Chrome on Macintosh at Clerk"; the service alone where the device is not known. For sentences. */
export function signInName(device: DeviceNameFragment | null, service: string, words: Words): string {
  const name = deviceName(device, words);
  return name === null ? isolate(service) : words.row.at(name, isolate(service));
}

/** Of those, of which there may be many, each name once with how often it is there; the most frequent first. */
export function countNames(names: readonly string[]): readonly (readonly [name: string, count: number])[] {
  const groups = Map.groupBy(names, (name) => name);
  return [...groups].map(([name, { length }]) => [name, length] as const).toSorted((a, b) => b[1] - a[1]);
}
