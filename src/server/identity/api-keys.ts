/** Keys of services: long random texts, of which the configuration knows only the SHA-256. */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiKeyConfig } from '../../config/config.ts';
import type { Principal } from '../../sessions/principal.ts';

/** A new key of 256 random bits. The prefix lets people, and scanners for leaked secrets, recognize it. */
export function makeApiKey(): string {
  return `sgk_${randomBytes(32).toString('base64url')}`;
}

/** What the configuration keeps of a key: 64 hexadecimal digits. A slow hash adds nothing to a key that cannot be guessed. */
export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex');
}

/** @returns finds the owner of a key, or null. A key that is none takes as long, whatever it is. */
export function createApiKeys(configs: readonly ApiKeyConfig[]): (key: string) => Principal | null {
  const known = configs.map(({ name, sha256, scopes }) => ({
    digest: Buffer.from(sha256, 'hex'),
    principal: {
      name: `key:${name}`,
      viewer: null,
      currentSessionId: null,
      currentSessionIssuer: null,
      scopes: new Set(scopes),
    },
  }));
  // Those that were shown before, at most as many as there are. That they are found sooner tells nobody their letters: V8 seeds its hashes.
  const shown = new Map<string, Principal>();
  return (key) => {
    const before = shown.get(key);
    if (before !== undefined) return before;
    const given = hash('sha256', key, 'buffer');
    let found: Principal | null = null;
    for (const { digest, principal } of known) if (timingSafeEqual(digest, given)) found = principal;
    if (found !== null) shown.set(key, found);
    return found;
  };
}
