import type { Emulator } from '../../src/demo/emulator.ts';
import type { ProviderKind } from '../../src/providers/records.ts';
import type { Marks } from './marks.ts';
import type { TalkativeProxyOptions } from './talkative-proxy.ts';

/** In the directory, and by name at every provider. */
export const people = ['ann', 'ben'];
export const emailOf = (person: string): string => `${person}@example.com`;

/** An emulated provider in which everything that is secret is marked. */
export interface MarkedProvider {
  readonly label: string;
  readonly kind: ProviderKind;
  readonly emulator: Emulator;
  /** As they stand in a configuration: every way to sign in. */
  entriesAt(baseUrl: string): readonly object[];
  /** The native ids of a session of Ann's, and of her account. */
  readonly ann: NativeIds;
  /** An error as the provider words it, with this text wherever one can stand. */
  readonly ownError: TalkativeProxyOptions['ownError'];
  /** Sessions are as they were at the start. */
  reseed(): void;
  /** Secrets that the emulator made since it started. */
  issued(): readonly IssuedSecret[];
}

export interface NativeIds {
  readonly session: string;
  readonly account: string;
}

export interface IssuedSecret {
  readonly what: string;
  readonly secret: string;
  /** What every such secret begins with. */
  readonly prefix?: string;
  /** The client session that it opens. */
  readonly clientSessionId?: string;
}

export type StartMarked = (marks: Marks, startedAt: number) => Promise<MarkedProvider>;
