/** Seam's JSON as far as it is used: unknown fields are dropped, enums stay open, and what is absent, null or empty is null. */
import { z } from 'zod';
import { SecretToken } from '../client-sessions-api.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value || null);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? null);
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

/** RFC 3339 with microseconds or an offset, as epoch milliseconds; null where it is no such thing. */
function parseMoment(value: string | null | undefined): number | null {
  if (!/^\d{4}-\d\d-\d\dT.+(Z|[+-]\d\d:?\d\d)$/.test(value ?? '')) return null;
  const time = Date.parse(value ?? '');
  return Number.isNaN(time) ? null : time;
}
const moment = z.string().nullish().transform(parseMoment);
const requiredMoment = moment.refine((value) => value !== null);

/** The live bearer `token` of every row ends here: z.object drops every field that is not named. */
export const wireClientSession = z.object({
  client_session_id: z.string().min(1),
  workspace_id: z.string().min(1),
  created_at: requiredMoment,
  // Examples from before December 2024 have no expires_at.
  expires_at: moment,
  user_identifier_key: text,
  user_identity_id: text,
  user_identity_ids: texts,
  customer_key: text,
  // What `customer_key` was called until August 2025, and still is in Seam's examples.
  customer_id: text,
  connect_webview_ids: texts,
  connected_account_ids: texts,
  device_count: number,
});
export type WireClientSession = z.output<typeof wireClientSession>;

/** Only for the answers that make or hand out a session. */
export const wireCreatedClientSession = wireClientSession.extend({
  token: z
    .string()
    .min(1)
    .transform((token) => new SecretToken(token)),
});

/** The one field that says whose a session is, read even where the rest of the row is broken. */
export const wireUserIdentifierKey = z.object({ user_identifier_key: text });

const wireErrors = z
  .array(z.object({ error_code: z.string(), message: text, created_at: moment }))
  .nullish()
  .transform((value) => value ?? []);
const wireWarnings = z
  .array(z.object({ warning_code: z.string(), message: text, created_at: moment }))
  .nullish()
  .transform((value) => value ?? []);
const problems = { errors: wireErrors, warnings: wireWarnings };
export type WireProblems = z.output<z.ZodObject<typeof problems>>;

/** Loose, since the twenty `can_…` flags are top-level fields whose number grows. */
export const wireDevice = z.looseObject({
  device_id: z.string().min(1),
  device_type: z.string().min(1),
  connected_account_id: z.string().min(1),
  workspace_id: text,
  display_name: text,
  nickname: text,
  capabilities_supported: texts,
  space_ids: texts,
  created_at: moment,
  location: z.object({ location_name: text, time_zone: text, timezone: text }).nullish(),
  properties: z
    .object({
      online: flag,
      name: text,
      appearance: z.object({ name: text }).nullish(),
      manufacturer: text,
      model: z.object({ display_name: text, manufacturer_display_name: text }).nullish(),
      locked: flag,
      door_open: flag,
      battery: z.object({ level: number, status: text }).nullish(),
      battery_level: number,
      serial_number: text,
      image_url: text,
    })
    .nullish(),
  ...problems,
});
export type WireDevice = z.output<typeof wireDevice>;

export const wireConnectedAccount = z.object({
  connected_account_id: z.string().min(1),
  account_type: text,
  account_type_display_name: text,
  display_name: text,
  image_url: text,
  customer_key: text,
  created_at: moment,
  ...problems,
});
export type WireConnectedAccount = z.output<typeof wireConnectedAccount>;

export const wireConnectWebview = z.object({
  connect_webview_id: z.string().min(1),
  status: z.string().min(1),
  login_successful: flag,
  connected_account_id: text,
  selected_provider: text,
  accepted_providers: texts,
  customer_key: text,
  created_at: moment,
  authorized_at: moment,
});
export type WireConnectWebview = z.output<typeof wireConnectWebview>;

export const wireUserIdentity = z.object({
  user_identity_id: z.string().min(1),
  user_identity_key: text,
  display_name: text,
  full_name: text,
  email_address: text,
  phone_number: text,
  created_at: moment,
  ...problems,
});
export type WireUserIdentity = z.output<typeof wireUserIdentity>;

/** On paginated endpoints only; `next_page_url` is left out, because it does not page. */
export const wirePagination = z.object({
  pagination: z.object({ has_next_page: flag, next_page_cursor: text }).nullish(),
});

export const wireWorkspace = z.object({
  workspace: z.object({ workspace_id: z.string().min(1), is_sandbox: flag }),
});

export const wireError = z.object({
  error: z.object({
    type: z.string(),
    validation_errors: z.record(z.string(), z.unknown()).nullish(),
  }),
});
