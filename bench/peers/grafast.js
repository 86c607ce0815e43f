// Grafast under Grafserv: plans instead of resolvers, which batch by themselves.
import { createServer } from 'node:http';
import { access, each, lambda, loadOne, makeGrafastSchema, object } from 'grafast';
import { grafserv } from 'grafserv/node';
import { typeDefs } from './shape.js';
import { readAccounts, readSessions } from './upstream.js';

const sessionsOf = ($id, $first) =>
  loadOne($id, {
    shared: () => $first,
    load: (ids, { shared: first }) => Promise.all(ids.map((id) => readSessions(id, first))),
  });

/** Grafast may ask for a key more than once in a batch. */
async function loadAccounts(ids) {
  const once = [...new Set(ids)];
  const accounts = await readAccounts(once);
  return ids.map((id) => accounts[once.indexOf(id)]);
}

const schema = makeGrafastSchema({
  typeDefs,
  objects: {
    Query: {
      plans: {
        sessions: (_root, { $filter, $first }) =>
          sessionsOf(
            lambda($filter, ({ userIds }) => userIds[0]),
            $first,
          ),
        users: (_root, { $ids }) => each($ids, ($id) => object({ id: $id })),
      },
    },
    User: { plans: { sessions: ($user, { $first }) => sessionsOf(access($user, 'id'), $first) } },
    Session: { plans: { account: ($session) => loadOne(access($session, 'userId'), loadAccounts) } },
  },
});

const serv = grafserv({ schema, preset: { grafserv: { graphqlPath: '/graphql', graphiql: false } } });
const server = createServer();
await serv.addTo(server);
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`listening on http://127.0.0.1:${server.address().port}/graphql\n`),
);
