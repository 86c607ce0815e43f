/** What every provider takes in the configuration, whatever its kind. Each kind adds its own in `<kind>/config.ts`. */
import { z } from 'zod';
import type { ProviderId } from './records.ts';

/** A secret: required, not blank, and never shown in an error message, because zod does not print strings it accepted. */
export const secret = z.string().trim().min(1, 'must not be empty');

/** A secret that goes into an HTTP header as it is. */
export const headerSecret = secret.regex(/^[\x21-\x7e]*$/, 'must be printable ASCII without spaces');

export const baseUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL such as https://example.com' })
  .transform((url) => url.replace(/\/+$/, ''))
  .refine((url) => !/[?#@]/.test(url), 'must have no credentials, query or fragment');

/** A name on one line, as it is read: without spaces to spare, and without characters that cannot be seen or turn the direction of others. */
const providerName = z
  .string()
  .transform((text) => text.trim().replaceAll(/\s+/g, ' '))
  .refine((text) => text !== '', 'must not be empty')
  .refine((text) => text.length <= 60, 'must have at most 60 characters')
  .refine((text) => !/\p{C}/u.test(text), 'must have no invisible characters');

const milliseconds = z.int().min(1).max(600_000);

export const commonProviderShape = {
  id: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9_-]{0,31}$/,
      'must be 1 to 32 of a-z, 0-9, "-" and "_", starting with a letter or digit',
    )
    .transform((id) => id as ProviderId),
  /** What people call it: "Team chat". */
  name: providerName.optional(),
  /** How long one request waits for this provider in all, and one change of it. */
  timeoutMs: milliseconds.default(5000),
  /** HTTP calls to this provider at the same time. */
  maxConcurrency: z.int().min(1).max(1000).default(10),
  /** The most calls that this server makes in any window of so many milliseconds, besides what the provider itself allows. */
  rateLimit: z.strictObject({ requests: z.int().min(1), perMs: milliseconds }).optional(),
  /** Which part of the provider's own limits this server may use, where other programs call it with the same credentials; 1 is all. */
  limitShare: z.number().gt(0).max(1).default(1),
  /** For how long an answer may be given again. */
  freshForMs: z.int().min(0).max(600_000).default(1000),
  /** Sends the header `traceparent` along, which names the trace of the request. Only for a provider that is the operator's own. */
  propagateTrace: z.boolean().default(false),
};

/** What the rest of the server knows of every entry. */
export type CommonProviderConfig = z.output<z.ZodObject<typeof commonProviderShape>> & {
  readonly kind: string;
  readonly baseUrl: string;
};
