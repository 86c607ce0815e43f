/** The public key of a token issuer, as an operator has it: PEM, or a JWK as JSON. */
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** Never a symmetric one (HS256, …): whoever has the "public" key could sign with it. */
export const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
export type Algorithm = (typeof algorithms)[number];

const jwk = z.looseObject({ kty: z.string() });

/** The key, or what is wrong with it and how to put it right; without quoting it, for it may be a private one by mistake. */
export function readPublicKey(text: string): KeyObject | string {
  // Environment files hold line ends as a backslash and an n.
  const given = text.replaceAll(String.raw`\n`, '\n').trim();
  try {
    return given.startsWith('{') ? readJwk(JSON.parse(given)) : readPem(given);
  } catch {
    return 'must be a public key as PEM ("-----BEGIN PUBLIC KEY-----") or as JWK ({"kty": …})';
  }
}

const notPublic = 'is a private key; put its public key here, and keep the private one with the issuer';
const tooShort = 'is an RSA key of less than 2048 bits; the issuer needs a longer one';

function readPem(pem: string): KeyObject | string {
  return pem.includes('PRIVATE KEY') ? notPublic : check(createPublicKey(pem));
}

function readJwk(value: unknown): KeyObject | string {
  const key: JsonWebKey = jwk.parse(value);
  return key.d === undefined ? check(createPublicKey({ key, format: 'jwk' })) : notPublic;
}

function check(key: KeyObject): KeyObject | string {
  const { modulusLength } = key.asymmetricKeyDetails ?? {};
  return modulusLength !== undefined && modulusLength < 2048 ? tooShort : key;
}

/** The algorithms that a key can be used with. */
export function algorithmsFor(key: KeyObject): readonly Algorithm[] {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return algorithms.filter((name) => /^[RP]S/.test(name));
    case 'ed25519':
      return ['EdDSA'];
    case 'ec':
      return ofCurve[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? [];
    default:
      return [];
  }
}

const ofCurve: Readonly<Record<string, readonly Algorithm[]>> = {
  prime256v1: ['ES256'],
  secp384r1: ['ES384'],
  secp521r1: ['ES512'],
};
