/** What the contract suite needs to know of a kind of provider, and the world its emulator plays for one test. */
import type { Emulator } from '../../demo/emulator.ts';
import { createDispatcher, createUpstream } from '../../upstream/client.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import type { Provider } from '../provider.ts';
import type { LinkKey, SessionState } from '../records.ts';

/** The clock of every contract test, for emulator, upstream and adapter alike. */
export const contractNow = (): number => Date.parse('2026-11-20T12:00:00.000Z');

/** How a kind differs from the others where the contract leaves it free. */
export interface ContractTraits {
  /** What a read shows of a session that was ended: its state, or that it is gone. */
  readonly afterRevoking: SessionState | 'GONE';
  /** What revoking a session gives that goes on. An emulator of an API that works off later what it accepted does so before the next call. */
  readonly revoking: 'REVOKED' | 'ACCEPTED';
  /** What revoking a session gives that has ended before. */
  readonly revokingAgain: 'ALREADY_ENDED' | 'NOT_FOUND' | 'REVOKED';
  /** Whether a session can be read and ended by its id alone. */
  readonly findsSessionsWithoutAccount: boolean;
}

export interface ContractPerson {
  readonly accountId: string;
  /** The value the person is found by, for each of the kind's `linkKeys` and for `nativeId`; the address is a verified one. */
  readonly keys: Readonly<Partial<Record<LinkKey, string>>>;
}

/**
 * One emulator with an adapter on it. A new one for each test, so tests may change it as they like. All ids are native ids.
 * The emulator's rate limit is off.
 */
export interface ContractWorld {
  readonly provider: Provider;
  readonly emulator: Emulator;
  /** An adapter on the same emulator whose credentials it refuses. */
  readonly withWrongCredentials: Provider;
  /** Every secret in the configurations of both adapters, and every secret the emulator tells (Seam's tokens). */
  readonly secrets: readonly string[];

  /** Has more sessions than one page of the API holds, and fewer than 1,000. */
  readonly busy: ContractPerson;
  /** Has at least two sessions, all of them active. */
  readonly other: ContractPerson;
  /** Has an account and no session. */
  readonly idle: ContractPerson;
  /** A verified-looking address that the provider knows, but not as verified; null where the kind does not link by e-mail. */
  readonly unverifiedEmail: string | null;
  /** Of the right form, but nobody's. */
  readonly unknownAccountId: string;
  readonly unknownSessionId: string;

  /** The sessions of an account that the provider would tell now, in any order. */
  sessionIdsOf(accountId: string): readonly string[];
  /** All sessions that the provider would tell now, in any order. */
  allSessionIds(): readonly string[];
  /** A new sign-in, where the API's order puts the newest; gives its id. */
  addSession(accountId: string): string;
  /** The session ends without this adapter having asked for it. */
  endSession(sessionId: string): void;
  /** Gives the account so many sessions that it has more than 1,000. */
  crowd(accountId: string): void;
  /** Makes one session of the account unreadable in lists, by a field of the wrong type; gives its id. */
  breakOneRow(accountId: string): string;
  /** Whether a call, as in `Emulator.calls`, reads a later page of an account's sessions; null where there are no pages. */
  readonly readsLaterPage: ((call: string) => boolean) | null;
  close(): Promise<void>;
}

export interface ContractSetupOptions {
  /** How the adapter under test shall link; null for the kind's usual way. */
  readonly linkBy: LinkKey | null;
  /** The clock to give to the emulator and to the adapter. */
  readonly now: () => number;
  /** Makes the adapter's upstream; the suite closes it. */
  readonly openUpstream: (baseUrl: string) => Upstream;
}

export type ContractSetup = (options: ContractSetupOptions) => Promise<ContractWorld>;

/** Starts a world, and gives the way to take it down with everything that was opened for it. */
export async function startWorld(
  setup: ContractSetup,
  linkBy: LinkKey | null,
): Promise<{ world: ContractWorld; close: () => Promise<void> }> {
  const dispatcher = createDispatcher();
  const world = await setup({
    linkBy,
    now: contractNow,
    openUpstream: (baseUrl) =>
      createUpstream({
        baseUrl,
        maxConcurrency: 10,
        dispatcher,
        providerId: 'contract',
        timeoutMs: 5000,
        providerName: 'the provider under contract',
        now: contractNow,
      }),
  });
  return {
    world,
    close: async () => {
      await dispatcher.destroy();
      await world.close();
    },
  };
}
