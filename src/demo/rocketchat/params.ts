/** Rocket.Chat's checks of query and body: no field that a route does not know, numbers where numbers belong. */
import type { EmulatorRequest, EmulatorResponse } from '../emulator.ts';
import { failure, invalidParams } from './answers.ts';
import type { RocketChatSettings } from './world.ts';

export type Params = Readonly<Record<string, string>>;

/** What a route takes; `number` and `string` are the types after ajv's coercion. */
export interface ParamsRule {
  readonly known: Readonly<Record<string, 'number' | 'string'>>;
  readonly required?: string;
}

export const paginated: ParamsRule = {
  known: { count: 'number', offset: 'number', sort: 'string', filter: 'string' },
};
export const bySessionId: ParamsRule = { known: { sessionId: 'string' }, required: 'sessionId' };

/** The query of a GET, the JSON body of a POST, or the refusal. */
export function checkedParams(request: EmulatorRequest, rule: ParamsRule): Params | EmulatorResponse {
  let given: Record<string, unknown>;
  try {
    given =
      request.method === 'GET'
        ? Object.fromEntries(request.query)
        : (JSON.parse(request.body) as Record<string, unknown>);
  } catch {
    return failure('Invalid JSON', 'error-invalid-json');
  }
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const type = Object.hasOwn(rule.known, name) ? rule.known[name] : undefined;
    if (type === undefined) return invalidParams('must NOT have additional properties');
    if (typeof value === 'object') return invalidParams(`must be ${type}`);
    if (type === 'number' && !/^-?\d+$/.test(String(value))) return invalidParams('must be number');
    params[name] = String(value);
  }
  if (rule.required !== undefined && params[rule.required] === undefined) {
    return invalidParams(`must have required property '${rule.required}'`);
  }
  return params;
}

export function isResponse(value: object): value is EmulatorResponse {
  return 'status' in value && typeof value.status === 'number';
}

/** `count` and `offset` as they take effect, or the database's refusal of a page of no rows. */
export function pagination(
  params: Params,
  settings: RocketChatSettings,
): { readonly offset: number; readonly count: number } | EmulatorResponse {
  const offset = Number(params['offset'] ?? 0);
  const count = Math.min(Number(params['count'] ?? settings.defaultCount), settings.upperCountLimit);
  if (count <= 0) return failure('the limit must be positive');
  if (offset < 0) return failure('the value for skip must be non-negative');
  return { offset, count };
}

const sortKeys = new Set([
  'loginAt',
  'device.name',
  'device.os.name',
  'device.os.version',
  '_user.name',
  '_user.username',
]);

/** The order asked for, newest first by default, or the refusal. */
export function sortOrder(params: Params): ReadonlyMap<string, 1 | -1> | EmulatorResponse {
  let sort: unknown;
  try {
    sort = JSON.parse(params['sort'] ?? '{"loginAt":-1}');
  } catch {
    return failure('Invalid sort parameter provided [error-invalid-sort]', 'error-invalid-sort');
  }
  const entries = typeof sort === 'object' && sort !== null ? Object.entries(sort) : [['', 0] as const];
  const order = new Map<string, 1 | -1>();
  for (const [key, direction] of entries) {
    if (direction !== 1 && direction !== -1) {
      return failure('Invalid sort parameter provided [error-invalid-sort]', 'error-invalid-sort');
    }
    order.set(key, direction);
  }
  if ([...order.keys()].some((key) => !sortKeys.has(key))) return failure('error-invalid-sort-keys');
  return order;
}
