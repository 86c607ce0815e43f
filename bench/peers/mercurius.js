// Mercurius on Fastify with its JIT compiler; its loaders gather the accounts.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { typeDefs } from './shape.js';
import { readAccounts, readSessions } from './upstream.js';

const app = Fastify();
app.register(mercurius, {
  schema: typeDefs,
  jit: 1,
  resolvers: {
    Query: {
      sessions: (_root, { filter, first }) => readSessions(filter.userIds[0], first),
      users: (_root, { ids }) => ids.map((id) => ({ id })),
    },
    User: { sessions: ({ id }, { first }) => readSessions(id, first) },
  },
  loaders: {
    Session: {
      async account(queries) {
        const ids = [...new Set(queries.map(({ obj }) => obj.userId))];
        const accounts = await readAccounts(ids);
        return queries.map(({ obj }) => accounts[ids.indexOf(obj.userId)]);
      },
    },
  },
});
const origin = await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`listening on ${origin}/graphql\n`);
