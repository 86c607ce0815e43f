/** Every key the configuration takes. Strict throughout: a key that does nothing is a mistake, not a wish. */
import { z } from 'zod';
import { providerConfig } from '../providers/registry.ts';
import { scopes } from '../sessions/scope.ts';

const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'must be an http(s) URL such as https://sessions.example.com',
});

/** A number, or its digits, since `${PORT}` always gives a string. */
const port = z
  .union(
    [
      z.int(),
      z
        .string()
        .regex(/^\d{1,5}$/)
        .transform(Number),
    ],
    {
      error: 'must be a whole number from 0 (any free port) to 65535',
    },
  )
  .refine((value) => value >= 0 && value <= 65_535, {
    error: 'must be a whole number from 0 (any free port) to 65535',
  });

const origin = z.string().refine((value) => URL.canParse(value) && new URL(value).origin === value, {
  error: 'must be an exact origin such as https://app.example.com, without a path; "*" is not possible',
});

const serverConfig = z.strictObject({
  host: z.string().trim().min(1, 'must not be empty').default('127.0.0.1'),
  port: port.default(4000),
  /** Where askers reach this server when something stands in front of it; its host is then accepted as well. */
  publicUrl: httpUrl.optional(),
  /** The origins whose pages may ask from a browser. */
  cors: z.array(origin).default([]),
});

const apiKey = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be the SHA-256 of the key in 64 hexadecimal digits, not the key itself'),
  scopes: z.array(z.enum(scopes)),
});

const claim = z.string().trim().min(1, 'must not be empty');

const jwtIssuer = z
  .strictObject({
    issuer: z.string().trim().min(1, 'must not be empty'),
    audience: z.string().trim().min(1, 'must not be empty'),
    jwksUri: httpUrl.optional(),
    publicKey: z.string().trim().min(1, 'must not be empty').optional(),
    claims: z
      .strictObject({
        userId: claim.default('sub'),
        email: claim.default('email'),
        emailVerified: claim.default('email_verified'),
        sessionId: claim.default('sid'),
        scopes: claim.default('scope'),
      })
      .prefault({}),
  })
  .refine((issuer) => (issuer.jwksUri === undefined) !== (issuer.publicKey === undefined), {
    error: 'needs exactly one of jwksUri and publicKey',
  });

const authConfig = z.strictObject({
  apiKeys: z.array(apiKey).default([]),
  jwt: z.array(jwtIssuer).default([]),
});

const federationConfig = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .refine((enabled) => !enabled, {
      error: 'this version cannot serve a federated subgraph; set it to false or leave it out',
    }),
});

export const configSchema = z.strictObject({
  server: serverConfig.prefault({}),
  auth: authConfig.optional(),
  providers: z.array(providerConfig).min(1, 'must name at least one provider'),
  federation: federationConfig.prefault({}),
});

/** A checked configuration with every default filled in. */
export type Config = z.output<typeof configSchema>;
