/** Watches every request from its first byte to the last of its answer. */
import type { GuardedResponse } from '../doors/guarded-response.ts';
import { createRequestRecord, type RequestRecord, type Route } from './request-record.ts';

export interface Watch {
  /** To be called before anything is answered. */
  begin(response: GuardedResponse, route: Route): RequestRecord;
}

export interface RequestListener {
  begun?(record: RequestRecord): void;
  /**
   * Called when an answer is sent, or given up because its client left.
   * @param status of HTTP; null where the client left before there was one.
   * @param ms since the request began, in milliseconds.
   */
  ended(record: RequestRecord, status: number | null, ms: number): void;
}

export function createWatch(listeners: readonly RequestListener[]): Watch {
  return {
    begin(response, route) {
      const record = createRequestRecord(response.requestId, response.req.method ?? '', route);
      if (listeners.length === 0) return record;
      for (const listener of listeners) listener.begun?.(record);
      response.on('close', () => {
        const status = response.headersSent ? response.statusCode : null;
        const ms = performance.now() - record.startedAt;
        for (const listener of listeners) listener.ended(record, status, ms);
      });
      return record;
    },
  };
}

/** Nobody looks. */
export const unwatched: Watch = createWatch([]);
