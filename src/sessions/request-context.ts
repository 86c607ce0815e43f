/** What every function of the domain is given first: who asks, and the means to answer. Made once for each request. */
import { createAccess, type Access } from './access.ts';
import { createKnownDevices, type KnownDevices } from './list/known-devices.ts';
import { createLinker, type Linker } from './people/link.ts';
import type { Principal } from './principal.ts';
import { createRequestReads, type RequestReads } from './reads/request-reads.ts';
import type { SessionsService } from './service.ts';

export interface RequestContext {
  readonly principal: Principal;
  /** Whose things the principal may see and end. */
  readonly access: Access;
  /** Which accounts people have. */
  readonly linker: Linker;
  /** The providers, asked for this request. */
  readonly reads: RequestReads;
  readonly service: SessionsService;
  /** The devices of the sessions that this request has read. */
  readonly devices: KnownDevices;
  /** Aborts when nobody waits for the answer any more; reads that nobody else waits for then end, down to the socket. */
  readonly signal: AbortSignal;
}

export function createRequestContext(
  service: SessionsService,
  principal: Principal,
  signal: AbortSignal,
): RequestContext {
  const reads = createRequestReads(service.shared, signal);
  const linker = createLinker(reads);
  const access = createAccess(principal, linker);
  return { principal, access, linker, reads, service, devices: createKnownDevices(), signal };
}
