/**
 * Ownership, checked where an object is about to be answered. It stands on the types and not on the fields that lead to them: a field that
 * forgets to ask, `node`, `_entities` or a mutation's payload cannot hand out another person's things.
 */
import { AccessError } from '../sessions/access-error.ts';
import type { Access } from '../sessions/access.ts';
import type { GraphContext } from './context.ts';

/**
 * For a type's `isTypeOf`, which GraphQL asks of every object it answers, whatever field, interface or union it came by.
 * Throws an `AccessError` FORBIDDEN instead of saying false, which would be told as a fault of this server.
 * It is a promise only where `sees` is one: a promise for each of hundreds of rows takes longer than reading them.
 */
export function visibleTo<Shape>(sees: (access: Access, value: Shape) => boolean | Promise<boolean>) {
  return (value: unknown, { access }: GraphContext): true | Promise<true> => {
    // The builder lets no field of the type resolve to anything else.
    const answer = sees(access, value as Shape);
    return typeof answer === 'boolean' ? allow(answer) : answer.then(allow);
  };
}

function allow(isSeen: boolean): true {
  if (!isSeen) throw new AccessError('FORBIDDEN', 'You may not see this.');
  return true;
}
