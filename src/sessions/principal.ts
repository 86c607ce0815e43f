/** Who asks, and what they may do. */
import type { Scope } from './scope.ts';
import type { User } from './session.ts';

export interface Principal {
  /** For the audit: `person:ann`, `key:ops`, `anyone` where nobody has to identify themselves. */
  readonly name: string;
  /** The signed-in person; null for a service, or where nobody is identified. */
  readonly viewer: User | null;
  /** The provider's own id of the session the viewer's token belongs to; null where the token names none. */
  readonly currentSessionId: string | null;
  /** Who issued the token that names the session: its `iss`. Null where it names none. */
  readonly currentSessionIssuer: string | null;
  /** The address the request came from, where it is known. */
  readonly address: string | null;
  /** The operation's name in the document, for the audit. */
  readonly operationName: string | null;
  can(scope: Scope): boolean;
}
