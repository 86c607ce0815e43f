/** What this server is asked: requests of HTTP, and the operations in them. */
import { Counter, Gauge, type Registry } from 'prom-client';
import type { RequestRecord } from '../request-record.ts';
import type { RequestListener } from '../watch.ts';
import { childrenOf } from './children.ts';
import { durations } from './durations.ts';

/** Whatever else a client sends would be a series of its own. */
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']);

export function requestMetrics(registry: Registry): RequestListener {
  const registers = [registry];
  const durationOf = durations(registry, {
    name: 'http_server_request_duration_seconds',
    help: 'Duration of HTTP requests, from their first byte until the answer is sent.',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code', 'error_type'],
  });
  const activeOf = childrenOf(
    new Gauge({
      name: 'http_server_active_requests',
      help: 'HTTP requests that are being answered.',
      labelNames: ['http_request_method', 'http_route'],
      registers,
    }),
  );
  const operationOf = durations(registry, {
    name: 'graphql_operation_duration_seconds',
    help: 'Duration of GraphQL operations. Only trusted documents are told by their names.',
    labelNames: ['graphql_operation_type', 'graphql_operation_name', 'outcome'],
  });
  const errorsOf = childrenOf(
    new Counter({
      name: 'graphql_errors_total',
      help: 'Requests to /graphql whose answer holds an error of this code.',
      labelNames: ['code'],
      registers,
    }),
  );
  return {
    begun(record) {
      activeOf(methodOf(record), record.route).inc();
    },
    ended(record, status, ms) {
      const { route, operation, codes } = record;
      const method = methodOf(record);
      const seconds = ms / 1000;
      activeOf(method, route).dec();
      durationOf(method, route, String(status ?? ''), errorTypeOf(status)).observe(seconds);
      for (const code of codes) errorsOf(code).inc();
      if (operation === null) return;
      const { type, name, isTrusted } = operation;
      operationOf(type, (isTrusted ? name : null) ?? 'other', codes.length === 0 ? 'ok' : 'error').observe(
        seconds,
      );
    },
  };
}

function methodOf({ method }: RequestRecord): string {
  return methods.has(method) ? method : '_OTHER';
}

/** As OpenTelemetry has it: what is the client's mistake is no error of the server. */
function errorTypeOf(status: number | null): string {
  if (status === null) return 'client_left';
  return status < 500 ? '' : String(status);
}
