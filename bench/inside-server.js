// Loaded into every process that is measured: answers the bench's questions from within. JavaScript, so that node need not load what strips
// types: that would be a sixth of a bundle's start.
import { writeFileSync } from 'node:fs';

process.on('message', async (inquiry) => {
  process.send?.(await answerTo(inquiry));
});
// A server ends when it has nothing more to do, whoever still could ask.
process.channel?.unref();

let profiler;

async function answerTo(inquiry) {
  if (inquiry === 'usage') {
    const { user, system } = process.cpuUsage();
    return { cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 1e6 };
  }
  if (inquiry === 'heap') {
    const { setFlagsFromString } = await import('node:v8');
    const { runInNewContext } = await import('node:vm');
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    return { heapMb: process.memoryUsage().heapUsed / 1e6 };
  }
  if (inquiry === 'profile') {
    const { Session } = await import('node:inspector/promises');
    profiler = new Session();
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
