/** What becomes known of a request while it is answered. The access line and the metrics are made of it when the answer is sent. */
import type { OperationTypeNode } from 'graphql';
import type { Principal } from '../../sessions/principal.ts';
import type { CallOrigin } from '../../upstream/call.ts';

/** The paths of this server; files of its pages are one, and so is all else. */
export type Route = '/graphql' | '/health' | '/ready' | '/' | 'asset' | 'other';

export interface AskedOperation {
  readonly type: OperationTypeNode;
  /** As the client calls it; null where it has no name. */
  readonly name: string | null;
  /** Whether the document is one that the operator trusts, so that its name is not the client's choice. */
  readonly isTrusted: boolean;
}

export interface RequestRecord {
  /** See `requestIdOf`. */
  readonly id: string;
  readonly method: string;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly route: Route;
  /** Null where nobody traces the request. */
  traceId: string | null;
  /** Null where nobody could be identified, or nobody was asked to. */
  principal: Principal | null;
  /** Null where the document could not be read. */
  operation: AskedOperation | null;
  /** Of the errors in the answer. */
  codes: readonly string[];
  /** What the operation could cost, counted before it ran; null where it was not counted. */
  cost: number | null;
  /** Null where nothing was executed. */
  callOrigin: CallOrigin | null;
}

export function createRequestRecord(id: string, method: string, route: Route): RequestRecord {
  return {
    id,
    method,
    startedAt: performance.now(),
    route,
    traceId: null,
    principal: null,
    operation: null,
    codes: [],
    cost: null,
    callOrigin: null,
  };
}
