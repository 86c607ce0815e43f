/**
 * The common part of the four emulators: a real HTTP server on loopback that records its calls and can be made to fail the ways
 * providers fail. What each API enforces lives in the emulator of its kind.
 */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createLaggingReads } from './lagging-reads.ts';
import { respond, type EmulatorResponse, type Fault } from './respond.ts';

export type { EmulatorResponse, Fault } from './respond.ts';

export interface EmulatorRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Emulator {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  /** Every request received, oldest first, as `GET /v1/sessions?user_id=user_1`; bodies and headers are not kept. */
  readonly calls: readonly string[];
  clearCalls(): void;
  /** How many requests were refused because the API's own limit was used up; those that a fault refused are none of them. */
  readonly overLimit: number;
  /** How many answers of 50 MB somebody read to their end. */
  readonly hugeRead: number;
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
  let hugeRead = 0;
  const lagging = createLaggingReads<EmulatorResponse>();
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
      const fault: Fault = faulty ? emulator.fault : { kind: 'ok' };
      const body = Buffer.concat(chunks).toString('utf8');
      const ask = async () =>
        emulator.instead?.(call) ??
        counted({
          method: request.method ?? 'GET',
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body,
        });
      const answer = fault.kind === 'lagging' ? () => lagging.answer(`${call} ${body}`, fault.ms, ask) : ask;
      if (fault.kind === 'huge') response.on('finish', () => (hugeRead += 1));
      respond(response, fault, answer, behaviour.tooManyRequests).catch((error: unknown) => {
        // A fault in the emulator itself must be seen by its author, not taken for a provider's failure.
        process.stderr.write(`emulator: ${String(error instanceof Error ? error.stack : error)}\n`);
        response.destroy();
      });
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
    get hugeRead() {
      return hugeRead;
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
