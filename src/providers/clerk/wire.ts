/**
 * What stands around the rows of Clerk's answers (clerk/openapi-specs, bapi/2026-05-12.yml). The rows themselves become records at once
 * (records.ts), by fields that are read one by one, so that no other field, as `private_metadata`, gets past the reading.
 */
import { z } from 'zod';

export const wireErrors = z.object({ errors: z.array(z.object({ code: z.string() })).min(1) });
