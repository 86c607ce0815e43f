/** Composition, and Hive Gateway in front of what was composed. */
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { listen, type Running } from './listen.ts';

/** The subgraphs' endpoints by their names. */
export type Subgraphs = Readonly<Record<string, string>>;

/** Reads the schema of each subgraph from itself. A registry takes what `sessiongraph schema --federation` prints instead. */
export async function composeSupergraph(subgraphs: Subgraphs, gatewaySecret: string): Promise<string> {
  const services = await Promise.all(
    Object.entries(subgraphs).map(async ([name, url]) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-gateway-secret': gatewaySecret },
        body: JSON.stringify({ query: '{ service: _service { sdl } }' }),
      });
      const answer = (await response.json()) as { data?: { service: { sdl: string } } };
      if (!answer.data) throw new Error(`${name} does not tell its schema: ${JSON.stringify(answer)}`);
      return { name, url, typeDefs: parse(answer.data.service.sdl) };
    }),
  );
  const { supergraphSdl, errors = [] } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

export interface GatewayOptions {
  readonly supergraph: string;
  readonly gatewaySecret: string;
  readonly port: number;
  /** What GraphiQL opens with. */
  readonly graphiql: { readonly defaultQuery: string; readonly headers: string };
}

/** Passes on whom the asker says to be, and adds the secret that tells the subgraphs that it is the gateway who asks. */
export async function startGateway(options: GatewayOptions): Promise<Running> {
  const { supergraph, gatewaySecret, port, graphiql } = options;
  const gateway = createGatewayRuntime({
    supergraph,
    propagateHeaders: {
      fromClientToSubgraphs({ request }) {
        const authorization = request.headers.get('authorization');
        return { 'x-gateway-secret': gatewaySecret, ...(authorization !== null && { authorization }) };
      },
    },
    graphiql,
    renderGraphiQL,
    landingPage: false,
    logging: 'warn',
  });
  const running = await listen(createServer(gateway), port);
  return {
    url: running.url,
    async close() {
      await running.close();
      await gateway.dispose();
    },
  };
}
