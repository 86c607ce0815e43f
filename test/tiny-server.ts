/** A server with a schema of a few fields, for the tests of what the server does by itself. */
import { GraphQLError } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { costs } from '../src/graph/cost.ts';
import { anyone } from '../src/server/identity/identify.ts';
import { createLog } from '../src/server/watch/log.ts';
import { createServer, type RunningServer, type ServerOptions } from '../src/server/server.ts';

export interface TinyServer extends RunningServer {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** What was logged, line by line. */
  readonly logged: readonly string[];
  /** Resolves when the field `wait` was asked for; `finish` lets it answer. */
  readonly waiting: Promise<{ readonly signal: AbortSignal; finish(): void }>;
  /** Asks as a GraphQL client does. */
  ask(query: string, init?: RequestInit): Promise<Response>;
}

const typeDefs = /* GraphQL */ `
  type Thing {
    id: ID
  }
  type Query {
    hello(name: String = "you"): String!
    "Fails with a fault of ours."
    fault: String
    "Refuses with an error that is meant for the principal."
    refuse: String
    "Answers when the test lets it."
    wait: String
    length(text: String!): Int!
  }
  type Mutation {
    change: String!
    "Gives what is none of its type, as the ones below do."
    wrongLeaf: Int
    wrongList: [String]
    wrongObject: Thing
    add(number: Int): Int
  }
`;

export async function startTinyServer(options: Partial<ServerOptions> = {}): Promise<TinyServer> {
  const logged: string[] = [];
  const wait = Promise.withResolvers<{ signal: AbortSignal; finish(): void }>();
  const schema = createSchema<{ signal: AbortSignal }>({
    typeDefs,
    resolvers: {
      Query: {
        hello: {
          resolve: (_root, { name }: { name: string }) => `hello ${name}`,
          extensions: costs({ calls: 'each provider' }),
        },
        length: (_root, { text }: { text: string }) => text.length,
        fault: () => {
          throw new Error('the password is hunter2');
        },
        refuse: () => {
          throw new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN' } });
        },
        wait: (_root, _args, { signal }) =>
          new Promise((resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
            wait.resolve({ signal, finish: () => resolve('done') });
          }),
      },
      Thing: { __isTypeOf: () => false },
      Mutation: {
        change: () => 'changed',
        wrongLeaf: () => 'hunter2',
        wrongList: () => 'hunter2',
        wrongObject: () => ({ password: 'hunter2' }),
        add: (_root, { number }: { number: number }) => number,
      },
    },
  });
  const server = await createServer({
    schema,
    contextFor: (signal) => ({ signal }),
    host: '127.0.0.1',
    port: 0,
    corsOrigins: [],
    onlyLocalHosts: null,
    identify: async () => anyone,
    isGateway: () => false,
    trustedProxies: 0,
    graphiql: { tabs: [], asksForKey: false },
    log: createLog({ write: (line: string) => void logged.push(line) }),
    ...options,
  });
  return {
    ...server,
    origin: new URL(server.url).origin,
    logged,
    waiting: wait.promise,
    ask: (query, init) =>
      fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
        ...init,
      }),
  };
}
