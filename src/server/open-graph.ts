/** Puts the schema and the product's knowledge together for the server. */
import type { GraphContext } from '../graph/context.ts';
import type { Provider } from '../providers/provider.ts';
import { createAudit } from '../sessions/audit/audit.ts';
import { streamSink } from '../sessions/audit/sinks.ts';
import { scopes } from '../sessions/scope.ts';
import { createSessionsService } from '../sessions/service.ts';
import type { Log } from './log.ts';
import type { GraphqlOptions } from './yoga.ts';

export interface OpenGraph extends Pick<GraphqlOptions, 'schema' | 'contextFor'> {
  /** Resolves when no change is under way any more. */
  settled(): Promise<void>;
}

/** @param now the wall clock, in epoch milliseconds. */
export async function openGraph(
  providers: readonly Provider[],
  now: () => number,
  log: Log,
): Promise<OpenGraph> {
  const { schema } = await import('../graph/schema.ts');
  const service = createSessionsService({
    providers,
    audit: createAudit({
      sink: streamSink(process.stderr),
      onFailure: 'refuse',
      now,
      onError: (error) => log.error({ err: error }, 'an audit record could not be written'),
    }),
    now,
    onFault: (error) => log.error({ err: error }, 'unexpected error in a change'),
  });
  return {
    schema,
    // Nobody is identified yet: every asker may do everything, which `requireSafeAccess` keeps to this computer.
    contextFor: (_request, signal, origin): GraphContext => ({
      sessions: service.forRequest(
        { ...origin, name: 'anyone', viewer: null, currentSessionId: null, can: () => true },
        signal,
      ),
      permissions: scopes,
      signal,
    }),
    settled: () => service.settled(),
  };
}
