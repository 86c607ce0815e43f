/**
 * A process that calls the upstream named by its argument: `/bare/N` with undici's `dispatch` alone, `/engine/N` through the client that adapters
 * are given, N times each. It answers when all is answered.
 */
import { createServer } from 'node:http';
import { type Dispatcher, Agent } from 'undici';
import { createDispatcher, createUpstream } from '../../src/upstream/client.ts';
import { sessionsTarget } from './upstream-engine.ts';

const [baseUrl = ''] = process.argv.slice(2);
/** As many as q20 has under way. */
const atOnce = 160;

const bare = new Agent();
const options: Dispatcher.DispatchOptions = { origin: baseUrl, path: sessionsTarget, method: 'GET' };

function callBare(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    bare.dispatch(options, {
      onRequestStart() {},
      onResponseStart() {},
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: () => resolve(JSON.parse(Buffer.concat(chunks).toString())),
      onResponseError: (_controller, error) => reject(error),
    });
  });
}

const engine = createUpstream({
  baseUrl,
  maxConcurrency: atOnce,
  dispatcher: createDispatcher(),
  providerId: 'bench',
  timeoutMs: 5000,
  providerName: 'bench',
});

async function callEngine(): Promise<unknown> {
  const { signal } = new AbortController();
  const call = { signal, deadlineAt: performance.now() + 5000 };
  return (await engine.send({ method: 'GET', path: sessionsTarget }, call)).json();
}

async function repeat(calls: number, once: () => Promise<unknown>): Promise<void> {
  let left = calls;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (; left > 0; left -= 1) await once();
    }),
  );
}

const server = createServer(async (request, response) => {
  const [, which, calls] = (request.url ?? '').split('/');
  await repeat(Number(calls), which === 'engine' ? callEngine : callBare);
  response.end('done');
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  process.stdout.write(`listening on http://127.0.0.1:${address.port}\n`);
});
