/** With which of their Clerk sessions a person of the company asks, for tokens that name it as Clerk's do. */
import type { ClerkWorld } from './clerk/world.ts';
import type { Company } from './company.ts';

export interface SignIn {
  readonly personId: string;
  readonly email: string;
  /** Clerk's own id of the session; null where they have none that is active. */
  readonly sessionId: string | null;
}

/** Null for nobody of the company. */
export function signInOf(personId: string, company: Company, world: ClerkWorld): SignIn | null {
  const person = company.people.find(({ id }) => id === personId);
  const user = world.users.find(({ external_id }) => external_id === personId);
  const session = world.sessions.find(({ user_id, status }) => user_id === user?.id && status === 'active');
  return person === undefined ? null : { personId, email: person.email, sessionId: session?.id ?? null };
}
