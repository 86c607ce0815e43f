/** What changes came to. Counted where they are audited, since every change passes there, whatever it was asked by. */
import { Counter, type Registry } from 'prom-client';
import type { Audit } from '../../../sessions/audit/audit.ts';
import { childrenOf } from './children.ts';

/** @returns the audit, with every revocation counted that it records. */
export function countingRevocations(registry: Registry): (audit: Audit) => Audit {
  const revocationsOf = childrenOf(
    new Counter({
      name: 'sessiongraph_revocations_total',
      help: 'Sessions that were to be revoked, by what became of them. One call that several requests share counts once.',
      labelNames: ['provider', 'outcome'],
      registers: [registry],
    }),
  );
  return (audit) => ({
    async begin(change, origin, targets) {
      const recorded = await audit.begin(change, origin, targets);
      // What has an input makes or grants something.
      if (change.input !== null) return recorded;
      return {
        changeId: recorded.changeId,
        end(outcomes) {
          for (const { provider, outcome = 'UNKNOWN', sharedWith } of outcomes)
            if (sharedWith === undefined) revocationsOf(provider, outcome).inc();
          return recorded.end(outcomes);
        },
      };
    },
  });
}

/** @returns counts a record of the audit that could not be written. */
export function auditFailureMetric(registry: Registry): () => void {
  const failures = new Counter({
    name: 'sessiongraph_audit_failures_total',
    help: 'Records of the audit that could not be written.',
    registers: [registry],
  });
  return () => failures.inc();
}
