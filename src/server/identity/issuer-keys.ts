/** The keys that an issuer signs with: one that the configuration gives, or the set that the issuer publishes. */
import type { KeyObject } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Log } from '../watch/log.ts';
import { keysUnavailable } from './refusal.ts';

/** After a failure nothing is fetched for so long, in milliseconds: jose by itself would fetch for every token. */
const retryAfterMs = 5000;

/** How long fetching a set may take, in milliseconds. */
const timeoutMs = 3000;

/** The sets of well-known issuers have a few kilobytes. */
const maxSetBytes = 1_000_000;

/** @param keys one public key, or where the issuer publishes its set. */
export function createIssuerKeys(keys: KeyObject | URL, now: () => number, log: Log): JWTVerifyGetKey {
  return keys instanceof URL ? remoteKeys(keys, now, log) : async () => keys;
}

/**
 * Keeps the set for ten minutes. A token with an unknown `kid` fetches it again, for a key may have been added, but at most every 30
 * seconds, whatever number of forged tokens comes. Rejects with an `IdentityRefusal` where the set cannot be had.
 */
function remoteKeys(url: URL, now: () => number, log: Log): JWTVerifyGetKey {
  let blockedUntil = Number.NEGATIVE_INFINITY;
  const find = createRemoteJWKSet(url, {
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
    timeoutDuration: timeoutMs,
    [customFetch]: (target, init) => {
      if (now() < blockedUntil) throw keysUnavailable(retryAfterMs / 1000);
      return fetchSet(target, init);
    },
  });
  return async (header, token) => {
    try {
      return await find(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      if (now() >= blockedUntil) {
        blockedUntil = now() + retryAfterMs;
        // Without its query, which may hold a key.
        const jwksUri = `${url.origin}${url.pathname}`;
        log.warn({ err: error, jwksUri }, 'the keys of an issuer could not be read');
      }
      throw keysUnavailable(retryAfterMs / 1000);
    }
  };
}

/**
 * The algorithm of each key that an issuer publishes for signatures; null where the key does not name one. Rejects where the set cannot be read.
 */
export async function readPublishedKeys(url: URL): Promise<readonly (string | null)[]> {
  const response = await fetchSet(url.href, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
  const set = keySet.safeParse(await response.json().catch(() => null));
  if (!set.success) throw new Error('it is no key set');
  return set.data.keys.filter(({ use }) => use === undefined || use === 'sig').map(({ alg }) => alg ?? null);
}

const keySet = z.object({
  keys: z.array(z.object({ use: z.string().optional(), alg: z.string().optional() })),
});

/** Rejects where the set is larger than any can be, before more of it is read. */
async function fetchSet(url: string, init: RequestInit): Promise<Response> {
  const { status, headers, body } = await fetch(url, init);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxSetBytes) throw new Error(`The key set has more than ${maxSetBytes} bytes.`);
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status, headers });
}
