// The practical limit: no GraphQL at all. It knows the two questions by their names, and answers them by hand.
import { createServer } from 'node:http';
import { sessionsPath, toAccount, toConnection, usersPath } from './shape.js';
import { get } from './upstream.js';

async function one(user) {
  const { data } = await get(sessionsPath(user));
  return { sessions: withoutOwners(toConnection(data, 10)) };
}

async function twenty(ids) {
  const [users, lists] = await Promise.all([
    get(usersPath(ids)),
    Promise.all(ids.map((id) => get(sessionsPath(id)))),
  ]);
  const accounts = new Map(users.map((user) => [user.id, toAccount(user)]));
  return {
    users: ids.map((id, index) => {
      const { nodes, pageInfo } = withoutOwners(toConnection(lists[index].data, 10));
      for (const node of nodes) node.account = accounts.get(id);
      return { id, sessions: { nodes, pageInfo } };
    }),
  };
}

function withoutOwners({ nodes, pageInfo }) {
  return { nodes: nodes.map(({ userId: _userId, ...node }) => node), pageInfo };
}

async function answer(body) {
  const { query, variables } = JSON.parse(body);
  const data = query.startsWith('query One') ? await one(variables.users[0]) : await twenty(variables.users);
  return Buffer.from(JSON.stringify({ data }));
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const bytes = await answer(Buffer.concat(chunks).toString());
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
    response.end(bytes);
  });
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`listening on http://127.0.0.1:${server.address().port}/graphql\n`),
);
