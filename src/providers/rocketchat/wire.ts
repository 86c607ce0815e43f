/**
 * What Rocket.Chat sends, read tolerantly. Only what a row is nothing without is required of it; every other field that is absent,
 * empty or of another type is null. Objects keep no field that is not named here, so that a user's `services` (which `users.info` gives
 * of the caller's own account) and a session's `loginToken` end here.
 */
import { z } from 'zod';

const requiredText = z.string().min(1);
const text = z
  .string()
  .transform((value) => (value.trim() === '' ? null : value))
  .nullish()
  .transform((value) => value ?? null)
  .catch(null);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? null)
  .catch(null);
const moment = z.string().transform((value, context) => {
  const milliseconds = Date.parse(value);
  if (!Number.isNaN(milliseconds)) return milliseconds;
  context.addIssue({ code: 'custom', message: 'is no date' });
  return z.NEVER;
});
const optionalMoment = moment
  .nullish()
  .transform((value) => value ?? null)
  .catch(null);
/** Numbers are JSON numbers on the servers whose source is public, and strings in the documentation's sample of `sessions/list`. */
const count = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

const device = z
  .object({
    type: text,
    name: text,
    longVersion: text,
    version: text,
    os: z
      .object({ name: text, version: text })
      .nullish()
      .transform((value) => value ?? null)
      .catch(null),
  })
  .nullish()
  .transform((value) => value ?? null)
  .catch(null);

/** A row of `sessions/list` and `sessions/list.all`, and the answer of `sessions/info.admin`. */
export const wireSession = z
  .object({
    sessionId: requiredText,
    userId: requiredText,
    /** The list's order, which paging relies on: a row without it is broken. */
    loginAt: moment,
    device,
    host: text,
    ip: text,
    current: flag,
    _user: z.object({ username: text }).nullish().catch(null),
  })
  .transform(({ _user: user, ...session }) => ({ ...session, username: user?.username ?? null }));
export type WireSession = z.output<typeof wireSession>;

export const wireSessionList = z.object({
  sessions: z.array(z.unknown()),
  total: count,
  /** The page size that was really used, not the number of rows. */
  count,
});

const emails = z
  .array(z.object({ address: z.string(), verified: flag }).nullable().catch(null))
  .transform((list) => list.filter((email) => email !== null))
  .nullish()
  .transform((value) => value ?? null)
  .catch(null);

const userShape = {
  _id: requiredText,
  username: text,
  name: text,
  /** Null for other people's accounts without the permission `view-full-other-user-info`. */
  emails,
  avatarUrl: text,
  lastLogin: optionalMoment,
};

export const wireUser = z.object(userShape).transform(({ _id: id, ...user }) => ({ id, ...user }));
export type WireUser = z.output<typeof wireUser>;

export const wireUserEnvelope = z.object({ user: wireUser });

export const wireUserList = z.object({
  users: z.array(z.unknown()),
  total: count,
});

/** `me` gives the user's fields beside `success`, without an envelope. */
export const wireMe = z
  .object({ ...userShape, roles: z.array(z.string()).catch([]) })
  .transform(({ _id: id, ...user }) => ({ id, ...user }));
export type WireMe = z.output<typeof wireMe>;

export const wirePermissions = z.object({
  update: z.array(
    z
      .object({ _id: z.string(), roles: z.array(z.string()) })
      .transform(({ _id: permission, roles }) => ({ permission, roles }))
      .nullable()
      .catch(null),
  ),
});

/** An error's body; old servers and proxies send less, or none. */
export const wireError = z.object({
  error: z.string().catch(''),
  errorType: z.string().catch(''),
});
