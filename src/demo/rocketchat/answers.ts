/** The forms of Rocket.Chat's answers. */
import type { EmulatorResponse } from '../emulator.ts';

export function success(fields: Readonly<Record<string, unknown>>): EmulatorResponse {
  return { status: 200, json: { ...fields, success: true } };
}

export function failure(error: string, errorType?: string, details?: unknown): EmulatorResponse {
  return { status: 400, json: { success: false, error, errorType, details } };
}

export function invalidParams(reason: string): EmulatorResponse {
  return failure(`${reason} [invalid-params]`, 'invalid-params');
}

export function notFound(error: string): EmulatorResponse {
  return { status: 404, json: { success: false, error } };
}

export const notSignedIn: EmulatorResponse = {
  status: 401,
  json: {
    success: false,
    error: 'You must be logged in to do this.',
    status: 'error',
    message: 'You must be logged in to do this.',
  },
};

export const noPermission: EmulatorResponse = {
  status: 403,
  json: {
    success: false,
    error: 'User does not have the permissions required for this action [error-unauthorized]',
  },
};

/** An older route's own refusal, for want of a licence or of a permission it checks itself. */
export const unauthorized: EmulatorResponse = {
  status: 403,
  json: { success: false, error: 'unauthorized' },
};

export const notLicensed = failure(
  'This is an enterprise feature [error-action-not-allowed]',
  'error-action-not-allowed',
);

export const twoFactorRequired = failure('TOTP Required [totp-required]', 'totp-required', {
  method: 'totp',
  codeGenerated: false,
  availableMethods: ['totp'],
});

export function tooManyRequests(seconds: number, resetAt: number): EmulatorResponse {
  return {
    status: 429,
    headers: { 'x-ratelimit-reset': String(resetAt) },
    json: {
      success: false,
      error: `Error, too many requests. Please slow down. You must wait ${seconds} seconds before trying this endpoint again. [error-too-many-requests]`,
    },
  };
}
