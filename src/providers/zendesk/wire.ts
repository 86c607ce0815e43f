/** What stands around the rows of Zendesk's answers. The rows are read field by field (records.ts). */
import { z } from 'zod';
import { readText } from '../text.ts';

const text = z.string().nullish().catch(null).transform(readText);
/** A cursor is given back as it came. */
const cursor = z
  .string()
  .min(1)
  .max(2000)
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const count = z
  .int()
  .nonnegative()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** A page of sessions in either paging: `meta` comes with cursors, `count` and `next_page` with offsets. */
export const wireSessionList = z.object({
  meta: z.object({ has_more: z.boolean(), after_cursor: cursor }).nullish(),
  count,
  next_page: text,
});

/** Documented as an array of one, read as an object by Zendesk's own Ruby client: both are taken. */
export const wireSessionAnswer = z.object({
  session: z.union([z.array(z.unknown()).max(100), z.unknown().transform((session) => [session])]),
});

export const wireIdentities = z.object({ identities: z.array(z.unknown()).nullish() });

export const wireMe = z.object({ user: z.record(z.string(), z.unknown()), ...wireIdentities.shape });

export const wireToken = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().nullish().catch(null),
  scope: text,
});

/** Zendesk's error bodies: `error` is a word, or `{ title, message }`; a description may stand beside it. */
export const wireError = z.object({
  error: z.union([z.string(), z.object({ title: text, message: text })]).nullish(),
  description: text,
});
