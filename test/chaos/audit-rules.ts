/** What the audit has to say of each revocation. */
import { auditRecord, type AuditRecord } from '../../src/sessions/audit/record.ts';
import type { Revoked } from './revokers.ts';
import { keyOf } from './truth.ts';

export function recordsOf(lines: readonly string[]): readonly AuditRecord[] {
  return lines.map((line) => auditRecord.parse(JSON.parse(line)));
}

/** Changes that were begun and of which nothing says what became of them. */
export function unfinished(records: readonly AuditRecord[]): readonly string[] {
  const finished = new Set(records.flatMap(({ phase, changeId }) => (phase === 'outcome' ? [changeId] : [])));
  return records.flatMap(({ phase, changeId }) =>
    phase === 'intent' && !finished.has(changeId) ? [changeId] : [],
  );
}

/** What is wrong about the records. @param ended keys of the sessions that ended. */
export function wrongInAudit(
  records: readonly AuditRecord[],
  revoked: readonly Revoked[],
  ended: readonly string[],
): readonly string[] {
  const intended = new Set(records.flatMap((record) => (record.phase === 'intent' ? keysOf(record) : [])));
  const unrecorded = ended
    .filter((key) => !intended.has(key))
    .map((key) => `${key} ended, and nobody meant it`);
  return [...unrecorded, ...revoked.flatMap((change) => wrongOf(change, records))];
}

function wrongOf({ note, outcomes }: Revoked, records: readonly AuditRecord[]): readonly string[] {
  const own = records.filter((record) => record.note === note && record.phase === 'outcome');
  const recorded = new Map(
    own.flatMap(({ sessions }) =>
      sessions.map(({ provider, nativeId, outcome }) => [keyOf(provider, nativeId ?? ''), outcome] as const),
    ),
  );
  const unlike = [...recorded].filter(([key, outcome]) => outcomes.get(key) !== outcome);
  const missing = [...outcomes].filter(([key, outcome]) => outcome === 'REVOKED' && !recorded.has(key));
  return [
    ...unlike.map(
      ([key, outcome]) =>
        `${note}: ${key} is ${outcome} in the audit, and ${outcomes.get(key)} in the answer`,
    ),
    ...missing.map(([key]) => `${note}: ${key} was revoked, which is not in the audit`),
  ];
}

function keysOf({ sessions }: AuditRecord): readonly string[] {
  return sessions.map(({ provider, nativeId }) => keyOf(provider, nativeId ?? ''));
}
