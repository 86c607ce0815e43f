/** The answers that are under way, so that a server can close without cutting them off, and whether it takes more. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Traffic {
  /** Whether the server is about to close, or closes: it is not ready for more, though it may still answer. */
  readonly isClosing: boolean;
  /** Whether no further requests are taken. */
  readonly isDraining: boolean;
  enter(response: ServerResponse): void;
  /** Whether the server is ready for requests, asked by a load balancer. */
  tellReady(): boolean;
  /** Says that it is not ready, for a while in which everything is answered. Not where nobody would notice. @param noticeMs in milliseconds. */
  giveNotice(noticeMs: number): Promise<void>;
  /** Resolves when the last answer is sent, or after the grace time. @param graceMs in milliseconds. */
  drain(graceMs: number): Promise<void>;
}

/** A load balancer that asks at all asks more often. */
const askedWithinMs = 60_000;

/** @param now a clock that never goes back, in milliseconds. */
export function createTraffic(now: () => number = () => performance.now()): Traffic {
  let underWay = 0;
  const lastAnswered = Promise.withResolvers<void>();
  let readyAskedAt = -Infinity;
  let isClosing = false;
  let isDraining = false;
  return {
    get isClosing() {
      return isClosing;
    },
    get isDraining() {
      return isDraining;
    },
    enter(response) {
      underWay += 1;
      response.on('close', () => {
        underWay -= 1;
        if (isDraining && underWay === 0) lastAnswered.resolve();
      });
    },
    tellReady() {
      readyAskedAt = now();
      return !isClosing;
    },
    async giveNotice(noticeMs) {
      isClosing = true;
      if (now() - readyAskedAt < askedWithinMs) await sleep(noticeMs);
    },
    async drain(graceMs) {
      isClosing = true;
      isDraining = true;
      if (underWay === 0) return;
      const grace = setTimeout(lastAnswered.resolve, graceMs);
      await lastAnswered.promise;
      clearTimeout(grace);
    },
  };
}
