/**
 * The common part of the four emulators: a real HTTP server on loopback that records its calls and can be made to fail the ways
 * providers fail. What each API enforces lives in the emulator of its kind.
 */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export interface EmulatorRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface EmulatorResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A JSON body; leave out for `text` or an empty body. */
  readonly json?: unknown;
  readonly text?: string;
}

/** How a provider misbehaves, until it is set to `ok` again. */
export type Fault =
  | { readonly kind: 'ok' }
  /** Answers after so many milliseconds. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Accepts the request and never answers. */
  | { readonly kind: 'hanging' }
  /** Closes the connection without an answer. */
  | { readonly kind: 'down' }
  /** Breaks the connection off in the middle of its answer. */
  | { readonly kind: 'cut' }
  /** Sends its answer bit by bit: so many bytes, and the next after so many milliseconds. */
  | { readonly kind: 'dripping'; readonly bytes: number; readonly everyMs: number }
  /** The provider's own 429; null leaves out what says when to come back. */
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number | null }
  /** An HTML page with this status, as a gateway in front of it would send. */
  | { readonly kind: 'html'; readonly status: number }
  /** Half of the JSON it would have sent, as a complete answer. */
  | { readonly kind: 'truncated' }
  /** 50 MB of JSON. */
  | { readonly kind: 'huge' };

export interface Emulator {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  /** Every request received, oldest first, as `GET /v1/sessions?user_id=user_1`; bodies and headers are not kept. */
  readonly calls: readonly string[];
  clearCalls(): void;
  /** How many requests were refused because the API's own limit was used up; those that a fault refused are none of them. */
  readonly overLimit: number;
  fault: Fault;
  /** When set, only requests whose `METHOD /path?query` it accepts are faulty. */
  faultOnly: ((call: string) => boolean) | null;
  /** When set, what it gives is sent in place of the API's own answer, except where it gives null. */
  instead: ((call: string) => EmulatorResponse | null) | null;
  close(): Promise<void>;
}

export interface EmulatorBehaviour {
  handle(request: EmulatorRequest): EmulatorResponse | Promise<EmulatorResponse>;
  /** The API's own answer to too many requests. */
  tooManyRequests(retryAfterSeconds: number): EmulatorResponse;
  /** The provider's clock, in epoch milliseconds, which its answers tell as their `Date`; this computer's where left out. */
  readonly now?: () => number;
}

/** Starts an emulator on a free loopback port. */
export async function startEmulator(behaviour: EmulatorBehaviour): Promise<Emulator> {
  let calls: string[] = [];
  let overLimit = 0;
  const counted = async (request: EmulatorRequest) => {
    const response = await behaviour.handle(request);
    if (response.status === 429) overLimit += 1;
    return response;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://emulator');
      const call = `${request.method} ${url.pathname}${url.search}`;
      calls.push(call);
      if (behaviour.now !== undefined) response.setHeader('date', new Date(behaviour.now()).toUTCString());
      const faulty = emulator.faultOnly === null || emulator.faultOnly(call);
      const answer = async () =>
        emulator.instead?.(call) ??
        counted({
          method: request.method ?? 'GET',
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      respond(response, faulty ? emulator.fault : { kind: 'ok' }, answer, behaviour).catch(
        (error: unknown) => {
          // A fault in the emulator itself must be seen by its author, not taken for a provider's failure.
          process.stderr.write(`emulator: ${String(error instanceof Error ? error.stack : error)}\n`);
          response.destroy();
        },
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const emulator: Emulator = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get calls() {
      return calls;
    },
    get overLimit() {
      return overLimit;
    },
    clearCalls() {
      calls = [];
    },
    fault: { kind: 'ok' },
    faultOnly: null,
    instead: null,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return emulator;
}

async function respond(
  response: ServerResponse,
  fault: Fault,
  answer: () => Promise<EmulatorResponse>,
  behaviour: EmulatorBehaviour,
): Promise<void> {
  switch (fault.kind) {
    case 'ok':
      return send(response, await answer());
    case 'slow':
      return void setTimeout(() => void answer().then((late) => send(response, late)), fault.ms).unref();
    case 'hanging':
      return;
    case 'down':
      return void response.destroy();
    case 'cut': {
      const whole = await answer();
      const { headers, text } = written(whole);
      // As a TCP reset, once half of it has left.
      response.writeHead(whole.status, headers);
      response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.socket?.resetAndDestroy());
      return;
    }
    case 'dripping':
      return drip(response, await answer(), fault);
    case 'limited':
      return send(
        response,
        fault.retryAfterSeconds === null
          ? silent(behaviour.tooManyRequests(1))
          : behaviour.tooManyRequests(fault.retryAfterSeconds),
      );
    case 'html':
      return send(response, {
        status: fault.status,
        headers: { 'content-type': 'text/html' },
        text: '<html><body><h1>Bad gateway</h1></body></html>',
      });
    case 'truncated': {
      const whole = await answer();
      const text = JSON.stringify(whole.json ?? {});
      return send(response, {
        status: whole.status,
        headers: { 'content-type': 'application/json' },
        text: text.slice(0, Math.ceil(text.length / 2)),
      });
    }
    case 'huge':
      return send(response, {
        status: 200,
        headers: { 'content-type': 'application/json' },
        text: JSON.stringify({ data: 'x'.repeat(50_000_000) }),
      });
  }
}

function send(response: ServerResponse, answer: EmulatorResponse): void {
  const { headers, text } = written(answer);
  response.writeHead(answer.status, headers);
  response.end(answer.status === 204 ? undefined : text);
}

function written(answer: EmulatorResponse): {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
} {
  const text = answer.json === undefined ? (answer.text ?? '') : JSON.stringify(answer.json);
  return {
    text,
    headers: {
      ...(answer.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(answer.status === 204 ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
      ...answer.headers,
    },
  };
}

function drip(
  response: ServerResponse,
  answer: EmulatorResponse,
  { bytes, everyMs }: { readonly bytes: number; readonly everyMs: number },
): void {
  const { headers, text } = written(answer);
  const body = Buffer.from(answer.status === 204 ? '' : text);
  response.writeHead(answer.status, headers);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + bytes));
    sent += bytes;
    if (sent < body.length) return;
    clearInterval(timer);
    response.end();
  }, everyMs).unref();
  response.on('close', () => clearInterval(timer));
}

/** A 429 that says neither when to come back nor how many calls are left. */
function silent(answer: EmulatorResponse): EmulatorResponse {
  const headers = Object.entries(answer.headers ?? {}).filter(
    ([name]) => name !== 'retry-after' && !/rate-?limit/.test(name),
  );
  return { ...answer, headers: Object.fromEntries(headers) };
}
