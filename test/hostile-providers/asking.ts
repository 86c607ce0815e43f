/**
 * The whole server in a process of its own, over HTTP, and a question about one person of whom one provider of four answers what no
 * provider should.
 */
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import { startTarget, type Target } from '../hostile/target.ts';

export type Emulators = Target['demo']['emulators'];
export type ProviderId = keyof Emulators;

export const providers = ['clerk', 'chat', 'support', 'locks'] as const satisfies readonly ProviderId[];

export interface Reply {
  /** What is told of the person. */
  // oxlint-disable-next-line typescript/no-explicit-any -- the shape is what the query below asks for
  readonly user: any;
  /** Of the whole answer. */
  readonly bytes: number;
}

export interface Outcome extends Reply {
  readonly report: { readonly status: string; readonly complete: boolean; readonly message: string | null };
  /** Of the provider that misbehaves. */
  readonly rows: readonly unknown[];
}

export interface Asking {
  emulators(): Emulators;
  ask(): Promise<Reply>;
  /** Asks while a provider misbehaves, and sees that the others are all there and that everybody had a turn. */
  outcomeOf(id: ProviderId): Promise<Outcome>;
}

/** How long one turn of the server may take, in milliseconds of CPU: meanwhile nobody else is answered. */
const longestTurn = 100;

/** Each provider's rows by themselves, so that those of one cannot push out those of another. */
const query = `{ user(by: { id: "${cast.ordinary}" }) {
  sessions(first: 100) { nodes { id } providerReports { provider { id } status complete message } }
  ${providers
    .map(
      (id) =>
        `${id}: sessions(first: 100, filter: { providerIds: ["${id}"] }) { nodes { id displayName location { country } } }`,
    )
    .join('\n')}
  accounts { provider { id } displayName avatarUrl }
} }`;

/** Starts the server for all tests of a file; after each, the providers behave again. */
export function startAsking(): Asking {
  let target: Target;

  async function ask(): Promise<Reply> {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: target.authorization.service },
      body: JSON.stringify({ query }),
    });
    const text = await response.text();
    const { data } = JSON.parse(text) as { data: { user: unknown } };
    return { user: data.user, bytes: text.length };
  }

  beforeAll(async () => {
    target = await startTarget();
    // The first answers compile what all later ones run.
    for (let round = 0; round < 5; round += 1) await ask();
  });
  afterAll(() => target.close());
  afterEach(() => {
    for (const emulator of Object.values(target.demo.emulators)) {
      emulator.instead = null;
      emulator.fault = { kind: 'ok' };
      emulator.faultOnly = null;
    }
  });

  return {
    emulators: () => target.demo.emulators,
    ask,
    async outcomeOf(id) {
      await target.health();
      const reply = await ask();
      const { sessions, ...of } = reply.user;
      const reports = new Map<string, Outcome['report']>(
        sessions.providerReports.map((report: { provider: { id: string } }) => [report.provider.id, report]),
      );
      for (const other of providers.filter((provider) => provider !== id)) {
        expect(reports.get(other)).toMatchObject({ status: 'OK', complete: true });
        expect(of[other].nodes).not.toEqual([]);
      }
      const { longestTurnMs, unhandled, errors } = await target.health();
      expect({ unhandled, errors }).toEqual({ unhandled: [], errors: [] });
      expect(longestTurnMs).toBeLessThan(longestTurn);
      const report = reports.get(id);
      if (report === undefined) throw new Error(`${id} was not reported`);
      return { ...reply, report, rows: of[id].nodes };
    },
  };
}
