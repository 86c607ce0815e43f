/** The entities: what a gateway has of an object, and the object that is meant. */
import { GraphQLError, GraphQLScalarType } from 'graphql';
import { lowerCaseAddress } from '../../providers/email-address.ts';
import { findClientSession } from '../../sessions/client-sessions/read.ts';
import { InputError } from '../../sessions/input-error.ts';
import { findSession } from '../../sessions/list/find-session.ts';
import { userOfGateway } from '../../sessions/people/find-user.ts';
import type { ClientSession, Session, User } from '../../sessions/session.ts';
import type { GraphContext } from '../context.ts';

export type Entity = Session | ClientSession | User;

/** A type's name and the fields that identify one object of it. */
export interface Representation {
  readonly type: string;
  readonly fields: ReadonlyMap<string, unknown>;
}

/**
 * The object meant, or null where there is none that the principal may see. Async, so that what is wrong with one representation
 * rejects in its own place and leaves the others alone.
 */
export async function findEntity(
  representation: Representation,
  context: GraphContext,
): Promise<Entity | null> {
  const { type } = representation;
  switch (type) {
    case 'Session':
      return findSession(context, idOf(representation));
    case 'ClientSession':
      return findClientSession(context, idOf(representation));
    case 'User':
      return userOfGateway(context, {
        id: idOf(representation),
        verifiedEmails: verifiedEmailsOf(representation),
      });
    default:
      throw new InputError(
        'BAD_USER_INPUT',
        `${JSON.stringify(type.slice(0, 60))} is no entity of this subgraph; Session, ClientSession and User are.`,
      );
  }
}

export function typeOf(entity: Entity): 'Session' | 'ClientSession' | 'User' {
  if (!('record' in entity)) return 'User';
  return 'details' in entity.record ? 'Session' : 'ClientSession';
}

/** Other subgraphs may send a number for an ID. */
function idOf({ type, fields }: Representation): string {
  const id = fields.get('id');
  if (typeof id === 'string' && id !== '') return id;
  if (Number.isSafeInteger(id)) return String(id);
  throw new InputError('BAD_USER_INPUT', `A representation of ${type} needs its "id".`);
}

/** An address that is not said to be verified links to nothing, or anyone could claim a stranger's sessions by it. */
function verifiedEmailsOf({ fields }: Representation): readonly string[] {
  const email = fields.get('email');
  const isVerified = fields.get('emailVerified') === true;
  return typeof email === 'string' && email !== '' && isVerified ? [lowerCaseAddress(email)] : [];
}

export const Any = new GraphQLScalarType<Representation>({
  name: '_Any',
  description: 'What a gateway has of an entity: `__typename` and the fields of its key.',
  parseValue(value) {
    const fields = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
    const type: unknown = fields.get('__typename');
    if (typeof type === 'string') return { type, fields };
    throw new GraphQLError('A representation must be an object with "__typename".', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  },
});
