/** `auth` of the configuration: by what clients identify themselves. */
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { scopes } from '../sessions/scope.ts';
import { algorithms, algorithmsFor, readPublicKey } from './public-key.ts';

const text = z.string().trim().min(1, 'must not be empty');
const texts = z.array(text).min(1, 'must not be empty');

const apiKey = z.strictObject({
  /** For the audit. */
  name: text,
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be the SHA-256 of the key in 64 hexadecimal digits, not the key itself')
    .toLowerCase(),
  scopes: z.array(z.enum(scopes)),
});
export type ApiKeyConfig = z.output<typeof apiKey>;

/** Without https anybody on the way could put keys of their own in, and sign in as everybody. */
const jwksUri = z.string().refine(isSafeToFetch, {
  error: 'must be an https URL without credentials, such as https://issuer.example/.well-known/jwks.json',
});

function isSafeToFetch(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname, username, password } = new URL(uri);
  // `fetch` refuses them, in an error that repeats them.
  if (username !== '' || password !== '') return false;
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLocal);
}

/** The claims that are read, by what they are called in the issuer's tokens. */
const claims = z.strictObject({
  userId: text.default('sub'),
  email: text.default('email'),
  emailVerified: text.default('email_verified'),
  /** Where it is named here, every token must have it. */
  sessionId: text.optional(),
  scopes: text.default('scope'),
});

const jwtIssuer = z
  .strictObject({
    /** As `iss` says it, to the letter. */
    issuer: text,
    audience: z
      .union([text.transform((one) => [one]), texts], 'must be a text or a list of texts')
      .optional(),
    /** The values that `azp` may have: for Clerk, the origins of the frontends. */
    authorizedParties: texts.optional(),
    jwksUri: jwksUri.optional(),
    publicKey: text.optional(),
    algorithms: z.array(z.enum(algorithms)).min(1, 'must not be empty').default(['RS256', 'ES256', 'EdDSA']),
    /**
     * Stands before the user ids of this issuer's tokens, so that they are nobody else's here: for an issuer that gives ids which another gives
     * to other people. Providers know such a person by the id with its prefix, or by e-mail.
     */
    userIdPrefix: z
      .string()
      .regex(/^[\w.-]{1,40}[:/|]$/, 'must be letters and digits that end with a colon, such as "partners:"')
      .optional(),
    /** Besides `exp`, `iss`, the audience and the user's id. */
    requiredClaims: z.array(text).default([]),
    claims: claims.prefault({}),
  })
  .refine((issuer) => (issuer.jwksUri === undefined) !== (issuer.publicKey === undefined), {
    error: 'needs exactly one of jwksUri and publicKey',
  })
  .refine((issuer) => issuer.audience !== undefined || issuer.authorizedParties !== undefined, {
    error:
      "needs audience or authorizedParties, or a token that the issuer made for any other application would sign in here (Clerk's session tokens have authorizedParties)",
  })
  .transform((issuer, context) => {
    const { jwksUri: uri, publicKey, claims: names, requiredClaims, ...rest } = issuer;
    let keys: URL | KeyObject;
    let usable: readonly (typeof algorithms)[number][] = algorithms;
    if (uri === undefined) {
      const read = readPublicKey(publicKey ?? '');
      if (typeof read === 'string') return mistake(context, 'publicKey', read);
      keys = read;
      usable = algorithmsFor(read);
    } else {
      keys = new URL(uri);
    }
    const fitting = issuer.algorithms.filter((name) => usable.includes(name));
    if (fitting.length === 0)
      return mistake(
        context,
        'algorithms',
        `has none that fits the public key; it fits ${usable.join(', ') || 'none that is known here'}`,
      );
    return {
      ...rest,
      keys,
      algorithms: fitting,
      requiredClaims: names.sessionId === undefined ? requiredClaims : [...requiredClaims, names.sessionId],
      claims: { ...names, sessionId: names.sessionId ?? 'sid' },
    };
  });
export type JwtIssuerConfig = z.output<typeof jwtIssuer>;

function mistake(context: z.RefinementCtx, key: string, message: string): never {
  context.addIssue({ code: 'custom', path: [key], message });
  return z.NEVER;
}

/** A check of a list for entries that would hide another. */
function unique<Entry>(key: keyof Entry & string, why: string) {
  return (entries: readonly Entry[], context: z.RefinementCtx) => {
    for (const [index, entry] of entries.entries()) {
      const first = entries.findIndex((other) => other[key] === entry[key]);
      if (first < index)
        context.addIssue({
          code: 'custom',
          path: [index, key],
          message: `is the same as in entry ${first}; ${why}`,
        });
    }
  };
}

export const authConfig = z
  .strictObject({
    apiKeys: z
      .array(apiKey)
      .superRefine(unique('name', 'every key needs a name of its own, which the audit tells it by'))
      .superRefine(unique('sha256', 'every key needs a secret of its own'))
      .default([]),
    jwt: z.array(jwtIssuer).superRefine(unique('issuer', 'put what differs into one entry')).default([]),
  })
  .refine(({ apiKeys, jwt }) => apiKeys.length + jwt.length > 0, {
    error: 'lets nobody in; add apiKeys (see "sessiongraph key") or jwt',
  });
export type AuthConfig = z.output<typeof authConfig>;
