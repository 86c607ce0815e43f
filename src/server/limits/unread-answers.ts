/** Answers that are made and not read yet. Their readers decide how long they stay in memory, so there is a limit to how much may. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface UnreadAnswers {
  /** Counts an answer until it is sent. Cuts the connection where too much waits for it, and the oldest ones where too much waits in all. */
  hold(response: ServerResponse, bytes: number): void;
}

/**
 * @param maxOfConnection what may wait for one connection, in bytes. A client may send requests without waiting for answers.
 * @param maxTogether what may wait for all of them.
 */
export function createUnreadAnswers(maxOfConnection = 16_000_000, maxTogether = 64_000_000): UnreadAnswers {
  // Who waits longest stands first.
  const waiting = new Map<Socket, number>();
  // A connection is used for many answers: it is listened to once.
  const watched = new WeakSet<Socket>();
  let together = 0;

  function count(socket: Socket, bytes: number): void {
    waiting.set(socket, (waiting.get(socket) ?? 0) + bytes);
    together += bytes;
    if (watched.has(socket)) return;
    watched.add(socket);
    socket.once('close', () => release(socket, waiting.get(socket) ?? 0));
  }

  function release(socket: Socket, bytes: number): void {
    const before = waiting.get(socket);
    if (before === undefined) return;
    together -= bytes;
    if (before > bytes) waiting.set(socket, before - bytes);
    else waiting.delete(socket);
  }

  function cut(socket: Socket): void {
    release(socket, waiting.get(socket) ?? 0);
    socket.destroy();
  }

  return {
    hold(response, bytes) {
      const { socket } = response.req;
      if (socket.destroyed) return;
      count(socket, bytes);
      response.on('close', () => release(socket, bytes));
      if ((waiting.get(socket) ?? 0) > maxOfConnection) cut(socket);
      for (const oldest of waiting.keys()) {
        if (together <= maxTogether) return;
        cut(oldest);
      }
    },
  };
}
