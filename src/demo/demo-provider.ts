import type { Company } from './company.ts';
import type { Emulator } from './emulator.ts';

/** One provider of the demo: an emulator with the company in it. */
export interface DemoProvider<Emulated extends Emulator = Emulator> {
  readonly emulator: Emulated;
  /** As it would stand under `providers` in a configuration file, without its `id`. */
  readonly entry: object;
}

/** Starts a provider on a free loopback port. @param now the wall clock, in epoch milliseconds. */
export type StartDemoProvider<Emulated extends Emulator = Emulator> = (
  company: Company,
  now: () => number,
) => Promise<DemoProvider<Emulated>>;
