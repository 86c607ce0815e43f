/**
 * What stands around the rows of Clerk's answers (clerk/openapi-specs, bapi/2026-05-12.yml). The rows themselves become records at once
 * (records.ts), by fields that are read one by one, so that no other field, as `private_metadata`, gets past the reading.
 */
import { z } from 'zod';

/** With `paginated=true` a list is an object, without a plain array; which of the two comes is not in the specification. */
export const wireListTotal = z.object({ total_count: z.int().nonnegative() });

export const wireErrors = z.object({ errors: z.array(z.object({ code: z.string() })).min(1) });
