/** The forms of Clerk's answers: lists, and errors as `{ errors: [{ message, long_message, code, meta? }], clerk_trace_id }`. */
import type { EmulatorResponse } from '../emulator.ts';

const traceId = '5b1f0c3a9d7e4f2286a1c0b4d3e2f190';

export function errorAnswer(
  status: number,
  code: string,
  message: string,
  options: {
    readonly longMessage?: string;
    readonly parameter?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): EmulatorResponse {
  return {
    status,
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    json: {
      errors: [
        {
          message,
          long_message: options.longMessage ?? message,
          code,
          ...(options.parameter === undefined ? {} : { meta: { param_name: options.parameter } }),
        },
      ],
      clerk_trace_id: traceId,
    },
  };
}

export function notFound(what: 'Session' | 'User', id: string): EmulatorResponse {
  return errorAnswer(404, 'resource_not_found', `${what} not found`, {
    longMessage: `No ${what.toLowerCase()} was found with id ${id}`,
  });
}

export function invalidParameter(name: string, expected: string): EmulatorResponse {
  return errorAnswer(422, 'form_param_value_invalid', 'is invalid', {
    longMessage: `${name} must be ${expected}`,
    parameter: name,
  });
}

/** Tells a refusal from what was asked for. */
export function isAnswer(value: object): value is EmulatorResponse {
  return 'status' in value && typeof value.status === 'number';
}

/** A window of a list, or the 422 that says what was wrong with `limit` or `offset`. */
export function readWindow(
  query: URLSearchParams,
): { readonly limit: number; readonly offset: number } | EmulatorResponse {
  const limit = wholeNumber(query.get('limit'), 10);
  const offset = wholeNumber(query.get('offset'), 0);
  if (limit === null || limit < 1) return invalidParameter('limit', 'a whole number from 1 to 500');
  if (offset === null) return invalidParameter('offset', 'a whole number from 0');
  // A limit that is too large is no error: Clerk falls back to 10 rows (clerk/clerk-sdk-python#166).
  return { limit: limit > 500 ? 10 : limit, offset };
}

function wholeNumber(text: string | null, otherwise: number): number | null {
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
