// Apollo Server with a DataLoader for the accounts: by itself as its guide has it, guarded on Express with what its users add there.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { askerOf, depthRule, requireAffordable, unauthorized } from './guards.js';
import { resolvers } from './resolvers.js';
import { guards } from './settings.js';
import { typeDefs } from './shape.js';
import { createAccountLoader } from './upstream.js';

const host = '127.0.0.1';

async function startBare() {
  const { url } = await startStandaloneServer(new ApolloServer({ typeDefs, resolvers }), {
    listen: { port: 0, host },
    context: async () => ({ accounts: createAccountLoader() }),
  });
  return url;
}

const affordable = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, request }) {
        requireAffordable(schema, document, request.variables ?? {});
      },
    };
  },
};

async function startGuarded() {
  const server = new ApolloServer({
    typeDefs,
    resolvers,
    validationRules: [depthRule],
    plugins: [affordable],
  });
  await server.start();
  const app = express();
  app.use(helmet());
  app.use((request, response, next) => {
    request.asker = askerOf(request.headers.authorization);
    if (request.asker === undefined) response.status(401).json(unauthorized);
    else next();
  });
  app.use(
    rateLimit({ windowMs: 60_000, limit: guards.requestsPerMinute, keyGenerator: ({ asker }) => asker.name }),
  );
  app.use(
    '/graphql',
    express.json(),
    expressMiddleware(server, {
      context: async ({ req: { asker } }) => ({ asker, accounts: createAccountLoader() }),
    }),
  );
  const listening = app.listen(0, host);
  await new Promise((resolve) => listening.once('listening', resolve));
  return `http://${host}:${listening.address().port}/graphql`;
}

const url = await (guards === null ? startBare() : startGuarded());
process.stdout.write(`listening on ${url}\n`);
