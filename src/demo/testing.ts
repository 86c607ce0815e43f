/** For the tests of this folder: the demo with the product on top of it, without a server. */
import { graphql, type ExecutionResult } from 'graphql';
import { onTestFinished } from 'vitest';
import { demoConfig } from '../config.ts';
import { schema } from '../graph/schema.ts';
import { openProviders } from '../server/open-providers.ts';
import { createAudit } from '../sessions/audit/audit.ts';
import { scopes } from '../sessions/scope.ts';
import { createSessionsService } from '../sessions/service.ts';
import type { RequestSessions } from '../sessions/request-sessions.ts';
import { startDemo, type Demo } from './demo.ts';

export const noon = Date.parse('2026-11-20T12:00:00.000Z');

export interface OpenDemo {
  readonly demo: Demo;
  /** Asks as somebody who may do everything, with a request of its own. */
  sessions(): RequestSessions;
  query(source: string, variables: Readonly<Record<string, unknown>>): Promise<ExecutionResult>;
}

export async function openDemo(): Promise<OpenDemo> {
  const now = () => noon;
  const demo = await startDemo({ now });
  const { providers, close } = openProviders(demoConfig(demo.providers).providers, now);
  onTestFinished(async () => {
    await close();
    await demo.close();
  });
  const service = createSessionsService({
    providers,
    audit: createAudit({
      sink: { write: async () => {}, close: async () => {} },
      onFailure: 'refuse',
      now,
      onError: raise,
    }),
    now,
    onFault: raise,
  });
  const { signal } = new AbortController();
  const asker = {
    name: 'anyone',
    viewer: null,
    currentSessionId: null,
    address: null,
    operationName: null,
    can: () => true,
  };
  const sessions = () => service.forRequest(asker, signal);
  return {
    demo,
    sessions,
    query: (source, variableValues) =>
      graphql({
        schema,
        source,
        variableValues,
        contextValue: { sessions: sessions(), permissions: scopes, signal },
      }),
  };
}

function raise(error: unknown): never {
  throw error;
}
