/** Zendesk's error bodies, which come in several shapes (api-reference/introduction/requests, and recordings of zenpy and node-zendesk). */
import type { EmulatorRequest, EmulatorResponse } from '../emulator.ts';

/**
 * A URL of this account, on the host that was asked.
 *
 * @param path with a leading slash.
 * @param changes to the query of the request; null takes a parameter out. Without them, there is no query.
 */
export function urlOf(
  { headers, query }: EmulatorRequest,
  path: string,
  changes?: Readonly<Record<string, string | null>>,
): string {
  const url = new URL(path, `http://${headers.host ?? '127.0.0.1'}`);
  if (changes !== undefined) url.search = String(query);
  for (const [name, value] of Object.entries(changes ?? {})) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}

export function ok(json: unknown): EmulatorResponse {
  return { status: 200, json };
}

export const noContent: EmulatorResponse = { status: 204 };

export const notAuthenticated: EmulatorResponse = {
  status: 401,
  json: { error: "Couldn't authenticate you" },
};

export const invalidToken: EmulatorResponse = {
  status: 401,
  json: {
    error: 'invalid_token',
    error_description:
      'The access token provided is expired, revoked, malformed or invalid for other reasons.',
  },
};

export function missingScope(scope: string): EmulatorResponse {
  return {
    status: 403,
    json: {
      error: 'Forbidden',
      description: `You are missing the following required scopes: ${scope}`,
    },
  };
}

export const forbiddenForRole: EmulatorResponse = {
  status: 403,
  json: {
    error: {
      title: 'Forbidden',
      message:
        'You do not have access to this page. Please contact the account owner of this help desk for further help.',
    },
  },
};

export const recordNotFound: EmulatorResponse = {
  status: 404,
  json: { error: 'RecordNotFound', description: 'Not found' },
};

export const invalidEndpoint: EmulatorResponse = {
  status: 404,
  json: { error: 'InvalidEndpoint', description: 'Not found' },
};

export const tooManyValues: EmulatorResponse = {
  status: 400,
  json: {
    error: 'TooManyValues',
    description: 'Parameter  cannot specify more than 100 values',
    max_count: 100,
  },
};

export function invalidAttribute(attribute: string, endpoint: string): EmulatorResponse {
  return {
    status: 400,
    json: {
      error: {
        title: 'Invalid attribute',
        message: `You passed an invalid value for the ${attribute} attribute. Invalid parameter: ${attribute} must be an integer from ${endpoint}`,
      },
    },
  };
}

/** A 429 is plain text, and its wait is in whole seconds. */
export function tooManyRequests(retryAfterSeconds: number): EmulatorResponse {
  return {
    status: 429,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': String(retryAfterSeconds) },
    text: 'Rate limit for requests exceeded, please wait before sending more',
  };
}
