import { demoConfig } from '../config/config.ts';
import { createLog } from '../server/watch/log.ts';
import { tellStart } from '../server/watch/summary.ts';
import { start, type StartedServer, type StartOptions } from '../server/start.ts';
import { openDemoPages } from './devices-page.ts';
import { isPortTaken, startLifetime, watchFaults } from './lifetime.ts';

/** Serves four emulated providers until a signal; on another port where the wanted one is taken. */
export async function demo({ port }: { readonly port?: number }): Promise<void> {
  const log = createLog();
  watchFaults(log);
  const lifetime = startLifetime(log);
  const [{ startDemo }, { createDemoSignIn, pageSettings, tabsOf, tokenRoute }] = await Promise.all([
    import('../demo/demo.ts'),
    import('./demo-sign-in.ts'),
  ]);
  const emulated = await startDemo();
  const config = demoConfig(emulated.providers);
  const signIn = await createDemoSignIn();
  const giveToken = tokenRoute(emulated, signIn);
  const graphiqlTabs = await tabsOf(emulated, signIn);
  const pages = await openDemoPages(pageSettings(emulated, config));
  const server = await startOnFreePort({
    config,
    port,
    log,
    graphiqlTabs,
    handleRequest: (request, response) =>
      emulated.handleRequest(request, response) || giveToken(request, response),
    pages,
    visitors: signIn.auth,
  });
  tellStart(
    {
      ...server,
      config,
      source: 'the demo, with a made-up company at four emulated providers',
      pagePath: pages?.path ?? null,
      wantedPort: port ?? config.server.port,
    },
    log,
  );
  lifetime.serve(server, config.shutdown, () => emulated.close());
}

async function startOnFreePort(options: StartOptions): Promise<StartedServer> {
  try {
    return await start(options);
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    return start({ ...options, port: 0 });
  }
}
