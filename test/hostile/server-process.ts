/** The server in a process of its own, so that what it keeps in memory, and what it fails to handle, is its own. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { checkConfig } from '../../src/config/check.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { start } from '../../src/server/start.ts';
import { closedCircuit } from '../support/closed-circuit.ts';

/** What the process tells when it is asked. */
export interface Health {
  /** The longest that one turn of the process took since it was asked last, in milliseconds of its own CPU. */
  readonly longestTurnMs: number;
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

// In CPU of this thread, which other work on the machine does not lengthen.
let longestTurnMs = 0;
let spentMs = cpuMs();
setInterval(() => {
  const now = cpuMs();
  longestTurnMs = Math.max(longestTurnMs, now - spentMs);
  spentMs = now;
}, 5);

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const log = createLog({
  write(line: string) {
    if (Number(JSON.parse(line).level) >= 50) errors.push(line);
  },
});

process.once('message', async (content) => {
  const server = await start({
    config: checkConfig(content, {}),
    port: 0,
    log,
    graphiqlTabs: [],
    openCircuit: closedCircuit,
  });
  process.on('message', async () => {
    const longest = longestTurnMs;
    // What is freed by one round may hold what the next one frees.
    for (let round = 0; round < 5; round += 1) {
      collectGarbage();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const heldBytes = process.memoryUsage().heapUsed;
    const health: Health = { longestTurnMs: longest, heldBytes, unhandled, errors };
    spentMs = cpuMs();
    longestTurnMs = 0;
    process.send?.(health);
  });
  process.send?.(server.url);
});
