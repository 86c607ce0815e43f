/** Emulated providers of every kind in which everything that is secret is marked, each behind a talkative proxy. */
import type { Emulator } from '../../src/demo/emulator.ts';
import { startMarkedClerk, startMarkedRocketChat, startMarkedZendesk } from './marked-emulators.ts';
import type { NativeIds, StartMarked } from './marked-provider.ts';
import { startMarkedSeam } from './marked-seam.ts';
import type { Marks } from './marks.ts';
import { startTalkativeProxy, type TalkativeProxy } from './talkative-proxy.ts';

/** A kind is in these tests by its line here; `errors.test.ts` fails where one is missing. */
const starters: readonly StartMarked[] = [
  startMarkedClerk,
  startMarkedRocketChat,
  startMarkedZendesk,
  startMarkedSeam,
];

export interface MarkedProviders {
  /** As they stand in a configuration: every way to sign in to each kind. */
  readonly entries: readonly object[];
  readonly emulators: readonly Emulator[];
  /** Of client sessions that are there or were, by Seam's id. */
  tokenOf(id: string): string | undefined;
  readonly proxies: readonly TalkativeProxy[];
  /** Throws for a kind that is not here. */
  annAt(kind: string): NativeIds;
  /** Sessions and client sessions are as they were at the start. */
  reseed(): void;
  /** Marks the tokens that the emulators have issued until now. */
  markIssued(): void;
  close(): Promise<void>;
}

export async function startMarkedProviders(marks: Marks): Promise<MarkedProviders> {
  const startedAt = Date.now() - 60_000;
  const marked = await Promise.all(starters.map((start) => start(marks, startedAt)));
  const proxied = await Promise.all(
    marked.map(async ({ label, emulator, ownError, entriesAt }) => {
      const secret = marks.make(`what ${label} gives away`);
      const proxy = await startTalkativeProxy({ target: emulator.url, secret, ownError });
      return { proxy, entries: entriesAt(proxy.url) };
    }),
  );
  const emulators = marked.map(({ emulator }) => emulator);
  const proxies = proxied.map(({ proxy }) => proxy);
  const issued = () => marked.flatMap((provider) => provider.issued());
  return {
    entries: proxied.flatMap(({ entries }) => entries),
    emulators,
    tokenOf: (id) => issued().find(({ clientSessionId }) => clientSessionId === id)?.secret,
    proxies,
    annAt(kind) {
      const provider = marked.find((one) => one.kind === kind);
      if (provider === undefined) throw new Error(`Say which session and account Ann has at kind ${kind}.`);
      return provider.ann;
    },
    reseed() {
      for (const provider of marked) provider.reseed();
    },
    markIssued() {
      for (const { what, secret, prefix } of issued()) marks.add(what, secret, prefix);
    },
    async close() {
      await Promise.all([...proxies, ...emulators].map((each) => each.close()));
    },
  };
}
