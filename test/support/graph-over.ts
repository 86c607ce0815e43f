/** The graph over some providers, asked as a server would ask it, with its audit in a file. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql } from 'graphql';
import { graphContext } from '../../src/graph/context.ts';
import { schema } from '../../src/graph/schema.ts';
import type { Provider } from '../../src/providers/provider.ts';
import type { Principal } from '../../src/sessions/principal.ts';
import { createAudit } from '../../src/sessions/audit/audit.ts';
import { auditRecord, type AuditRecord } from '../../src/sessions/audit/record.ts';
import { fileSink } from '../../src/sessions/audit/file-sink.ts';
import { createRequestContext } from '../../src/sessions/request-context.ts';
import { createSessionsService } from '../../src/sessions/service.ts';
import { originOf } from './asking.ts';
import type { Answer } from './server.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

export interface GraphOver {
  ask(
    principal: Principal,
    source: string,
    variables?: Record<string, unknown>,
  ): Promise<{ readonly data: Answer; readonly errors: readonly string[] }>;
  /** What the audit file holds. */
  records(): Promise<readonly AuditRecord[]>;
  close(): Promise<void>;
}

export async function openGraphOver(providers: readonly Provider[], now: () => number): Promise<GraphOver> {
  const folder = await mkdtemp(join(tmpdir(), 'audit-'));
  const path = join(folder, 'audit.jsonl');
  const sink = await fileSink(path);
  const service = createSessionsService({
    providers,
    audit: createAudit({
      sink,
      onFailure: 'refuse',
      now,
      onError(error) {
        throw error;
      },
    }),
    now,
    store: createMemoryStore(now),
    onFault(error) {
      throw error;
    },
  });
  return {
    async ask(principal, source, variableValues = {}) {
      const { signal } = new AbortController();
      const contextValue = graphContext(createRequestContext(service, originOf(principal), signal));
      const { data, errors = [] } = await graphql({ schema, source, contextValue, variableValues });
      return { data: structuredClone(data), errors: errors.map(({ message }) => message) };
    },
    records: () => recordsIn(path),
    async close() {
      await service.settled();
      await sink.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The records of an audit file that are whole; a last line may have been cut short. */
export async function recordsIn(path: string): Promise<readonly AuditRecord[]> {
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((line) => {
    try {
      return [auditRecord.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}
