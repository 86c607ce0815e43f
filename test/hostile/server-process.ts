/** The server in a process of its own, so that what it keeps in memory, and what it fails to handle, is its own. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { checkConfig } from '../../src/config/check.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { start } from '../../src/server/start.ts';

/** What the process tells when it is asked. */
export interface Health {
  /** What is held after the garbage is gone, in bytes. */
  readonly heldBytes: number;
  /** Rejections and exceptions that nobody handled. */
  readonly unhandled: readonly string[];
  /** What the server logged as errors. */
  readonly errors: readonly string[];
}

const unhandled: string[] = [];
const errors: string[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(String(reason)));
process.on('uncaughtException', (error) => unhandled.push(String(error)));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const log = createLog({
  write(line: string) {
    if (Number(JSON.parse(line).level) >= 50) errors.push(line);
  },
});

process.once('message', async (content) => {
  const server = await start({ config: checkConfig(content, {}), port: 0, log, graphiqlTabs: [] });
  process.on('message', async () => {
    // What is freed by one round may hold what the next one frees.
    for (let round = 0; round < 5; round += 1) {
      collectGarbage();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const health: Health = { heldBytes: process.memoryUsage().heapUsed, unhandled, errors };
    process.send?.(health);
  });
  process.send?.(server.url);
});
