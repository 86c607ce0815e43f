import { z } from 'zod';

/** The documents that frontends were built with. */
export const trustedDocumentsConfig = z.strictObject({
  /** Codegen's `persisted-documents.json`; a relative path starts at the working directory. */
  manifest: z.string().trim().min(1, 'must not be empty'),
  /** Refuses every other document; services with an API key may still send any. */
  only: z.boolean().default(false),
});
