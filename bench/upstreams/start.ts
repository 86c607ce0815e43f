/** Starts an upstream, and asks it how often it was called. */
import { join } from 'node:path';
import { type RunningServer, startServer } from '../processes.ts';

export interface RunningUpstream extends RunningServer {
  /** Since it was started. */
  calls(): Promise<number>;
}

/** Clerk: 2,000 users with their sessions. */
export function startClerk({ latencyMs = 0, sessionsPerUser = 10 } = {}): Promise<RunningUpstream> {
  return start('clerk.ts', latencyMs, sessionsPerUser);
}

/** Zendesk: the list of everybody's sessions. */
export function startZendesk({ sessions }: { readonly sessions: number }): Promise<RunningUpstream> {
  return start('zendesk.ts', sessions);
}

async function start(script: string, ...args: readonly number[]): Promise<RunningUpstream> {
  const server = await startServer([join(import.meta.dirname, script), ...args.map(String)], 'load');
  return {
    ...server,
    calls: async () => Number(await (await fetch(`${server.url}/calls`)).text()),
  };
}
