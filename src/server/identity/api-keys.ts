/** Keys of services: long random texts, of which the configuration knows only the SHA-256. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiKeyConfig } from '../../config.ts';
import type { Identity } from './identity.ts';

/** A new key of 256 random bits. The prefix lets people, and scanners for leaked secrets, recognize it. */
export function makeApiKey(): string {
  return `sgk_${randomBytes(32).toString('base64url')}`;
}

/** What the configuration keeps of a key: 64 hexadecimal digits. A slow hash adds nothing to a key that cannot be guessed. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** @returns finds the owner of a key, or null. Takes as long whether and where it is found. */
export function createApiKeys(configs: readonly ApiKeyConfig[]): (key: string) => Identity | null {
  const known = configs.map(({ name, sha256, scopes }) => ({
    hash: Buffer.from(sha256, 'hex'),
    identity: { name: `key:${name}`, viewer: null, currentSessionId: null, scopes: new Set(scopes) },
  }));
  return (key) => {
    const given = Buffer.from(hashApiKey(key), 'hex');
    let found: Identity | null = null;
    for (const { hash, identity } of known) if (timingSafeEqual(hash, given)) found = identity;
    return found;
  };
}
