/** An OpenID Connect provider on loopback, where somebody is signed in already: discovery, code with PKCE, keys. */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface OidcProvider {
  readonly issuer: string;
  /** What ID tokens say besides, of whoever signs in next. */
  claims: Readonly<Record<string, unknown>>;
  /** Whether it lets people in; otherwise it answers `access_denied`. */
  letsIn: boolean;
  close(): Promise<void>;
}

export const clientId = 'devices-page';

export async function startOidcProvider(): Promise<OidcProvider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  const codes = new Map<string, URLSearchParams>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', provider.issuer);
    // Its tokens are fetched by pages of other origins.
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(response, {
          issuer: provider.issuer,
          authorization_endpoint: `${provider.issuer}/authorize`,
          token_endpoint: `${provider.issuer}/token`,
          jwks_uri: `${provider.issuer}/jwks`,
          id_token_signing_alg_values_supported: ['ES256'],
        });
      case '/jwks':
        return json(response, { keys: [jwk] });
      case '/authorize': {
        const code = randomUUID();
        codes.set(code, url.searchParams);
        const back = new URL(url.searchParams.get('redirect_uri') ?? '');
        back.searchParams.set('state', url.searchParams.get('state') ?? '');
        if (provider.letsIn) back.searchParams.set('code', code);
        else back.searchParams.set('error', 'access_denied');
        return void response.writeHead(302, { location: back.href }).end();
      }
      case '/token': {
        const form = new URLSearchParams(await text(request));
        const asked = codes.get(form.get('code') ?? '');
        const challenge = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url');
        const isWhoAsked =
          asked?.get('code_challenge') === challenge &&
          asked.get('redirect_uri') === form.get('redirect_uri');
        if (!isWhoAsked) return json(response, { error: 'invalid_grant' }, 400);
        return json(response, {
          access_token: 'opaque',
          token_type: 'Bearer',
          expires_in: 60,
          id_token: await idToken(asked.get('nonce')),
        });
      }
    }
    response.writeHead(404).end();
  }

  async function idToken(nonce: string | null): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const always = { iss: provider.issuer, aud: clientId, iat: now, exp: now + 300, nonce };
    return new SignJWT({ ...always, ...provider.claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .sign(privateKey);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const provider: OidcProvider = {
    issuer: `http://127.0.0.1:${port}`,
    claims: {},
    letsIn: true,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return provider;
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
