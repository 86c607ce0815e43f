/** Who sent a request, as far as the server could tell. */
import { type Scope, scopes } from '../../sessions/scope.ts';
import type { User } from '../../sessions/session.ts';

export interface Identity {
  /** For the audit and for limits: `person:ann`, `key:ops`, `anyone`. */
  readonly name: string;
  /** The signed-in person; null for a service's key, or where nobody is identified. */
  readonly viewer: User | null;
  /** The provider's own id of the session the token belongs to; null where it names none. */
  readonly currentSessionId: string | null;
  /** Who issued the token that names the session: its `iss`. Null where it names none. */
  readonly currentSessionIssuer: string | null;
  readonly scopes: ReadonlySet<Scope>;
  /** Set where a federation gateway sent the request and showed its secret. */
  readonly throughGateway?: true;
}

/** Everybody, where nobody has to identify themselves: the demo, and `--insecure-no-auth`. */
export const anyone: Identity = {
  name: 'anyone',
  viewer: null,
  currentSessionId: null,
  currentSessionIssuer: null,
  scopes: new Set(scopes),
};
