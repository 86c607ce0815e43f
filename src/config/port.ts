import { z } from 'zod';

const message = 'must be a whole number from 0 (any free port) to 65535';

/** A number, or its digits, since `${PORT}` always gives a string. */
export const port = z
  .union(
    [
      z.int(),
      z
        .string()
        .regex(/^\d{1,5}$/)
        .transform(Number),
    ],
    { error: message },
  )
  .refine((value) => value >= 0 && value <= 65_535, { error: message });
