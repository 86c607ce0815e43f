import { printSchema } from 'graphql';
import { type ConfigSource, isConfigNamed, loadConfig } from '../config/config.ts';
import { defaultSubgraphOptions, type SubgraphOptions } from '../graph/federation/directives.ts';

export interface SchemaCommand {
  /** As a subgraph, for a registry. */
  readonly federation?: true;
  /** The file whose `federation` says what the subgraph tells its gateways; without one, the defaults. */
  readonly config?: string;
}

/** Prints the schema in GraphQL's own language. Rejects with a `ConfigError` where the named file cannot be used. */
export async function schema({ federation, config: named }: SchemaCommand): Promise<void> {
  const { schema: graph } = await import('../graph/schema.ts');
  if (federation === undefined) return void process.stdout.write(`${printSchema(graph)}\n`);
  const { subgraphSdl } = await import('../graph/federation/sdl.ts');
  const source = { named, directory: process.cwd() };
  process.stdout.write(
    subgraphSdl(graph, isConfigNamed(source) ? await optionsOf(source) : defaultSubgraphOptions),
  );
}

async function optionsOf(source: ConfigSource): Promise<SubgraphOptions> {
  const { federation, providers } = await loadConfig(source);
  return { ...federation, providerCount: providers.length };
}
