/** Asks a server that listens nowhere: real HTTP over a pair of streams, so that no guard of the server is passed by. */
import { once, type EventEmitter } from 'node:events';
import { type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http';
import { duplexPair, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Question extends Pick<RequestOptions, 'method' | 'path' | 'headers'> {
  /** Whom the server counts the request for, where no proxy names somebody. */
  readonly remoteAddress: string | undefined;
  readonly body: Readable | null;
  readonly signal?: AbortSignal;
}

/** Resolves when the answer's head is there. Rejects where the server breaks off, or the signal aborts. */
export async function ask(server: EventEmitter, question: Question): Promise<IncomingMessage> {
  const { remoteAddress, body, ...options } = question;
  const request = httpRequest({
    ...options,
    setHost: false,
    createConnection: () => connect(server, remoteAddress),
  });
  const answered = once(request, 'response');
  // A server may answer, and close, before it has read everything.
  if (body === null) request.end();
  else pipeline(body, request).catch(() => request.destroy());
  const [response] = (await answered) as [IncomingMessage];
  return response;
}

function connect(server: EventEmitter, remoteAddress: string | undefined) {
  const [ours, theirs] = duplexPair();
  server.emit('connection', Object.assign(theirs, { remoteAddress }));
  // One end of a pair does not learn by itself that the other is gone.
  ours.on('close', () => theirs.destroy());
  theirs.on('close', () => {
    if (!theirs.writableFinished) ours.destroy(new Error('the server broke off'));
  });
  return ours;
}
