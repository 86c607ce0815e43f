/** What is written of a change: once before it reaches a provider, once when its outcome is known. Never a token, never a secret. */
import { z } from 'zod';

const target = z.object({
  /** As every query and mutation takes it; null while it is only being made. */
  sessionId: z.string().nullable(),
  /** The provider's id in the configuration. */
  provider: z.string(),
  nativeId: z.string().nullable(),
  accountId: z.string().nullable(),
  /** Only in an `outcome`: REVOKED, FAILED, CREATED, …; UNKNOWN where a fault of ours cut it off. */
  outcome: z.string().optional(),
  message: z.string().nullable().optional(),
  /** Only in an `outcome`: the `changeId` of another change at the same time, whose call to the provider this one shared. */
  sharedWith: z.string().optional(),
});

export const auditRecord = z.object({
  /** RFC 3339. */
  time: z.string(),
  /** The same for both records of a change. */
  changeId: z.string(),
  /** `intent` says what is about to be sent; `outcome` what became of it. An intent without an outcome was cut off by a crash. */
  phase: z.enum(['intent', 'outcome']),
  /** The mutation: `revokeSessions`, `createClientSession`, … */
  change: z.string(),
  actor: z.string(),
  address: z.string().nullable(),
  operationName: z.string().nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  /** The user whose sessions are meant, where one is. */
  subjectUser: z.string().nullable(),
  /** What a client session was to be or to be granted; null where sessions are revoked. */
  input: z.record(z.string(), z.unknown()).nullable(),
  sessions: z.array(target),
});

export type AuditRecord = z.output<typeof auditRecord>;
export type AuditTarget = z.output<typeof target>;

/** Characters that JSON leaves as they are, though some readers of lines end a line at them or obey them. */
const lineBreaking = /[\u007f-\u009f\u2028\u2029]/g;

/** The record as one line of JSON, for every reader. */
export function lineOf(record: AuditRecord): string {
  const json = JSON.stringify(record);
  return `${json.replace(lineBreaking, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
