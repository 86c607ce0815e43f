import { demoConfig } from '../config/config.ts';
import { createLog } from '../server/watch/log.ts';
import { tellStart } from '../server/watch/summary.ts';
import { openPage } from '../server/doors/pages/page.ts';
import { start, type StartedServer, type StartOptions } from '../server/start.ts';
import { createDemoSignIn, tabsOf } from './demo-sign-in.ts';
import { isPortTaken, startLifetime, watchFaults } from './lifetime.ts';

/** Built when the development tools are installed. */
const devicesPage = new URL('../../packages/devices/dist/page/', import.meta.url);

/** Serves four emulated providers until a signal; on another port where the wanted one is taken. */
export async function demo({ port }: { readonly port?: number }): Promise<void> {
  const log = createLog();
  watchFaults(log);
  const lifetime = startLifetime(log);
  const [{ startDemo }, { peopleToShow }] = await Promise.all([
    import('../demo/demo.ts'),
    import('../demo/people-to-show.ts'),
  ]);
  const emulated = await startDemo();
  const config = demoConfig(emulated.providers);
  const { company, handleRequest } = emulated;
  const signIn = await createDemoSignIn();
  const graphiqlTabs = await tabsOf(emulated, signIn);
  const page = await openPage(devicesPage, 'Devices page', { demo: { people: peopleToShow(company) } });
  const server = await startOnFreePort({
    config,
    port,
    log,
    graphiqlTabs,
    handleRequest,
    page,
    visitors: signIn.auth,
  });
  tellStart(
    {
      ...server,
      config,
      source: 'the demo, with a made-up company at four emulated providers',
      hasPage: page !== null,
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
    const port = options.port ?? options.config.server.port;
    options.log.warn(`port ${port} is taken; taking a free one`);
    return start({ ...options, port: 0 });
  }
}
