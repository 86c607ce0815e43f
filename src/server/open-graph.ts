/** Puts the schema and the product's knowledge together for the server. */
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config.ts';
import { graphContext } from '../graph/context.ts';
import type { Provider } from '../providers/provider.ts';
import type { Audit } from '../sessions/audit/audit.ts';
import { createRequestContext } from '../sessions/request-context.ts';
import { createSessionsService } from '../sessions/service.ts';
import type { Store } from '../store/store.ts';
import type { ReadObserver } from '../upstream/shared-reads.ts';
import { createAdviceLog } from './watch/advice-log.ts';
import type { Log } from './watch/log.ts';
import type { OperationsOptions } from './operations/operations.ts';

export interface OpenGraph extends Pick<OperationsOptions, 'schema' | 'contextFor'> {
  /** Resolves when no change is under way any more. */
  settled(): Promise<void>;
}

/** @param now the wall clock, in epoch milliseconds. @param onRead told of what requests find when they read. */
export async function openGraph(
  providers: readonly Provider[],
  federation: Config['federation'],
  audit: Audit,
  store: Store,
  now: () => number,
  log: Log,
  onRead?: ReadObserver,
): Promise<OpenGraph> {
  const schema = await openSchema(federation, providers.length);
  const service = createSessionsService({
    providers,
    audit,
    store,
    now,
    onRead,
    onFailure: createAdviceLog(log),
    onFault: (error) => log.error({ err: error }, 'unexpected error in a change'),
  });
  return {
    schema,
    contextFor: (signal, origin, turns) => graphContext(createRequestContext(service, origin, signal, turns)),
    settled: () => service.settled(),
  };
}

async function openSchema(federation: Config['federation'], providerCount: number): Promise<GraphQLSchema> {
  const { schema } = await import('../graph/schema.ts');
  if (!federation.enabled) return schema;
  const { toSubgraph } = await import('../graph/federation/subgraph.ts');
  return toSubgraph(schema, { ...federation, providerCount });
}
