import { demoConfig } from '../config.ts';
import { createLog } from '../server/log.ts';
import type { RunningServer } from '../server/server.ts';
import { start, type StartOptions } from '../server/start.ts';
import { isPortTaken, serveUntilSignal, watchFaults } from './lifetime.ts';

/** Serves four emulated providers until a signal; on another port where the wanted one is taken. */
export async function demo({ port }: { readonly port?: number }): Promise<void> {
  const log = createLog();
  watchFaults(log);
  const { startDemo } = await import('../demo/demo.ts');
  const emulated = await startDemo();
  const config = demoConfig(emulated.providers);
  const server = await startOnFreePort({ config, port, log, graphiqlTabs: emulated.graphiqlTabs });
  serveUntilSignal(server, log, () => emulated.close());
}

async function startOnFreePort(options: StartOptions): Promise<RunningServer> {
  try {
    return await start(options);
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    const port = options.port ?? options.config.server.port;
    options.log.warn(`port ${port} is taken; taking a free one`);
    return start({ ...options, port: 0 });
  }
}
