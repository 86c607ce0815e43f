/** A supergraph of two subgraphs behind a gateway, all in one process: `npm run example:supergraph`. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startAccounts } from './accounts.ts';
import { composeSupergraph, startGateway } from './gateway.ts';
import { createIssuer } from './issuer.ts';
import { startSessions } from './sessions.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4100' } } });

const defaultQuery = `{
  me {
    name
    sessions(first: 5) {
      nodes { displayName provider { name } lastActiveAt }
      providerReports { provider { name } status }
    }
  }
}
`;

const gatewaySecret = randomBytes(24).toString('base64url');
const issuer = await createIssuer();
const sessions = await startSessions(issuer, gatewaySecret);
const accounts = await startAccounts(sessions.demo.company.people, issuer, gatewaySecret);
const authorization = `Bearer ${await issuer.tokenFor('mara.lindholm')}`;
const gateway = await startGateway({
  supergraph: await composeSupergraph({ accounts: accounts.url, sessions: sessions.url }, gatewaySecret),
  gatewaySecret,
  port: Number(values.port),
  graphiql: { defaultQuery, headers: JSON.stringify({ authorization }) },
});

process.stdout.write(`supergraph listening on ${gateway.url}

Open it in a browser, where Mara Lindholm is signed in, or ask in her name:

curl ${gateway.url} -H 'content-type: application/json' \\
  -H 'authorization: ${authorization}' \\
  -d '${JSON.stringify({ query: defaultQuery.replaceAll(/\s+/g, ' ') })}'
`);

async function close(): Promise<void> {
  await gateway.close();
  await Promise.all([accounts.close(), sessions.close()]);
  process.exit(0);
}
process.once('SIGINT', close);
process.once('SIGTERM', close);
