/** What the parts of the suite share: a world for each test, calls with a deadline, and what went wrong as a value. */
import { inspect } from 'node:util';
import { afterEach, expect } from 'vitest';
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { AccountSessions, Provider } from '../provider.ts';
import type { LinkKey, SessionRecord } from '../records.ts';
import { startWorld, type ContractSetup, type ContractTraits, type ContractWorld } from './world.ts';

export interface Contract {
  readonly traits: ContractTraits;
  /** Every `linkBy` the kind can be configured with; each is tested with a provider of its own. */
  readonly linkKeysOfKind: readonly LinkKey[];
  /** A world of its own for the running test, taken down after it. */
  readonly start: (linkBy?: LinkKey) => Promise<RunningWorld>;
}

/** The provider with every method: one that its kind does not have fails the test that calls it. Tests skip themselves by `capabilities`. */
export type AbleProvider = Provider & Required<Pick<Provider, (typeof optionalMethods)[number]>>;

export interface RunningWorld extends ContractWorld {
  readonly provider: AbleProvider;
  readonly withWrongCredentials: AbleProvider;
}

const optionalMethods = [
  'sessionsOf',
  'readSession',
  'readSessionPage',
  'countSessions',
  'revokeSession',
  'revokeAllSessions',
] as const;

function able(provider: Provider): AbleProvider {
  const absent = (name: string) => () => {
    throw new Error(`${provider.name} has no ${name}`);
  };
  return {
    sessionsOf: absent('sessionsOf'),
    readSession: absent('readSession'),
    readSessionPage: absent('readSessionPage'),
    countSessions: absent('countSessions'),
    revokeSession: absent('revokeSession'),
    revokeAllSessions: absent('revokeAllSessions'),
    ...provider,
  };
}

/** To be called inside `describe`. */
export function createContract(
  linkKeysOfKind: readonly LinkKey[],
  setup: ContractSetup,
  traits: ContractTraits,
): Contract {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((close) => close()));
  });
  return {
    traits,
    linkKeysOfKind,
    async start(linkBy) {
      const { world, close } = await startWorld(setup, linkBy ?? null);
      open.push(close);
      return {
        ...world,
        provider: able(world.provider),
        withWrongCredentials: able(world.withWrongCredentials),
      };
    },
  };
}

/** A call of a caller who waits so many milliseconds. */
export function callWithin(milliseconds = 10_000): Call {
  return { signal: new AbortController().signal, deadlineAt: performance.now() + milliseconds };
}

/** What one account's reading gave. */
export async function readOne(
  provider: AbleProvider,
  accountId: string,
  call = callWithin(),
): Promise<AccountSessions> {
  const read = (await provider.sessionsOf([accountId], call)).get(accountId);
  if (read === undefined) throw new Error('sessionsOf left out the account that was asked for');
  return read;
}

/** The failure of a method, which may reject with it or, in `sessionsOf`, tell it of the account. */
export async function failureOf(result: Promise<unknown>): Promise<ProviderFailure> {
  const failure = await result.then(
    (value) => (value instanceof Map ? tellsFailure(value) : value),
    (error: unknown) => error,
  );
  if (failure instanceof ProviderFailure) return failure;
  throw new Error(`expected a ProviderFailure, got ${inspect(failure)}`);
}

function tellsFailure(read: ReadonlyMap<unknown, unknown>): unknown {
  const [first] = read.values();
  return typeof first === 'object' && first !== null && 'failure' in first ? first.failure : read;
}

export function idsOf(sessions: readonly SessionRecord[]): string[] {
  return sessions.map((session) => session.nativeId);
}

/** The same ids, each once, in whatever order. */
export function expectSameIds(actual: readonly string[], expected: readonly string[]): void {
  expect(actual.toSorted()).toEqual([...expected].toSorted());
}

/** Neither the thing nor anything it holds, hidden or as a cause, tells a secret. */
export function expectNoSecret(thing: unknown, secrets: readonly string[]): void {
  const text = inspect(thing, {
    depth: Infinity,
    showHidden: true,
    maxStringLength: null,
    maxArrayLength: null,
  });
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}
