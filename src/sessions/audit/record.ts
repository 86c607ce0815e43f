/** What is written of a change: once before it reaches a provider, once when its outcome is known. Never a token, never a secret. */
import { z } from 'zod';

const target = z.object({
  sessionId: z.string(),
  provider: z.string(),
  nativeId: z.string(),
  accountId: z.string().nullable(),
  outcome: z.string().optional(),
  message: z.string().nullable().optional(),
});

export const auditRecord = z.object({
  /** RFC 3339. */
  time: z.string(),
  /** The same for both records of a change. */
  changeId: z.string(),
  /** `intent` says what is about to be sent; `outcome` what became of it. An intent without an outcome was cut off by a crash. */
  phase: z.enum(['intent', 'outcome']),
  change: z.string(),
  actor: z.string(),
  address: z.string().nullable(),
  operationName: z.string().nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  subjectUser: z.string().nullable(),
  sessions: z.array(target),
});

export type AuditRecord = z.output<typeof auditRecord>;
export type AuditTarget = z.output<typeof target>;
