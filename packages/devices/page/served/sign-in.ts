/** Signing in at an OpenID Connect provider: authorization code with PKCE, as RFC 9700 has it for pages without a secret. */
import * as oauth from 'oauth4webapi';
import type { OidcSettings } from './settings.ts';

/** What must outlast the way to the provider and back. */
interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const pendingKey = 'sessiongraph.sign-in';

/** Goes to the provider, which leads back here. Rejects where the provider cannot be asked. */
export async function goToSignIn(oidc: OidcSettings): Promise<void> {
  const server = await discover(oidc);
  if (server.authorization_endpoint === undefined)
    throw new Error('The issuer names no authorization endpoint.');
  const pending: Pending = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
  };
  sessionStorage.setItem(pendingKey, JSON.stringify(pending));
  const url = new URL(server.authorization_endpoint);
  const parameters = {
    response_type: 'code',
    client_id: oidc.clientId,
    redirect_uri: pageAddress(),
    scope: oidc.scope,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  window.location.assign(url);
}

/**
 * The ID token, where the provider has just led back here; null otherwise. The address is as before then. Rejects where the provider refused, or
 * its answer is not what was asked for.
 */
export async function comeBack(oidc: OidcSettings): Promise<string | null> {
  const answer = new URL(window.location.href);
  if (!answer.searchParams.has('state')) return null;
  const pending = takePending();
  window.history.replaceState(null, '', pageAddress());
  // A link that was kept: nobody here has asked for this answer.
  if (pending === null) return null;
  const client: oauth.Client = { client_id: oidc.clientId };
  const server = await discover(oidc);
  const parameters = oauth.validateAuthResponse(server, client, answer, pending.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    pageAddress(),
    pending.verifier,
    insecureLoopback(oidc),
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: pending.nonce,
    requireIdToken: true,
  });
  return tokens.id_token ?? null;
}

function takePending(): Pending | null {
  const kept = sessionStorage.getItem(pendingKey);
  sessionStorage.removeItem(pendingKey);
  return kept === null ? null : (JSON.parse(kept) as Pending);
}

async function discover(oidc: OidcSettings): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(oidc.issuer);
  const response = await oauth.discoveryRequest(issuer, insecureLoopback(oidc));
  return oauth.processDiscoveryResponse(issuer, response);
}

/** The redirect URI, without what a provider adds to it. */
function pageAddress(): string {
  return window.location.origin + window.location.pathname;
}

/** The configuration lets in http for this computer only. */
function insecureLoopback({ issuer }: OidcSettings): { readonly [oauth.allowInsecureRequests]?: boolean } {
  return new URL(issuer).protocol === 'http:' ? { [oauth.allowInsecureRequests]: true } : {};
}
