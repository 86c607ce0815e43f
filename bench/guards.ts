/** What a stack shall do beside answering where it does the same work as the product: who asks, what they may see, and how much. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { userId } from './questions.ts';

export interface Guards {
  readonly keys: readonly {
    readonly name: string;
    readonly sha256: string;
    /** The user whose objects the key shows; null for everybody's. */
    readonly owner: string | null;
  }[];
  readonly requestsPerMinute: number;
  /** How deep an operation may be. */
  readonly depth: number;
  /** How much it may cost, in objects. */
  readonly cost: number;
  readonly deadlineMs: number;
}

/** Who the person is that a personal key or token stands for. */
export const person = userId(1);

const serviceKey = 'sgk_bench_not_a_secret';
const personalKey = 'sgk_bench_of_a_person';

/** Sent with every request that is measured; a bare peer does not look at them. */
export const serviceHeaders = bearer(serviceKey);
export const personalKeyHeaders = bearer(personalKey);

/** All on, and so wide that what is measured passes. */
export const wideGuards: Guards = {
  keys: [
    { name: 'bench', sha256: sha256(serviceKey), owner: null },
    { name: 'person', sha256: sha256(personalKey), owner: person },
  ],
  requestsPerMinute: 1_000_000_000,
  depth: 16,
  cost: 150_000,
  deadlineMs: 30_000,
};

const issuer = 'https://issuer.bench.example';
const audience = 'bench';
const pair = generateKeyPairSync('ed25519');

/** Who signs the person's token where persons have tokens instead of keys: `auth.jwt` of the product's configuration. */
export const tokenIssuer = {
  issuer,
  audience,
  publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};

/** A token of the person. */
export function personalTokenHeaders(): Readonly<Record<string, string>> {
  const now = Math.floor(Date.now() / 1000);
  const signed = [
    { alg: 'EdDSA', typ: 'JWT' },
    { iss: issuer, aud: audience, sub: person, iat: now, exp: now + 3600 },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return bearer(`${signed}.${sign(null, Buffer.from(signed), pair.privateKey).toString('base64url')}`);
}

function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
