/** Starts an upstream, and asks it how often it was called. */
import { join } from 'node:path';
import { type RunningServer, startServer } from '../processes.ts';
import type { Condition } from './server.ts';

export interface RunningUpstream extends RunningServer {
  /** Since it was started. */
  calls(): Promise<number>;
  /** How many of them were beyond its limit. */
  refused(): Promise<number>;
  /** What it does from now on. */
  become(condition: Condition): Promise<void>;
}

/** Clerk: 2,000 users with their sessions. @param limit the calls it takes; 0 for any number. */
export function startClerk({
  latencyMs = 0,
  sessionsPerUser = 10,
  limit = { requests: 0, perMs: 0 },
} = {}): Promise<RunningUpstream> {
  return start('clerk.ts', latencyMs, sessionsPerUser, limit.requests, limit.perMs);
}

/** Zendesk: the list of everybody's sessions. */
export function startZendesk({ sessions }: { readonly sessions: number }): Promise<RunningUpstream> {
  return start('zendesk.ts', sessions);
}

async function start(script: string, ...args: readonly number[]): Promise<RunningUpstream> {
  const server = await startServer([join(import.meta.dirname, script), ...args.map(String)], 'load');
  const ask = async (path: string) => (await fetch(`${server.url}/${path}`)).text();
  return {
    ...server,
    calls: async () => Number(await ask('calls')),
    refused: async () => Number(await ask('refused')),
    become: async (condition) => void (await ask(condition)),
  };
}
