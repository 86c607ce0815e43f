/** The product below the graph, asked by somebody: memory providers, an audit in memory. */
import { graphContext, type GraphContext } from '../../src/graph/context.ts';
import type { Provider } from '../../src/providers/provider.ts';
import type { CallOrigin } from '../../src/upstream/call.ts';
import type { Principal, RequestOrigin } from '../../src/sessions/principal.ts';
import { createAudit, type AuditOptions } from '../../src/sessions/audit/audit.ts';
import type { AuditRecord } from '../../src/sessions/audit/record.ts';
import { createRequestContext } from '../../src/sessions/request-context.ts';
import type { Scope } from '../../src/sessions/scope.ts';
import { createSessionsService, type SessionsService } from '../../src/sessions/service.ts';
import { askedRequest, type AskedRequest } from './asked-request.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

export const noon = Date.parse('2026-11-20T12:00:00.000Z');

/** Somebody who may end everybody's sessions: the operator's own key. */
export const operator = principalWith({ name: 'key:ops' }, 'sessions:read:any', 'sessions:revoke:any');

/** A signed-in person without any scope. */
export function viewer(id: string, currentSessionId: string | null = null): Principal {
  return principalWith({ name: `person:${id}`, viewer: { id, verifiedEmails: [] }, currentSessionId });
}

export function principalWith(given: Partial<Principal>, ...scopes: readonly Scope[]): Principal {
  return {
    name: 'key:test',
    viewer: null,
    currentSessionId: null,
    currentSessionIssuer: null,
    scopes: new Set(scopes),
    ...given,
  };
}

/** A request of somebody's. */
export function originOf(principal: Principal): RequestOrigin {
  return { principal, address: '203.0.113.7', operationName: 'SignOut', callOrigin: callOriginOf(principal) };
}

function callOriginOf({ name }: Principal): CallOrigin {
  return { requestId: undefined, principal: name, calls: 0 };
}

export interface Asked {
  readonly service: SessionsService;
  /** Every audit record that was written. */
  readonly records: readonly AuditRecord[];
  /** Programming faults that were told. */
  readonly faults: readonly unknown[];
  /** What writing a record waits for; what it throws, the sink fails with. */
  beforeRecord: (record: AuditRecord) => void | Promise<void>;
  /** One request, as the graph is given it. */
  contextOf(principal: Principal): GraphContext;
  /** One request. */
  as(principal: Principal, signal?: AbortSignal): AskedRequest;
}

export function askThe(
  providers: readonly Provider[],
  onFailure: AuditOptions['onFailure'] = 'refuse',
): Asked {
  const records: AuditRecord[] = [];
  const faults: unknown[] = [];
  const audit = createAudit({
    sink: {
      async write(record) {
        await asked.beforeRecord(record);
        records.push(record);
      },
      close: async () => {},
    },
    onFailure,
    now: () => noon,
    onError: () => {},
  });
  const service = createSessionsService({
    providers,
    audit,
    now: () => noon,
    store: createMemoryStore(() => noon),
    onFault: (error) => void faults.push(error),
  });
  const asked: Asked = {
    service,
    records,
    faults,
    beforeRecord: () => {},
    contextOf: (principal) =>
      graphContext(createRequestContext(service, originOf(principal), new AbortController().signal)),
    as: (principal, signal = new AbortController().signal) =>
      askedRequest(createRequestContext(service, originOf(principal), signal)),
  };
  return asked;
}

/** A promise and what settles it. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
}
