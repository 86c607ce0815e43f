/** Binds memory providers to one request, as the server does for each. */
import type { Provider } from '../../src/providers/provider.ts';
import { createLinker, type Linker } from '../../src/sessions/link.ts';
import { createReadSource, type ProviderReads } from '../../src/sessions/reads.ts';
import type { User } from '../../src/sessions/session.ts';

export interface BoundReads {
  readonly all: readonly ProviderReads[];
  readonly linker: Linker;
}

export function bindReads(...providers: readonly Provider[]): BoundReads {
  const { signal } = new AbortController();
  const reads = new Map(
    providers.map((provider) => [provider, createReadSource(provider).forRequest(signal)]),
  );
  return { all: [...reads.values()], linker: createLinker(reads) };
}

export const person = (id: string, ...verifiedEmails: readonly string[]): User => ({ id, verifiedEmails });
