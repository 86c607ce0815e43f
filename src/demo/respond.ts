/** How providers fail, and what they answer then. */
import type { ServerResponse } from 'node:http';

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
  /** Does at once what it is asked, and answers after so many milliseconds: with what may be old by then. */
  | { readonly kind: 'late'; readonly ms: number }
  /** Its reads lag behind its writes: what it answered to a read, it answers again for so many milliseconds. */
  | { readonly kind: 'lagging'; readonly ms: number }
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
  /** 50 MB of JSON, with its length told beforehand or not. */
  | { readonly kind: 'huge'; readonly isAnnounced?: false };

export async function respond(
  response: ServerResponse,
  fault: Fault,
  answer: () => Promise<EmulatorResponse>,
  tooManyRequests: (retryAfterSeconds: number) => EmulatorResponse,
): Promise<void> {
  switch (fault.kind) {
    case 'ok':
    case 'lagging':
      return send(response, await answer());
    case 'late': {
      // An answer may hold what changes while it waits.
      const old = structuredClone(await answer());
      return void setTimeout(() => send(response, old), fault.ms).unref();
    }
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
          ? silent(tooManyRequests(1))
          : tooManyRequests(fault.retryAfterSeconds),
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
      return sendHuge(response, fault.isAnnounced ?? true);
  }
}

function send(response: ServerResponse, answer: EmulatorResponse): void {
  const { headers, text } = written(answer);
  response.writeHead(answer.status, headers);
  response.end(answer.status === 204 ? undefined : text);
}

const hugePart = Buffer.alloc(1_000_000, 'x');
const hugeParts = 50;

function sendHuge(response: ServerResponse, isAnnounced: boolean): void {
  const [start, end] = ['{"data":"', '"}'];
  const length = start.length + hugeParts * hugePart.length + end.length;
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(isAnnounced && { 'content-length': length }),
  });
  response.write(start);
  let sent = 0;
  const sendOn = () => {
    for (; sent < hugeParts; sent += 1) {
      if (response.destroyed) return;
      if (!response.write(hugePart)) {
        sent += 1;
        return void response.once('drain', sendOn);
      }
    }
    response.end(end);
  };
  sendOn();
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
