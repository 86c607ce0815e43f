/** For the tests of this folder: the demo with the product on top of it, without a server. */
import { graphql, type ExecutionResult } from 'graphql';
import { onTestFinished } from 'vitest';
import { askedRequest, type AskedRequest } from '../../test/support/asked-request.ts';
import { demoConfig } from '../config/config.ts';
import { graphContext } from '../graph/context.ts';
import { schema } from '../graph/schema.ts';
import { openProviders } from '../server/open-providers.ts';
import { createAudit } from '../sessions/audit/audit.ts';
import { createRequestContext } from '../sessions/request-context.ts';
import { scopes } from '../sessions/scope.ts';
import { createSessionsService } from '../sessions/service.ts';
import { startDemo, type Demo } from './demo.ts';
import { createMemoryStore } from '../store/memory.ts';

export const noon = Date.parse('2026-11-20T12:00:00.000Z');

export interface OpenDemo {
  readonly demo: Demo;
  /** Asks as somebody who may do everything, with a request of its own. */
  sessions(): AskedRequest;
  /** @param viewer who asks, as a signed-in person; null as `sessions` does. */
  query(
    source: string,
    variables: Readonly<Record<string, unknown>>,
    viewer?: string | null,
  ): Promise<ExecutionResult>;
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
    store: createMemoryStore(now),
    onFault: raise,
  });
  const { signal } = new AbortController();
  const contextFor = (viewer: string | null = null) =>
    createRequestContext(
      service,
      {
        principal: {
          name: viewer === null ? 'anyone' : `person:${viewer}`,
          viewer: viewer === null ? null : { id: viewer, verifiedEmails: [] },
          currentSessionId: null,
          currentSessionIssuer: null,
          scopes: new Set(viewer === null ? scopes : []),
        },
        address: null,
        operationName: null,
        callOrigin: { requestId: undefined, principal: viewer ?? 'anyone', calls: 0 },
      },
      signal,
    );
  return {
    demo,
    sessions: () => askedRequest(contextFor()),
    query: (source, variableValues, viewer) =>
      graphql({
        schema,
        source,
        variableValues,
        contextValue: graphContext(contextFor(viewer)),
      }),
  };
}

function raise(error: unknown): never {
  throw error;
}
