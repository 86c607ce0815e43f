// Grafast under Grafserv: plans instead of resolvers, which batch by themselves. Bare on node's own server, guarded on Fastify with the
// plugins that its users add there.
import { createServer } from 'node:http';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';
import { access, context, each, lambda, loadOne, makeGrafastSchema, object } from 'grafast';
import { grafserv as onFastify } from 'grafserv/fastify/v5';
import { grafserv as onNode } from 'grafserv/node';
import { askerOf, depthRule, maySee, requireAffordable, unauthorized, visible } from './guards.js';
import { guards } from './settings.js';
import { typeDefs } from './shape.js';
import { readAccounts, readSessions } from './upstream.js';

const host = '127.0.0.1';
const path = '/graphql';

const asker = () => context().get('asker');

async function loadSessions(ids, { shared: { first, asker: by } }) {
  const pages = await Promise.all(ids.map((id) => readSessions(id, first)));
  return by === undefined ? pages : pages.map((page) => visible(by, page));
}

/** Grafast may ask for a key more than once in a batch. */
async function loadAccounts(ids, { shared: by }) {
  const once = [...new Set(ids)].filter((id) => maySee(by, id));
  const accounts = await readAccounts(once);
  return ids.map((id) => accounts[once.indexOf(id)] ?? null);
}

const sessionsOf = ($id, $first) =>
  loadOne($id, { shared: () => object({ first: $first, asker: asker() }), load: loadSessions });

const userOf = ($id) => lambda([$id, asker()], ([id, by]) => (maySee(by, id) ? { id } : null), true);

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
        users: (_root, { $ids }) =>
          guards === null ? each($ids, ($id) => object({ id: $id })) : each($ids, userOf),
      },
    },
    User: { plans: { sessions: ($user, { $first }) => sessionsOf(access($user, 'id'), $first) } },
    Session: {
      plans: {
        user: ($session) => userOf(access($session, 'userId')),
        account: ($session) => loadOne(access($session, 'userId'), { shared: asker, load: loadAccounts }),
      },
    },
  },
});

const grafserv = { graphqlPath: path, graphiql: false, outputDataAsString: true };

async function startBare() {
  const server = createServer();
  await onNode({ schema, preset: { grafserv } }).addTo(server);
  await new Promise((resolve) => server.listen(0, host, resolve));
  return `http://${host}:${server.address().port}`;
}

const guarding = {
  name: 'guarding',
  grafserv: {
    middleware: {
      setPreset(next, event) {
        event.validationRules.push(depthRule);
        return next();
      },
    },
  },
};

async function startGuarded() {
  const app = Fastify();
  await app.register(helmet);
  app.decorateRequest('asker');
  app.addHook('onRequest', async (request, reply) => {
    request.asker = askerOf(request.headers.authorization);
    if (request.asker === undefined) return reply.code(401).send(unauthorized);
  });
  await app.register(rateLimit, {
    max: guards.requestsPerMinute,
    timeWindow: '1 minute',
    hook: 'preHandler',
    keyGenerator: ({ asker: by }) => by.name,
  });
  const grafast = {
    timeouts: { execution: guards.deadlineMs },
    context({ fastifyv5: { request } }, { document, variableValues }) {
      requireAffordable(schema, document, variableValues);
      return { asker: request.asker };
    },
  };
  await onFastify({ schema, preset: { plugins: [guarding], grafserv, grafast } }).addTo(app);
  return app.listen({ port: 0, host });
}

const origin = await (guards === null ? startBare() : startGuarded());
process.stdout.write(`listening on ${origin}${path}\n`);
