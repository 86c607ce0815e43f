/** Seam's error envelope, thrown by whatever part of the emulator refuses a request. */
import type { EmulatorResponse } from '../emulator.ts';

export class SeamApiError extends Error {
  readonly status: number;
  readonly type: string;
  readonly validationErrors: object | null;

  constructor(status: number, type: string, message: string, validationErrors: object | null = null) {
    super(message);
    this.status = status;
    this.type = type;
    this.validationErrors = validationErrors;
  }

  /** `ok` is false, and the request id is in a header only. */
  toResponse(): EmulatorResponse {
    return {
      status: this.status,
      json: {
        error: {
          type: this.type,
          message: this.message,
          ...(this.validationErrors === null ? {} : { validation_errors: this.validationErrors }),
        },
        ok: false,
      },
    };
  }
}

/** 400 in the form of zod's `format()`. */
export function invalidInput(
  problems: Readonly<Record<string, string>>,
  general: readonly string[] = [],
): SeamApiError {
  const fields = Object.entries(problems).map(([name, problem]) => [name, { _errors: [problem] }]);
  return new SeamApiError(400, 'invalid_input', 'Invalid input', {
    _errors: general,
    ...Object.fromEntries(fields),
  });
}

/** 404 `client_session_not_found` and its like. */
export function notFound(resource: string): SeamApiError {
  return new SeamApiError(404, `${resource}_not_found`, `No such ${resource.replaceAll('_', ' ')}`);
}
