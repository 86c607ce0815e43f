/** What Zendesk sends, read tolerantly: only ids and envelopes must be right, everything else becomes null. */
import { z } from 'zod';

/** Integers in the answers of today, strings in the documentation of 2014; kept as the digits. */
export const wireId = z.union([
  z.int().positive().transform(String),
  z.string().regex(/^[1-9]\d{0,19}$/, 'must be a number'),
]);

const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => (value === undefined || value === null || value.trim() === '' ? null : value));

const moment = text.transform((value) => {
  if (value === null || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
});

/** Only `id` is mandatory in Zendesk's own description of a session. */
export const wireSession = z.object({
  id: wireId,
  user_id: wireId.nullish().transform((id) => id ?? null),
  authenticated_at: moment,
  last_seen_at: moment,
  url: text,
});
export type WireSession = z.output<typeof wireSession>;

/** Just the owner of a session row, for a row that is broken otherwise. */
export const wireSessionOwner = z.object({ user_id: wireId });

const flag = z.boolean().nullish().catch(null);
const count = z.int().nonnegative().nullish().catch(null);

/** A page of sessions in either paging: `meta` comes with cursors, `count` and `next_page` with offsets. */
export const wireSessionList = z.object({
  sessions: z.array(z.unknown()),
  meta: z.object({ has_more: z.boolean(), after_cursor: text }).nullish(),
  count,
  next_page: text,
});

/** Documented as an array of one, read as an object by Zendesk's own Ruby client: both are taken. */
export const wireSessionAnswer = z.object({
  session: z.union([z.array(z.unknown()), z.unknown().transform((session) => [session])]),
});

export const wireUser = z.object({
  id: wireId,
  name: text,
  email: text,
  external_id: text,
  role: text,
  active: flag,
  last_login_at: moment,
  photo: z.object({ content_url: text }).nullish().catch(null),
});
export type WireUser = z.output<typeof wireUser>;

export const wireIdentity = z.object({
  user_id: wireId,
  type: text,
  value: text,
  verified: flag,
  verification_method: text,
});
export type WireIdentity = z.output<typeof wireIdentity>;

/** Users, with their identities where the side-load `include=identities` was honoured. */
export const wireUserList = z.object({
  users: z.array(z.unknown()),
  identities: z.array(z.unknown()).nullish(),
});

export const wireIdentityList = z.object({ identities: z.array(z.unknown()) });

/** `id` is null for the "Anonymous user" that Zendesk shows to credentials it does not know. */
export const wireMe = z.object({
  user: z.looseObject({ id: wireId.nullish() }),
  identities: z.array(z.unknown()).nullish(),
});

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

/** The rows of a list that are readable, and how many are not. */
export function readRows<Row>(
  rows: readonly unknown[],
  schema: z.ZodType<Row>,
): { readonly rows: readonly Row[]; readonly brokenRows: number } {
  const readable = rows.flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
  return { rows: readable, brokenRows: rows.length - readable.length };
}
