/**
 * Makes a provider of the demo slow, limited or down while the demo runs:
 * `curl -X POST http://127.0.0.1:4000/demo/providers/support/slow`, and `…/ok` to mend it; `GET /demo/providers` tells the state.
 */
import type { Emulator, Fault } from './emulator.ts';
import { allowOnly, answerBelow, refuse, type Answer, type DemoRequestHandler } from './request.ts';

interface Mode {
  readonly fault: Fault;
  readonly message: string;
}

const modes: ReadonlyMap<string, Mode> = new Map<string, Mode>([
  ['ok', { fault: { kind: 'ok' }, message: 'Answers as usual.' }],
  ['slow', { fault: { kind: 'slow', ms: 1000 }, message: 'Answers each request a second late.' }],
  [
    'late',
    {
      fault: { kind: 'late', ms: 1000 },
      message: 'Does each request at once, and answers a second later, with what may be old by then.',
    },
  ],
  [
    'lagging',
    {
      fault: { kind: 'lagging', ms: 10_000 },
      message: 'Reads lag behind changes: each read is answered again as it was for 10 seconds.',
    },
  ],
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
  ['huge', { fault: { kind: 'huge', isAnnounced: false }, message: 'Answers with 50 MB of JSON.' }],
]);

const root = '/demo/providers';

/** @param emulators by provider id. */
export function createFaultControl(
  emulators: Readonly<Record<string, Pick<Emulator, 'fault'>>>,
): DemoRequestHandler {
  const ids = Object.keys(emulators);

  function answer(method: string, [id = '', name = '', ...more]: readonly string[]): Answer {
    if (id === '') {
      return method === 'GET' ? { status: 200, body: { providers: ids.map(stateOf) } } : allowOnly('GET');
    }
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

  return answerBelow(root, answer);
}
