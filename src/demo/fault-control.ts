/**
 * Makes a provider of the demo slow, limited or down while the demo runs:
 * `curl -X POST http://127.0.0.1:4000/demo/providers/support/slow`, and `…/ok` to mend it; `GET /demo/providers` tells the state.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator, Fault } from './emulator.ts';

/** Answers where the path is one of its own. @returns whether it did; otherwise nothing was touched. */
export type DemoRequestHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Mode {
  readonly fault: Fault;
  readonly message: string;
}

const modes: ReadonlyMap<string, Mode> = new Map<string, Mode>([
  ['ok', { fault: { kind: 'ok' }, message: 'Answers as usual.' }],
  ['slow', { fault: { kind: 'slow', ms: 1000 }, message: 'Answers each request a second late.' }],
  [
    'limited',
    {
      fault: { kind: 'limited', retryAfterSeconds: 10 },
      message: 'Refuses each request as one too many (429), and asks to be left alone for 10 seconds.',
    },
  ],
  [
    'limited-silently',
    {
      fault: { kind: 'limited', retryAfterSeconds: null },
      message: 'Refuses each request as one too many (429), and does not say until when.',
    },
  ],
  ['down', { fault: { kind: 'down' }, message: 'Closes each connection without an answer.' }],
  ['cut', { fault: { kind: 'cut' }, message: 'Breaks each answer off in the middle.' }],
  ['truncated', { fault: { kind: 'truncated' }, message: 'Sends half of each answer as if it were all.' }],
  [
    'dripping',
    {
      fault: { kind: 'dripping', bytes: 16, everyMs: 100 },
      message: 'Sends each answer 16 bytes at a time, ten times a second.',
    },
  ],
  ['hanging', { fault: { kind: 'hanging' }, message: 'Takes each request and never answers.' }],
  [
    'html',
    { fault: { kind: 'html', status: 502 }, message: 'Answers with the error page of a gateway (502).' },
  ],
]);

const root = '/demo/providers';

/** @param emulators by provider id. */
export function createFaultControl(
  emulators: Readonly<Record<string, Pick<Emulator, 'fault'>>>,
): DemoRequestHandler {
  const ids = Object.keys(emulators);

  function answer({ method, headers }: IncomingMessage, path: string): Answer {
    if (!isFromThisComputer(headers)) {
      return refuse(403, 'Only this computer may do that, and in a browser only pages of this server.');
    }
    if (path === root) {
      return method === 'GET' ? { status: 200, body: { providers: ids.map(stateOf) } } : allowOnly('GET');
    }
    const [id = '', name = '', ...more] = path.slice(root.length + 1).split('/');
    const emulator = Object.hasOwn(emulators, id) ? emulators[id] : undefined;
    const mode = modes.get(name);
    if (emulator === undefined || mode === undefined || more.length > 0) {
      return refuse(404, `POST to ${root}/<${ids.join('|')}>/<${[...modes.keys()].join('|')}>.`);
    }
    if (method !== 'POST') return allowOnly('POST');
    emulator.fault = mode.fault;
    return { status: 200, body: stateOf(id) };
  }

  function stateOf(id: string): object {
    const fault = emulators[id]?.fault;
    // A fault that was not set here has no message.
    const [mode, { message }] = [...modes].find(([, known]) => known.fault === fault) ?? [
      fault?.kind ?? 'ok',
      { message: fault?.kind === 'ok' ? (modes.get('ok')?.message ?? null) : null },
    ];
    return { provider: id, mode, message };
  }

  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (path !== root && !path.startsWith(`${root}/`)) return false;
    const { status, body, headers = {} } = answer(request, path);
    const text = `${JSON.stringify(body)}\n`;
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    });
    response.end(text);
    return true;
  };
}

interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** In GraphQL's form, as the server's other refusals. */
function refuse(status: number, message: string): Answer {
  return { status, body: { errors: [{ message }] } };
}

function allowOnly(method: string): Answer {
  return { ...refuse(405, `Use ${method}.`), headers: { allow: method } };
}

const ownNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Browsers say from which page a request comes, and programs such as curl say nothing. The host is looked at as well, since a page
 * can point its own name at 127.0.0.1 (DNS rebinding) and is of the same origin then.
 */
function isFromThisComputer({ host = '', origin, ...others }: IncomingMessage['headers']): boolean {
  if (!URL.canParse(`http://${host}`) || !ownNames.has(new URL(`http://${host}`).hostname)) return false;
  const site = others['sec-fetch-site'];
  const isSameSite = site === undefined || site === 'same-origin' || site === 'none';
  return isSameSite && (origin === undefined || origin === `http://${host}`);
}
