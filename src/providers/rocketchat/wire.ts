/** The envelopes of Rocket.Chat's JSON; rows are read in `records.ts`. Unknown fields are dropped. */
import { z } from 'zod';

/** Numbers are JSON numbers on the servers whose source is public, and strings in the documentation's sample of `sessions/list`. */
const count = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

export const wireSessionList = z.object({
  total: count,
  /** The page size that was really used, not the number of rows. */
  count,
});

/** Its own `count` is the number of rows. */
export const wireUserList = z.object({ total: count });

export const wireLogout = z.object({ sessionId: z.string() });

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
