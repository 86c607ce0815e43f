import { demoConfig } from '../config/config.ts';
import { createLog } from '../server/watch/log.ts';
import { tellStart } from '../server/watch/summary.ts';
import { openPage } from '../server/doors/pages/page.ts';
import { start, type StartedServer, type StartOptions } from '../server/start.ts';
import { isPortTaken, startLifetime, watchFaults } from './lifetime.ts';

/** Built when the development tools are installed. */
const devicesPage = new URL('../../packages/devices/dist/page/', import.meta.url);

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
  const page = await openPage(devicesPage, 'Devices page', pageSettings(emulated, config));
  const server = await startOnFreePort({
    config,
    port,
    log,
    graphiqlTabs,
    handleRequest: (request, response) =>
      emulated.handleRequest(request, response) || giveToken(request, response),
    page,
    visitors: signIn.auth,
  });
  tellStart(
    {
      ...server,
      config,
      source: 'the demo, with a made-up company at four emulated providers',
      hasPage: page !== null,
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
