/** An issuer of tokens, with a real JWKS endpoint on loopback. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type GenerateKeyPairResult, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';

export interface Issuer {
  /** What `iss` says. */
  readonly issuer: string;
  readonly jwksUri: string;
  /** How often the key set was asked for. */
  readonly fetches: number;
  /** `broken` answers 200 with something else than a key set, `huge` with one of 2 MB. */
  mode: 'ok' | 'failing' | 'broken' | 'huge';
  /** A token of Ann, good for a minute, unless told otherwise; a claim of `undefined` is left out. */
  sign(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** The public key as PEM. */
  publicPem(): Promise<string>;
  /** Publishes another key in place of the one before, and signs with it. */
  rotate(): Promise<void>;
}

export const audience = 'sessiongraph-tests';

export async function startIssuer(alg: 'RS256' | 'ES256' | 'EdDSA' = 'ES256'): Promise<Issuer> {
  let keys: GenerateKeyPairResult;
  let kid = 'key-0';
  let jwks = '';
  let generation = 0;
  let fetches = 0;

  const server = createServer((_request, response) => {
    fetches += 1;
    if (issuer.mode === 'failing') response.writeHead(500);
    const padding = issuer.mode === 'huge' ? ' '.repeat(2_000_000) : '';
    response.end(issuer.mode === 'broken' ? '{"keys": 1}' : jwks + padding);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  const { port } = server.address() as AddressInfo;

  const issuer: Issuer = {
    issuer: `http://127.0.0.1:${port}`,
    jwksUri: `http://127.0.0.1:${port}/jwks.json`,
    get fetches() {
      return fetches;
    },
    mode: 'ok',
    async sign(claims = {}) {
      const now = Math.floor(Date.now() / 1000);
      const payload = {
        iss: issuer.issuer,
        aud: audience,
        sub: 'user_ann',
        iat: now,
        exp: now + 60,
        ...claims,
      };
      return new SignJWT(payload).setProtectedHeader({ alg, kid }).sign(keys.privateKey);
    },
    publicPem: () => exportSPKI(keys.publicKey),
    async rotate() {
      keys = await generateKeyPair(alg, { extractable: true });
      kid = `key-${(generation += 1)}`;
      jwks = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid, alg, use: 'sig' }] });
    },
  };
  await issuer.rotate();
  return issuer;
}
