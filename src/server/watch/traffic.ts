/** The answers that are under way, so that a server can close without cutting them off. */
import type { ServerResponse } from 'node:http';

export interface Traffic {
  /** Whether no further requests are taken. */
  readonly isDraining: boolean;
  enter(response: ServerResponse): void;
  /** Resolves when the last answer is sent, or after the grace time. @param graceMs in milliseconds. */
  drain(graceMs: number): Promise<void>;
}

export function createTraffic(): Traffic {
  const underWay = new Set<ServerResponse>();
  const lastAnswered = Promise.withResolvers<void>();
  let isDraining = false;
  return {
    get isDraining() {
      return isDraining;
    },
    enter(response) {
      underWay.add(response);
      response.once('close', () => {
        underWay.delete(response);
        if (isDraining && underWay.size === 0) lastAnswered.resolve();
      });
    },
    async drain(graceMs) {
      isDraining = true;
      if (underWay.size === 0) return;
      const grace = setTimeout(lastAnswered.resolve, graceMs);
      await lastAnswered.promise;
      clearTimeout(grace);
    },
  };
}
