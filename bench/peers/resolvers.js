// The resolvers of the peers that take SDL. The context has `asker` (undefined in a bare peer) and `accounts`, a DataLoader.
import { maySee, visible } from './guards.js';
import { readSessions } from './upstream.js';

async function sessionsOf(user, first, { asker }) {
  const page = await readSessions(user, first);
  return asker === undefined ? page : visible(asker, page);
}

export const resolvers = {
  Query: {
    sessions: (_root, { filter, first }, context) => sessionsOf(filter.userIds[0], first, context),
    users: (_root, { ids }, { asker }) => ids.map((id) => (maySee(asker, id) ? { id } : null)),
  },
  User: { sessions: ({ id }, { first }, context) => sessionsOf(id, first, context) },
  Session: {
    user: ({ userId }, _args, { asker }) => (maySee(asker, userId) ? { id: userId } : null),
    account: ({ userId }, _args, { asker, accounts }) =>
      maySee(asker, userId) ? accounts.load(userId) : null,
  },
};
