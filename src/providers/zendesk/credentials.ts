/** How calls sign in to Zendesk: an OAuth client that fetches and renews its token, or a fixed header. */
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Call } from '../../upstream/call.ts';
import type { Upstream, UpstreamResponse } from '../../upstream/upstream.ts';
import { createRenewedToken, type AccessToken } from '../renewed-token.ts';
import type { ZendeskConfig } from './config.ts';
import { failureOf } from './errors.ts';
import { wireToken } from './wire.ts';

export interface Credentials {
  /** The `Authorization` header's value. */
  authorization(call: Call): Promise<string>;
  /** Zendesk did not accept this value. True where asking again gives a new one. */
  dropped(authorization: string): boolean;
  /** The scopes that Zendesk granted to the current token; null where it did not say. */
  grantedScope(): string | null;
}

/** Zendesk takes more than 300 and less than 172,800 seconds. */
const lifetimeSeconds = 7200;
/** @param onRenewed is told of each token that was fetched, and how long that took, in milliseconds. */
export function createCredentials(
  config: ZendeskConfig,
  name: string,
  upstream: Upstream,
  now: () => number,
  onRenewed: (durationMs: number) => void = () => {},
): Credentials {
  if (config.oauth !== undefined) {
    return createOAuth(config.oauth, config.timeoutMs, name, upstream, now, onRenewed);
  }
  if (config.apiToken !== undefined) {
    const { email, token } = config.apiToken;
    return fixed(`Basic ${Buffer.from(`${email}/token:${token}`).toString('base64')}`);
  }
  return fixed(`Bearer ${config.bearerToken}`);
}

function fixed(authorization: string): Credentials {
  return {
    authorization: async () => authorization,
    dropped: () => false,
    grantedScope: () => null,
  };
}

function createOAuth(
  client: NonNullable<ZendeskConfig['oauth']>,
  timeoutMs: number,
  name: string,
  upstream: Upstream,
  now: () => number,
  onRenewed: (durationMs: number) => void,
): Credentials {
  const token = createRenewedToken({
    async fetchToken(call) {
      const askedAt = performance.now();
      const fetched = await fetchToken(client, name, upstream, call, now);
      onRenewed(performance.now() - askedAt);
      return fetched;
    },
    timeoutMs,
    providerName: name,
    now,
  });
  return {
    authorization: token.authorization,
    dropped(authorization) {
      token.dropped(authorization);
      return true;
    },
    grantedScope: () => token.current()?.scope ?? null,
  };
}

async function fetchToken(
  client: NonNullable<ZendeskConfig['oauth']>,
  name: string,
  upstream: Upstream,
  call: Call,
  now: () => number,
): Promise<AccessToken> {
  const askedAt = now();
  const response = await upstream.send(
    {
      method: 'POST',
      path: '/oauth/tokens',
      // It makes a token more; one that nobody was given ends by itself.
      effect: 'repeatable',
      body: {
        grant_type: 'client_credentials',
        client_id: client.clientId,
        client_secret: client.clientSecret,
        scope: 'read write',
        expires_in: lifetimeSeconds,
      },
    },
    call,
  );
  if (response.status !== 200) throw tokenFailure(response, name);
  const token = wireToken.safeParse(response.json());
  if (!token.success) {
    throw new ProviderFailure('MALFORMED', `${name} answered without an access token: check baseUrl.`);
  }
  return {
    authorization: `Bearer ${token.data.access_token}`,
    scope: token.data.scope,
    endsAt: askedAt + (token.data.expires_in ?? lifetimeSeconds) * 1000,
  };
}

function tokenFailure(response: UpstreamResponse, name: string): ProviderFailure {
  if (response.status === 401) {
    return new ProviderFailure(
      'NOT_AUTHORIZED',
      `${name} did not accept oauth.clientId and oauth.clientSecret (HTTP 401): copy both again from Admin Center, Apps and integrations, APIs, OAuth clients.`,
    );
  }
  if (response.status === 400 || response.status === 403) {
    return new ProviderFailure(
      'NOT_AUTHORIZED',
      `${name} gave no token to the OAuth client (HTTP ${response.status}): it must be of the confidential kind and be allowed the scopes "read" and "write".`,
    );
  }
  return failureOf(response, name);
}
