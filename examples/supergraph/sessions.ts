/** sessiongraph as a subgraph, over the demo's providers. In earnest all of this is a configuration file, and `sessiongraph serve`. */
import { checkConfig } from '../../src/config/check.ts';
import { type Demo, startDemo } from '../../src/demo/demo.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { start } from '../../src/server/start.ts';
import { audience, type Issuer, issuerName } from './issuer.ts';
import type { Running } from './listen.ts';

export interface RunningSessions extends Running {
  /** The emulated providers, with the people of a made-up company. */
  readonly demo: Demo;
}

/** @param more of the configuration. */
export async function startSessions(
  issuer: Issuer,
  gatewaySecret: string,
  more: object = {},
): Promise<RunningSessions> {
  const demo = await startDemo();
  const config = checkConfig(
    {
      providers: demo.providers,
      auth: { jwt: [{ issuer: issuerName, audience, publicKey: issuer.publicKey }] },
      // The accounts have `User.email` and `User.emailVerified`, and one of the providers is linked by e-mail.
      federation: {
        enabled: true,
        gatewaySecret,
        userEmail: { email: 'String!', emailVerified: 'Boolean!' },
      },
      ...more,
    },
    {},
  );
  const server = await start({ config, port: 0, log: createLog(), graphiqlTabs: [] });
  return {
    url: server.url,
    demo,
    async close() {
      await server.close(0);
      await demo.close();
    },
  };
}
