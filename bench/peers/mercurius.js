// Mercurius on Fastify with its JIT compiler; a DataLoader gathers the accounts.
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { askerOf, requireAffordable, unauthorized } from './guards.js';
import { resolvers } from './resolvers.js';
import { guards } from './settings.js';
import { typeDefs } from './shape.js';
import { createAccountLoader } from './upstream.js';

const app = Fastify();
if (guards !== null) {
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
    keyGenerator: ({ asker }) => asker.name,
  });
}
app.register(mercurius, {
  schema: typeDefs,
  resolvers,
  jit: 1,
  context: ({ asker }) => ({ asker, accounts: createAccountLoader() }),
  ...(guards === null ? {} : { queryDepth: guards.depth }),
});
await app.ready();
if (guards !== null) {
  app.graphql.addHook('preExecution', async (schema, document, _context, variables) =>
    requireAffordable(schema, document, variables),
  );
}
const origin = await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`listening on ${origin}/graphql\n`);
