/**
 * The load, as a process of its own. It speaks HTTP over plain sockets with prepared bytes, so that it takes little of the core that it
 * shares with the upstream. Ends with an error at the first answer that is not 200.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { LoadJob, LoadResult } from './load-job.ts';

process.on('message', (job: LoadJob) => {
  run(job).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.stderr.write(`load: ${String(error)}\n`);
      process.exit(1);
    },
  );
});

/** Between the opening of the connections and the first request. */
const settlingMs = 500;

async function run(job: LoadJob): Promise<LoadResult> {
  const requests = requestsOf(job);
  const failed = Promise.withResolvers<never>();
  const connections = await Promise.all(
    Array.from({ length: job.connections }, () => open(new URL(job.url), failed.reject)),
  );
  // Where latency counts, until the server has accepted them. Askers do not come two hundred in one moment; of a turn of three seconds the
  // first 0.1 s are three requests of a hundred, half of which took 28 ms and more where 22 are usual.
  if (job.rate !== undefined) await setTimeout(settlingMs);

  const latencies: number[] = [];
  const done = Promise.withResolvers<void>();
  const idle: Connection[] = [];
  const due: number[] = [];
  const started = performance.now();
  const endsAt = started + (job.seconds ?? Infinity) * 1000;
  const wanted = job.requests ?? Infinity;
  let begun = 0;
  /** No more are begun; what was begun is still answered. */
  let over = false;

  const ask = (connection: Connection, dueAt: number) => {
    const request = requests[begun % requests.length];
    if (request === undefined) throw new Error('there is nothing to ask');
    begun += 1;
    connection.ask(request, () => {
      const now = performance.now();
      latencies.push(now - dueAt);
      if (now >= endsAt || begun >= wanted) over = true;
      if (over) {
        if (latencies.length === begun) done.resolve();
      } else if (job.rate === undefined) ask(connection, now);
      else {
        const waiting = due.shift();
        if (waiting === undefined) idle.push(connection);
        else ask(connection, waiting);
      }
    });
  };

  if (job.rate === undefined)
    for (const connection of connections.slice(0, wanted)) ask(connection, performance.now());
  else {
    idle.push(...connections);
    void askAtRate(job.rate);
  }

  async function askAtRate(rate: number): Promise<void> {
    for (let dueAt = started; dueAt < endsAt; dueAt += 1000 / rate) {
      // To the millisecond only: the core is shared with the upstream, and waiting busily would slow that down.
      while (performance.now() < dueAt) await setTimeout(1);
      // The one that waited longest, so that the server closes none for want of questions.
      const connection = idle.shift();
      if (connection === undefined) due.push(dueAt);
      else ask(connection, dueAt);
    }
    over = true;
    if (latencies.length === begun) done.resolve();
  }

  await Promise.race([done.promise, failed.promise]);
  const seconds = (performance.now() - started) / 1000;
  for (const { socket } of connections) socket.destroy();
  latencies.sort((a, b) => a - b);
  const quantile = (part: number) => latencies[Math.floor(latencies.length * part)] ?? Number.NaN;
  return {
    requests: latencies.length,
    perSecond: latencies.length / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
  };
}

function requestsOf({ url, headers, bodies }: LoadJob): readonly Buffer[] {
  const { host, pathname, search } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([key, value]) => `${key}: ${value}\r\n`);
  if (bodies === null) return [Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`)];
  return bodies.map((body) =>
    Buffer.from(
      `POST ${pathname} HTTP/1.1\r\n${lines.join('')}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    ),
  );
}

interface Connection {
  readonly socket: Socket;
  ask(request: Buffer, onAnswer: () => void): void;
}

const endOfChunks = Buffer.from('0\r\n\r\n');

async function open(url: URL, fail: (error: Error) => void): Promise<Connection> {
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let answered: (() => void) | null = null;
  /** Bytes still to come; null at the start of an answer, Infinity in a chunked one. */
  let left: number | null = null;
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed a connection')));
  socket.on('data', (bytes) => {
    if (left === null) {
      const head = bytes.toString('latin1', 0, 2000);
      const end = head.indexOf('\r\n\r\n');
      if (!head.startsWith('HTTP/1.1 200') || end === -1) return fail(new Error(`an answer of ${head}`));
      const length = /content-length: (\d+)/i.exec(head)?.[1];
      left = length === undefined ? Infinity : end + 4 + Number(length);
    }
    left -= bytes.length;
    if (left > 0 && (left !== Infinity || !bytes.subarray(-5).equals(endOfChunks))) return;
    left = null;
    answered?.();
  });
  return {
    socket,
    ask(request, onAnswer) {
      answered = onAnswer;
      socket.write(request);
    },
  };
}
