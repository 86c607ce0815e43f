/** How calls sign in to Zendesk: an OAuth client that fetches and renews its token, or a fixed header. */
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Call } from '../../upstream/call.ts';
import type { Upstream, UpstreamResponse } from '../../upstream/upstream.ts';
import { throwIfOver, watchCall } from '../../upstream/watch-call.ts';
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
/** A token is renewed this long before its end, so that none expires on its way. */
const marginMs = 60_000;

export function createCredentials(
  config: ZendeskConfig,
  name: string,
  upstream: Upstream,
  now: () => number,
): Credentials {
  if (config.oauth !== undefined) {
    return createOAuth(config.oauth, config.timeoutMs, name, upstream, now);
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

interface Token {
  readonly authorization: string;
  readonly scope: string | null;
  readonly renewAt: number;
}

function createOAuth(
  client: NonNullable<ZendeskConfig['oauth']>,
  timeoutMs: number,
  name: string,
  upstream: Upstream,
  now: () => number,
): Credentials {
  let current: Token | null = null;
  let refresh: Promise<Token> | null = null;
  const lateMessage = `${name} did not give an access token in time: ask again later.`;

  /** One refresh for all who wait; it has its own deadline and belongs to none of them. */
  const startRefresh = (): Promise<Token> => {
    const call = { signal: new AbortController().signal, deadlineAt: performance.now() + timeoutMs };
    const started = fetchToken(client, name, upstream, call, now)
      .then((token) => {
        current = token;
        return token;
      })
      .finally(() => {
        refresh = null;
      });
    // Where everybody has left, nobody is there to handle a failure.
    started.catch(() => {});
    return started;
  };

  return {
    async authorization(call) {
      if (current !== null && now() < current.renewAt) return current.authorization;
      throwIfOver(call, lateMessage);
      refresh ??= startRefresh();
      return (await waitFor(refresh, call, lateMessage)).authorization;
    },
    dropped(authorization) {
      // Another call may have got a new token meanwhile: that one stays.
      if (current?.authorization === authorization) current = null;
      return true;
    },
    grantedScope: () => current?.scope ?? null,
  };
}

async function fetchToken(
  client: NonNullable<ZendeskConfig['oauth']>,
  name: string,
  upstream: Upstream,
  call: Call,
  now: () => number,
): Promise<Token> {
  const askedAt = now();
  const response = await upstream.send(
    {
      method: 'POST',
      path: '/oauth/tokens',
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
    renewAt: askedAt + (token.data.expires_in ?? lifetimeSeconds) * 1000 - marginMs,
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

/** The shared result, or the asker's own end: its signal's reason when it left, TIMED_OUT when its time is up. */
function waitFor<T>(shared: Promise<T>, call: Call, lateMessage: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopWatching = watchCall(call, lateMessage, reject);
    shared.then(resolve, reject).finally(stopWatching);
  });
}
