/** Finds the one credential that a request carries. */
import type { IncomingMessage } from 'node:http';
import { malformedCredentials, missingCredentials } from './refusal.ts';

/** `bearer` may be a token or a key, `key` only a key. */
export interface Credential {
  readonly kind: 'bearer' | 'key';
  readonly text: string;
}

/** Throws an `IdentityRefusal` where there is none, more than one, or something else than expected. */
export function readCredential(request: IncomingMessage): Credential {
  const { authorization, keys } = credentialsIn(request);
  const [header] = authorization;
  const [key] = keys;
  if (authorization.length + keys.length > 1)
    throw malformedCredentials('Send one of "authorization" and "x-api-key", once.');
  if (key !== undefined) {
    if (key === '') throw malformedCredentials('The header "x-api-key" is empty.');
    return { kind: 'key', text: key };
  }
  if (header === undefined) throw missingCredentials();
  // The grammar of RFC 6750 (2.1).
  const text = /^Bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1];
  if (text === undefined)
    throw malformedCredentials('The header "authorization" must be "Bearer <token>", with a token or a key.');
  return { kind: 'bearer', text };
}

/** Every value of both headers: `headers` would keep the first of several and hide the rest, and `headersDistinct` sorts all there are. */
function credentialsIn({ rawHeaders }: IncomingMessage) {
  const authorization: string[] = [];
  const keys: string[] = [];
  // Names and values in turn.
  for (let index = 1; index < rawHeaders.length; index += 2) {
    const [name, value] = [rawHeaders[index - 1]?.toLowerCase(), rawHeaders[index] ?? ''];
    if (name === 'authorization') authorization.push(value);
    else if (name === 'x-api-key') keys.push(value);
  }
  return { authorization, keys };
}
