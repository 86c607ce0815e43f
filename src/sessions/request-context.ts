/** What every function of the domain is given first: who asks, and the means to answer. Made once for each request. */
import { createAccess, type Access } from './access.ts';
import { createKnownDevices, type KnownDevices } from './list/known-devices.ts';
import { createLinker, type Linker } from './people/link.ts';
import type { RequestOrigin } from './principal.ts';
import { createRequestReads, type RequestReads } from './reads/request-reads.ts';
import type { SessionsService } from './service.ts';
import { createTurns, type Turns } from './turns.ts';

export interface RequestContext extends RequestOrigin {
  /** Whose things the principal may see and revoke. */
  readonly access: Access;
  /** Which accounts people have. */
  readonly linker: Linker;
  /** The providers, asked for this request. */
  readonly reads: RequestReads;
  readonly service: SessionsService;
  /** The devices of the sessions that this request has read. */
  readonly devices: KnownDevices;
  /** Where lists are long, they are put in order in turns of the event loop. */
  readonly turns: Turns;
  /** Aborts when nobody waits for the answer any more; reads that nobody else waits for then end, down to the socket. */
  readonly signal: AbortSignal;
}

export function createRequestContext(
  service: SessionsService,
  origin: RequestOrigin,
  signal: AbortSignal,
  turns: Turns = createTurns()(),
): RequestContext {
  const reads = createRequestReads(service.shared, { signal, origin: origin.callOrigin }, turns.afterwards);
  const linker = createLinker(reads);
  const { principal, address, operationName, callOrigin } = origin;
  const access = createAccess(principal, linker);
  return {
    principal,
    address,
    operationName,
    callOrigin,
    access,
    linker,
    reads,
    service,
    devices: createKnownDevices(),
    turns,
    signal,
  };
}
