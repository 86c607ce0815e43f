/**
 * Clerk's answers as far as they are used (clerk/openapi-specs, bapi/2026-05-12.yml). Looser than the specification, which calls fields
 * required that real answers leave out; fields that are not named here, as `private_metadata`, do not get past the parsing.
 */
import { z } from 'zod';

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || null);

/** Text that is compared rather than shown, and so is kept as it is. */
const exactText = z
  .string()
  .nullish()
  .transform((value) => value || null);

/** Unix milliseconds, within what a Date can hold. */
const moment = z
  .number()
  .min(0)
  .max(8.64e15)
  .nullish()
  .transform((value) => value || null);

const id = z.string().min(1);

const wireActivity = z.object({
  id,
  device_type: text,
  is_mobile: z
    .boolean()
    .nullish()
    .transform((value) => value ?? null),
  browser_name: text,
  browser_version: text,
  ip_address: text,
  city: text,
  country: text,
});
export type WireActivity = z.output<typeof wireActivity>;

export const wireSession = z.object({
  id,
  user_id: id,
  client_id: id,
  status: z.string().min(1),
  actor: z
    .object({ sub: z.string().min(1), iss: text })
    .nullish()
    .catch(null),
  last_active_organization_id: text,
  last_active_at: moment,
  // It only describes: a session is not lost because its description cannot be read.
  latest_activity: wireActivity.nullish().catch(null),
  expire_at: moment,
  abandon_at: moment,
  created_at: moment,
  updated_at: moment,
  tasks: z
    .array(z.object({ key: z.string() }))
    .nullish()
    .catch(null),
});
export type WireSession = z.output<typeof wireSession>;

export const wireUser = z.object({
  id,
  external_id: exactText,
  username: text,
  first_name: text,
  last_name: text,
  image_url: text,
  primary_email_address_id: exactText,
  email_addresses: z
    .array(
      z.object({
        id: exactText,
        email_address: z.string().min(1),
        verification: z.object({ status: exactText }).nullish(),
      }),
    )
    .nullish(),
  last_sign_in_at: moment,
});
export type WireUser = z.output<typeof wireUser>;

/** A plain array, or with `paginated=true` an object; which of the two comes is not in the specification. */
export const wireSessionList = z.union([
  z.array(z.unknown()).transform((data) => ({ data, total_count: null })),
  z.object({
    data: z.array(z.unknown()),
    total_count: z
      .int()
      .nonnegative()
      .nullish()
      .transform((value) => value ?? null),
  }),
]);

export const wireUserList = z.array(z.unknown());

export const wireErrors = z.object({ errors: z.array(z.object({ code: z.string() })).min(1) });
