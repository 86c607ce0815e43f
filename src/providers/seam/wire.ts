/** The envelopes of Seam's JSON; rows are read in `records.ts` and `resource-records.ts`. Unknown fields are dropped, enums stay open. */
import { z } from 'zod';

/** On paginated endpoints only; `next_page_url` is left out, because it does not page. */
export const wirePagination = z.object({
  pagination: z.object({
    has_next_page: z.boolean().nullish(),
    next_page_cursor: z.string().min(1).nullish(),
  }),
});

export const wireWorkspace = z.object({
  workspace: z.object({
    workspace_id: z.string().min(1),
    is_sandbox: z.boolean().nullish().catch(null),
  }),
});

export const wireError = z.object({
  error: z.object({
    type: z.string(),
    validation_errors: z.record(z.string(), z.unknown()).nullish(),
  }),
});
