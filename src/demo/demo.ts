/** Providers with a made-up company in them, served over real HTTP on this computer, for whoever wants to look around. */
import { startDemoClerk } from './clerk/demo.ts';
import { createCompany, type Company } from './company.ts';
import type { StartDemoProvider } from './demo-provider.ts';
import { createFaultControl } from './fault-control.ts';
import type { DemoRequestHandler } from './request.ts';
import { startDemoRocketChat } from './rocketchat/demo.ts';
import { startDemoSeam } from './seam/demo.ts';
import { readWorkedQueries, type WorkedQuery } from './worked-queries.ts';
import { startDemoZendesk } from './zendesk/demo.ts';

/** By provider id; a kind of provider is in the demo by its line here. */
const starters = {
  clerk: startDemoClerk,
  chat: startDemoRocketChat,
  support: startDemoZendesk,
  locks: startDemoSeam,
} satisfies Record<string, StartDemoProvider>;

type Emulators = {
  readonly [Id in keyof typeof starters]: Awaited<ReturnType<(typeof starters)[Id]>>['emulator'];
};

export interface Demo {
  /** As they would stand under `providers` in a configuration file. */
  readonly providers: readonly object[];
  /** By provider id. */
  readonly emulators: Emulators;
  readonly company: Company;
  /** What GraphiQL's tabs ask. */
  readonly workedQueries: readonly WorkedQuery[];
  /** Lets the providers' faults be set over HTTP. */
  readonly handleRequest: DemoRequestHandler;
  close(): Promise<void>;
}

export interface DemoOptions {
  /** The wall clock of company and providers, in epoch milliseconds. */
  readonly now?: () => number;
}

/** Starts the providers on free loopback ports. */
export async function startDemo({ now = Date.now }: DemoOptions = {}): Promise<Demo> {
  const company = createCompany(now());
  const [workedQueries, ...started] = await Promise.all([
    readWorkedQueries(),
    ...Object.entries(starters).map(async ([id, start]) => ({ id, ...(await start(company, now)) })),
  ]);
  // Each stands at the id that it was started for.
  const emulators = Object.fromEntries(started.map(({ id, emulator }) => [id, emulator])) as Emulators;
  return {
    providers: started.map(({ id, entry }) => ({ id, ...entry })),
    emulators,
    company,
    workedQueries,
    handleRequest: createFaultControl(emulators),
    async close() {
      await Promise.all(started.map(({ emulator }) => emulator.close()));
    },
  };
}
