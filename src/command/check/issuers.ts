/** Whether tokens could be checked: each issuer's key set is fetched, as the server will when the first token comes. */
import type { JwtIssuerConfig } from '../../config/config.ts';
import { readPublishedKeys } from '../../server/identity/issuer-keys.ts';
import type { Finding } from './finding.ts';

/** Never rejects because of an issuer. */
export async function checkIssuers(issuers: readonly JwtIssuerConfig[]): Promise<readonly Finding[]> {
  return Promise.all(
    issuers.map(async ({ issuer, keys, algorithms }): Promise<Finding> => {
      const about = { about: 'issuer', id: issuer } as const;
      if (!(keys instanceof URL))
        return { ...about, state: 'ok', message: 'Its tokens are checked with publicKey.' };
      // Without its query, which may hold a key.
      const place = `${keys.origin}${keys.pathname}`;
      try {
        const published = await readPublishedKeys(keys);
        const fitting = published.filter(
          (alg) => alg === null || algorithms.some((name) => name === alg),
        ).length;
        if (fitting > 0)
          return { ...about, state: 'ok', message: `Its key set has ${keysOf(fitting)} for its tokens.` };
        const message = `No key of ${place} is for ${algorithms.join(', ')}: every token would be refused. Check jwksUri and algorithms.`;
        return { ...about, state: 'failed', message };
      } catch (error) {
        const message = `Its key set could not be read from ${place} (${why(error)}): every token would be refused. Check jwksUri, and that this computer reaches it.`;
        return { ...about, state: 'failed', message };
      }
    }),
  );
}

function keysOf(count: number): string {
  return count === 1 ? '1 key' : `${count} keys`;
}

/** Our own words and codes only: what came from there is not repeated. */
function why(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return error.name === 'TimeoutError' ? 'no answer in time' : error.message;
}
