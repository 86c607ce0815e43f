/** What outlives the process or is shared by replicas, and where it is kept. */
import { z } from 'zod';

const postgresUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol), {
    error:
      'must be a URL such as postgres://user:password@db.example.com/sessiongraph; in a password write %40 for @, %2F for / and so on',
  });

/** Memory where left out. */
export const storeConfig = z
  .strictObject({
    /** For several replicas: a database that they all reach directly or by a pooler in session mode. */
    postgres: postgresUrl.optional(),
    /** For one replica: made where it is not there; a relative path starts at the working directory. */
    file: z.string().trim().min(1, 'must not be empty').optional(),
  })
  .refine(({ postgres, file }) => (postgres === undefined) !== (file === undefined), {
    error: 'takes either postgres (for several replicas) or file (for one)',
  });
