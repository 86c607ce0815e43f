/** One hostile request, and how it is sent: as bytes, since no client would send most of them. */
import { connect } from 'node:net';
import { acceptBy, type Door } from '../support/doors.ts';
import type { Target } from './target.ts';

export interface Attack {
  readonly name: string;
  /** Who sends it; `ann` where it is not said. */
  readonly as?: 'ann' | 'bob' | 'service' | 'nobody';
  /** The request: whole, or the parts of a POST to /graphql. */
  readonly raw?: (authorization: string) => string | Buffer;
  readonly method?: string;
  /** Path and query, as they are to stand in the first line. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Sends the body, or another, as JSON. */
  readonly parameters?: unknown;
  /** Leaves in the middle: nothing is expected back. */
  readonly leaves?: true;
  readonly status: readonly number[];
  /** Every error has one of them. */
  readonly codes?: readonly string[];
}

export interface Outcome {
  /** Null where the connection was closed without an answer. */
  readonly status: number | null;
  readonly headers: string;
  readonly body: string;
}

/** Sends the request on a connection of its own, and reads until the server has answered or closed it. */
export async function send(attack: Attack, target: Target, door: Door = 'node'): Promise<Outcome> {
  const { as = 'ann' } = attack;
  const authorization = as === 'nobody' ? '' : `authorization: ${target.authorization[as]}\r\n`;
  const socket = connect({ port: Number(target.url.port), host: target.url.hostname, allowHalfOpen: false });
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => {
    received.push(chunk);
    const outcome = parse(Buffer.concat(received));
    if (outcome === null || !outcome.complete) return;
    resolve(outcome);
    socket.destroy();
  });
  socket.on('close', () => {
    const { status, headers, body } = parse(Buffer.concat(received)) ?? {
      status: null,
      headers: '',
      body: '',
    };
    resolve({ status, headers, body });
  });
  // The server may close while the rest is still being written.
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
  });
  socket.write(attack.raw === undefined ? requestOf(attack, authorization, door) : attack.raw(authorization));
  if (attack.leaves) socket.end(() => socket.destroy());
  return promise;
}

function requestOf(attack: Attack, authorization: string, door: Door): Buffer {
  const { method = 'POST', path = '/graphql', headers = {}, parameters } = attack;
  const body = parameters === undefined ? (attack.body ?? '') : JSON.stringify(parameters);
  const given = {
    host: 'localhost',
    ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    accept: acceptBy(door, 'application/graphql-response+json'),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...headers,
  };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}${authorization}\r\n`, 'latin1'),
    typeof body === 'string' ? Buffer.from(body) : body,
  ]);
}

/** The final answer in what was received; null while there is none. */
function parse(bytes: Buffer): (Outcome & { readonly complete: boolean }) | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const headers = bytes.subarray(0, end).toString('latin1');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(headers)?.[1]);
  const rest = bytes.subarray(end + 4);
  if (status === 100) return parse(rest);
  const length = /^content-length: (\d+)$/im.exec(headers)?.[1];
  const complete = length !== undefined && rest.length >= Number(length);
  const chunked = /^transfer-encoding: chunked$/im.test(headers);
  return {
    status,
    headers,
    body: chunked ? unchunked(rest) : rest.toString(),
    complete: complete || (chunked && rest.toString('latin1').endsWith('0\r\n\r\n')),
  };
}

function unchunked(bytes: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = lineEnd === -1 ? 0 : Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    if (!(size > 0)) return Buffer.concat(parts).toString();
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}

/** A value as it stands in a test's name. */
export function short(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 40);
}
