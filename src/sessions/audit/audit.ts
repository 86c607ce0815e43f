/** The audit of changes. A change that cannot be recorded does not happen, unless the operator chose otherwise. */
import { randomUUID } from 'node:crypto';
import type { RequestOrigin } from '../principal.ts';
import type { AuditRecord, AuditTarget } from './record.ts';

/** Where records go. Resolves when a record is where it belongs, and rejects when it is not. */
export interface AuditSink {
  write(record: AuditRecord): Promise<void>;
  close(): Promise<void>;
}

export interface Audit {
  /** Records the intent. Rejects with `AuditUnavailable` where it cannot, and the change must not go on. */
  begin(
    change: AuditedChange,
    origin: RequestOrigin,
    targets: readonly AuditTarget[],
  ): Promise<AuditedOutcome>;
}

/** What both records of a change say of it; see `AuditRecord`. */
export type AuditedChange = Pick<AuditRecord, 'reason' | 'note' | 'subjectUser' | 'input'> & {
  readonly name: string;
};

export interface AuditedOutcome {
  /** Of both records. */
  readonly changeId: string;
  /** Records what became of each. Never rejects: what happened at the providers cannot be taken back. */
  end(targets: readonly AuditTarget[]): Promise<void>;
}

export class AuditUnavailable extends Error {
  override readonly name = 'AuditUnavailable';
}

export interface AuditOptions {
  readonly sink: AuditSink;
  /** `refuse`: no record, no change. `allow`: the change goes on and the missing record is only logged. */
  readonly onFailure: 'refuse' | 'allow';
  readonly now: () => number;
  /** Called with every record that could not be written. */
  readonly onError: (error: unknown, record: AuditRecord) => void;
}

export function createAudit({ sink, onFailure, now, onError }: AuditOptions): Audit {
  async function write(record: AuditRecord): Promise<boolean> {
    try {
      await sink.write(record);
      return true;
    } catch (error) {
      onError(error, record);
      return false;
    }
  }
  return {
    async begin({ name, ...described }, { principal, address, operationName }, targets) {
      const changeId = randomUUID();
      const recordOf = (phase: AuditRecord['phase'], sessions: readonly AuditTarget[]): AuditRecord => ({
        time: new Date(now()).toISOString(),
        changeId,
        phase,
        change: name,
        actor: principal.name,
        address,
        operationName,
        ...described,
        sessions: [...sessions],
      });
      const written = await write(recordOf('intent', targets));
      if (!written && onFailure === 'refuse') {
        throw new AuditUnavailable('The change was not made, because it could not be recorded in the audit.');
      }
      return {
        changeId,
        async end(outcomes) {
          await write(recordOf('outcome', outcomes));
        },
      };
    },
  };
}
