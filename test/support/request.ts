/** Binds memory providers to one request, as the server does for each. */
import type { Provider } from '../../src/providers/provider.ts';
import { createLinker, type Linker } from '../../src/sessions/people/link.ts';
import type { ProviderReads } from '../../src/sessions/reads/provider-reads.ts';
import { createSharedTable } from '../../src/sessions/reads/shared-table.ts';
import { createRequestReads } from '../../src/sessions/reads/request-reads.ts';
import type { User } from '../../src/sessions/session.ts';

export interface BoundReads {
  readonly all: readonly ProviderReads[];
  readonly linker: Linker;
}

export function bindReads(...providers: readonly Provider[]): BoundReads {
  const { signal } = new AbortController();
  const shared = new Map(providers.map((provider) => [provider, createSharedTable(provider)]));
  const reads = createRequestReads(shared, { signal });
  return { all: reads.all, linker: createLinker(reads) };
}

export const person = (id: string, ...verifiedEmails: readonly string[]): User => ({ id, verifiedEmails });
