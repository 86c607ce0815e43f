// Apollo Server with its RESTDataSource, and a DataLoader for the accounts, as its guide has it.
import { RESTDataSource } from '@apollo/datasource-rest';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import DataLoader from 'dataloader';
import { sessionsPath, toAccount, toConnection, typeDefs, usersPath } from './shape.js';

const [, , origin] = process.argv;

class Clerk extends RESTDataSource {
  baseURL = origin;
  accounts = new DataLoader(async (ids) => {
    const users = await this.get(usersPath(ids));
    const found = new Map(users.map((user) => [user.id, toAccount(user)]));
    return ids.map((id) => found.get(id) ?? null);
  });

  willSendRequest(_path, request) {
    request.headers.authorization = 'Bearer sk_test_bench';
  }

  async sessions(user, first) {
    const { data } = await this.get(sessionsPath(user));
    return toConnection(data, first);
  }
}

const server = new ApolloServer({
  typeDefs,
  resolvers: {
    Query: {
      sessions: (_root, { filter, first }, { clerk }) => clerk.sessions(filter.userIds[0], first),
      users: (_root, { ids }) => ids.map((id) => ({ id })),
    },
    User: { sessions: ({ id }, { first }, { clerk }) => clerk.sessions(id, first) },
    Session: { account: ({ userId }, _args, { clerk }) => clerk.accounts.load(userId) },
  },
});
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async () => ({ clerk: new Clerk() }),
});
process.stdout.write(`listening on ${url}\n`);
