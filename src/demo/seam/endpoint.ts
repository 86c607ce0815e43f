/** What one Seam endpoint takes and from whom, checked before it is handled. */
import type { EmulatorRequest } from '../emulator.ts';
import type { Principal, CredentialKind } from './authentication.ts';
import { readParameters, type ParameterKinds, type Parameters } from './parameters.ts';
import type { SeamWorld } from './world.ts';

export interface Context {
  readonly world: SeamWorld;
  readonly principal: Principal;
  readonly method: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface Endpoint {
  readonly methods: readonly string[];
  readonly allowed: readonly CredentialKind[];
  /** The body of the answer, without `ok`. Throws `SeamApiError`. */
  handle(context: Context, request: EmulatorRequest): object;
}

/** An endpoint whose handler gets its parameters checked and typed by their kinds. */
export function endpoint<const Kinds extends ParameterKinds>(
  methods: readonly string[],
  allowed: readonly CredentialKind[],
  kinds: Kinds,
  handle: (context: Context, given: Parameters<Kinds>) => object,
): Endpoint {
  return {
    methods,
    allowed,
    handle: (context, request) => handle(context, readParameters(kinds, request)),
  };
}
