/** Signed calls to one Zendesk account, and who the credentials are. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Upstream, UpstreamResponse } from '../../upstream/upstream.ts';
import type { z } from 'zod';
import type { Credentials } from './credentials.ts';
import { failureOf, malformed } from './errors.ts';
import { readIdentity, readUser, type ZendeskIdentity, type ZendeskUser } from './records.ts';
import { wireMe } from './wire.ts';

export interface ZendeskApi {
  /** "Zendesk (support)". */
  readonly name: string;
  /** Resolves for every status; a 401 is tried once more with a new token, where there can be one. */
  send(method: 'GET' | 'DELETE', path: string, call: Call, maxBytes?: number): Promise<UpstreamResponse>;
  /** The body of a 200; everything else is thrown as a `ProviderFailure`. */
  read<Body>(path: string, schema: z.ZodType<Body>, call: Call): Promise<Body>;
  /** The user behind the credentials. Rejects with NOT_AUTHORIZED where Zendesk knows none. */
  me(call: Call): Promise<Me>;
}

/** Identities of users, as far as they can be read. */
export interface Identities {
  readonly identities: readonly ZendeskIdentity[];
  readonly brokenRows: number;
}

export function identitiesIn(rows: readonly unknown[]): Identities {
  const identities = rows.map(readIdentity).filter((identity) => identity !== null);
  return { identities, brokenRows: rows.length - identities.length };
}

/** Who the credentials are; the identities are null where Zendesk did not send them. */
export interface Me {
  readonly user: ZendeskUser;
  readonly identities: Identities | null;
}

export function createZendeskApi(upstream: Upstream, credentials: Credentials, name: string): ZendeskApi {
  /** @param refused whether an answer says that the credentials are not known. */
  const signed = async (
    method: 'GET' | 'DELETE',
    path: string,
    call: Call,
    refused: (response: UpstreamResponse) => boolean,
    maxBytes?: number,
  ): Promise<UpstreamResponse> => {
    const attempt = async (authorization: string) =>
      upstream.send(
        {
          method,
          path,
          headers: {
            authorization,
            // Zendesk asks for it on DELETE too, which has no body (api-reference/introduction/requests).
            ...(method === 'DELETE' ? { 'content-type': 'application/json' } : {}),
          },
          // Sessions that are gone stay gone; the second time answers 404 (revoke.ts).
          ...(method === 'DELETE' ? { effect: 'repeatable' } : {}),
          ...(maxBytes === undefined ? {} : { maxBytes }),
        },
        call,
      );
    const authorization = await credentials.authorization(call);
    const response = await attempt(authorization);
    if (!refused(response) || !credentials.dropped(authorization)) return response;
    return attempt(await credentials.authorization(call));
  };

  const send: ZendeskApi['send'] = (method, path, call, maxBytes) =>
    signed(method, path, call, ({ status }) => status === 401, maxBytes);

  return {
    name,
    send,
    async read(path, schema, call) {
      return parse(await send('GET', path, call), schema, name);
    },
    async me(call) {
      const path = '/api/v2/users/me?include=identities';
      const response = await signed('GET', path, call, isStranger);
      const { user, identities } = parse(response, wireMe, name);
      if (isStranger(response)) {
        throw new ProviderFailure(
          'NOT_AUTHORIZED',
          `${name} does not know the credentials (it answered as "Anonymous user"): they are wrong, expired or revoked; give valid ones.`,
        );
      }
      const known = readUser(user);
      if (known === null) throw malformed(name);
      return { user: known, identities: identities ? identitiesIn(identities) : null };
    },
  };
}

/** `/users/me` gives 200 and an "Anonymous user" without an id to credentials that are wrong (recorded in node-zendesk's fixtures). */
function isStranger(response: UpstreamResponse): boolean {
  if (response.status !== 200) return response.status === 401;
  const body = wireMe.safeParse(response.json());
  return body.success && (body.data.user['id'] ?? null) === null;
}

/** The body of a 200 in its documented form; throws a `ProviderFailure` for everything else. */
export function parse<Body>(response: UpstreamResponse, schema: z.ZodType<Body>, name: string): Body {
  if (response.status !== 200) throw failureOf(response, name);
  const parsed = schema.safeParse(response.json());
  if (!parsed.success) throw malformed(name);
  return parsed.data;
}
