import { once } from 'node:events';
import type { Server } from 'node:http';

export interface Running {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

/** @param port 0 for any free one. */
export async function listen(server: Server, port = 0): Promise<Running> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
