/** Where people sign in: an identity provider of a few lines, with a key that lives as long as the example. */
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';

export const issuerName = 'https://accounts.larkfield.example';
export const audience = 'larkfield';

export interface Issuer {
  /** A JWK, as `auth.jwt[].publicKey` takes it. */
  readonly publicKey: string;
  /** What a browser would hold once the person has signed in. */
  tokenFor(userId: string): Promise<string>;
  /** The person's id, or null for what is no token of this issuer. */
  userIdIn(token: string): Promise<string | null>;
}

export async function createIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    publicKey: JSON.stringify(await exportJWK(publicKey)),
    tokenFor: (userId) =>
      new SignJWT()
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer(issuerName)
        .setAudience(audience)
        .setSubject(userId)
        .setExpirationTime('8h')
        .sign(privateKey),
    async userIdIn(token) {
      try {
        const { payload } = await jwtVerify(token, publicKey, { issuer: issuerName, audience });
        return payload.sub ?? null;
      } catch {
        return null;
      }
    },
  };
}
