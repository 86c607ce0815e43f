/** Loaded into every process that is measured: answers the bench's questions from within. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export type Inquiry =
  | 'usage'
  | 'heap'
  /** Begins a profile of the processor's time. */
  | 'profile'
  /** Ends it and writes it to that file. */
  | { readonly profileTo: string };

export interface Usage {
  /** Since the process began, in milliseconds. */
  readonly cpuMs: number;
  readonly rssMb: number;
}

export interface Heap {
  /** What is left after all garbage is collected. */
  readonly heapMb: number;
}

const profiler = new Session();

process.on('message', async (inquiry: Inquiry) => {
  process.send?.(await answerTo(inquiry));
});
// A server ends when it has nothing more to do, whoever still could ask.
process.channel?.unref();

async function answerTo(inquiry: Inquiry): Promise<Usage | Heap | 'done'> {
  if (inquiry === 'usage') {
    const { user, system } = process.cpuUsage();
    return { cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 1e6 };
  }
  if (inquiry === 'heap') {
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    return { heapMb: process.memoryUsage().heapUsed / 1e6 };
  }
  if (inquiry === 'profile') {
    profiler.connect();
    await profiler.post('Profiler.enable');
    await profiler.post('Profiler.setSamplingInterval', { interval: 200 });
    await profiler.post('Profiler.start');
    return 'done';
  }
  const { profile } = await profiler.post('Profiler.stop');
  profiler.disconnect();
  writeFileSync(inquiry.profileTo, JSON.stringify(profile));
  return 'done';
}
