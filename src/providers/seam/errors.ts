/** Seam's refusals in our own words. Of Seam's answer only the `type` word is ever repeated. */
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';
import { statusFailure } from '../../upstream/status-failure.ts';
import type { UpstreamResponse } from '../../upstream/upstream.ts';
import { wireError } from './wire.ts';

/** Seam refused the values of some parameters: those that are ours are named in its spelling, and `another` is any else. */
export class RefusedParameters extends ProviderFailure {
  readonly parameters: readonly string[];

  constructor(message: string, forPeople: string, parameters: readonly string[], cause: unknown) {
    super('REJECTED', message, { cause, forPeople });
    this.parameters = parameters;
  }
}

/** Our names of the inputs that Seam's validation can point at. */
const inputNames: Readonly<Record<string, string>> = {
  client_session_id: 'clientSessionId',
  user_identifier_key: 'userIdentifierKey',
  user_identity_id: 'userIdentityId',
  user_identity_ids: 'userIdentityIds',
  connect_webview_id: 'connectWebviewId',
  connect_webview_ids: 'connectWebviewIds',
  connected_account_id: 'connectedAccountId',
  connected_account_ids: 'connectedAccountIds',
  customer_key: 'customerKey',
  expires_at: 'expiresAt',
};

/**
 * What an answer that is no success means.
 *
 * NOT_FOUND is given only where Seam itself says `…_not_found` of a resource: a 404 of a gateway, or of a host that is not Seam, must
 * never read as "there is no such session".
 */
export function seamFailure(response: UpstreamResponse, name: string): ProviderFailure {
  const error = readError(response);
  if (error === null) {
    return response.status === 404
      ? new ProviderFailure(
          'MALFORMED',
          `${name} gave a 404 that is not Seam's own: check that baseUrl is Seam's.`,
        )
      : statusFailure(response, name);
  }
  const word = /^[a-z_]{1,64}$/.test(error.type) ? error.type : `HTTP ${response.status}`;
  const cause = requestIdOf(response);
  const fail = (status: ProviderFailure['status'], message: string) =>
    new ProviderFailure(status, message, { cause });

  if (error.type === 'workspace_not_found') {
    return fail('NOT_AUTHORIZED', `${name} does not know the workspace (${word}): check workspaceId.`);
  }
  if (response.status === 404) {
    return error.type.endsWith('_not_found')
      ? fail('NOT_FOUND', `${name} does not have what was named (${word}).`)
      : fail('MALFORMED', `${name} does not know this endpoint (${word}): check that baseUrl is Seam's.`);
  }
  if (response.status === 401 || response.status === 403) {
    return fail(
      'NOT_AUTHORIZED',
      `${name} refused the credentials (${word}): check apiKey, or personalAccessToken and workspaceId.`,
    );
  }
  if (error.type === 'client_session_token_already_exists') {
    return plainFailure(
      'ALREADY_EXISTS',
      `${name} has a client session with this userIdentifierKey already: get it, or create it under another key.`,
      { cause },
    );
  }
  if (response.status === 400) {
    const names = error.fields.flatMap((field) => inputNames[field] ?? []);
    const refused = `${name} refused ${names.length === 0 ? 'the request' : names.join(', ')}`;
    const advice = names.length === 0 ? '.' : ': correct the value.';
    return new RefusedParameters(`${refused} (${word})${advice}`, `${refused}${advice}`, error.fields, cause);
  }
  const usual = statusFailure(response, name);
  return new ProviderFailure(usual.status, usual.message, { retryAt: usual.retryAt, cause });
}

/** Seam's own error is JSON with a `type`; anything else came from something in between (seamapi/javascript-http, error-interceptor.ts). */
function readError(response: UpstreamResponse): { type: string; fields: readonly string[] } | null {
  if (response.header('content-type')?.startsWith('application/json') !== true) return null;
  let json: unknown;
  try {
    json = response.json();
  } catch {
    return null;
  }
  const parsed = wireError.safeParse(json);
  if (!parsed.success) return null;
  const { type, validation_errors: refused } = parsed.data.error;
  const fields = Object.keys(refused ?? {})
    // What is wrong with the whole.
    .filter((field) => field !== '_errors')
    .map((field) => (Object.hasOwn(inputNames, field) ? field : 'another'));
  return { type, fields };
}

/** Seam's support asks for it; it is kept where it is a UUID or `request1`, since a token could pass for any other id. */
function requestIdOf(response: UpstreamResponse): { readonly seamRequestId: string } | undefined {
  const id = response.header('seam-request-id') ?? '';
  return /^(request\d{1,9}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(id)
    ? { seamRequestId: id }
    : undefined;
}

/**
 * What was asked for, or null where Seam does not have it.
 *
 * @param idParameters those that hold ids. Seam's ids are UUIDs, and it refuses any other value (400); which ids there can be is for Seam to say,
 *   and an id that it refuses is one that nothing has.
 */
export async function orNull<Value>(
  asked: Promise<Value>,
  idParameters: readonly string[],
): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ProviderFailure && error.status === 'NOT_FOUND') return null;
    if (refusesOnly(error, idParameters)) return null;
    throw error;
  }
}

/** Whether Seam found fault with these parameters and with nothing else. */
export function refusesOnly(error: unknown, parameters: readonly string[]): boolean {
  return (
    error instanceof RefusedParameters &&
    error.parameters.length > 0 &&
    error.parameters.every((parameter) => parameters.includes(parameter))
  );
}
