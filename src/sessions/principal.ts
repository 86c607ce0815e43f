/** Who asks, as far as the server could tell, and what they may do. */
import type { CallOrigin } from '../upstream/call.ts';
import type { Scope } from './scope.ts';
import type { User } from './session.ts';

export interface SessionIssuer {
  /** The token's `iss`. */
  readonly iss: string;
  /** Tokens of other issuers are accepted as well, so that the session may be of another provider than the one that is asked about. */
  readonly isOneOfSeveral: boolean;
}

export interface Principal {
  /** For the audit and for limits: `person:ann`, `key:ops`, `anyone` where nobody has to identify themselves. */
  readonly name: string;
  /** The signed-in person; null for a service's key, or where nobody is identified. */
  readonly viewer: User | null;
  /** The provider's own id of the session the viewer's token belongs to; null where the token names none. */
  readonly currentSessionId: string | null;
  /** Who issued the token that names the session. Null where it names none. */
  readonly currentSessionIssuer: SessionIssuer | null;
  /** The `iss` of the token that a person showed; left out where it was a key, or nothing. */
  readonly issuer?: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Set where a federation gateway sent the request and showed its secret. */
  readonly throughGateway?: true;
}

/** Who sent a request, from where, and what it calls itself: what the audit and the calls to providers know of it. */
export interface RequestOrigin {
  readonly principal: Principal;
  /** Null where it is not known. */
  readonly address: string | null;
  /** The operation's name in the document; null where it has none. */
  readonly operationName: string | null;
  readonly callOrigin: CallOrigin;
}
