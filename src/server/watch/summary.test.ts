import { expect, test } from 'vitest';
import { checkConfig } from '../../config/check.ts';
import { openProviders } from '../open-providers.ts';
import { summaryOf } from './summary.ts';

const secrets = ['sk_live_secret', 'pg-password', 'a'.repeat(64), 'gateway-secret-0123456789'];
const [secretKey = '', password = '', sha256 = '', gatewaySecret = ''] = secrets;
const url = 'http://127.0.0.1:4711/graphql';

async function summary(config: object, rest: object = {}) {
  const checked = checkConfig(
    { providers: [{ id: 'clerk', kind: 'clerk', secretKey, name: 'Sign-in' }], ...config },
    {},
  );
  const { providers, close } = openProviders(checked.providers, Date.now);
  await close();
  return summaryOf({
    config: checked,
    source: '/etc/sessiongraph.yaml',
    providers,
    url,
    metricsUrl: null,
    hasGraphiql: false,
    pagePath: null,
    wantedPort: 4711,
    ...rest,
  });
}

test('says who may ask, where things are kept, and no secret', async () => {
  const said = await summary({
    auth: {
      apiKeys: [{ name: 'ops', sha256, scopes: ['sessions:read:any'] }],
      jwt: [{ issuer: 'https://issuer.example', audience: 'a', jwksUri: 'https://issuer.example/keys' }],
    },
    store: { postgres: `postgres://user:${password}@db.example.com:5432/sessions` },
    federation: { enabled: true, gatewaySecret },
    audit: { file: '/var/log/audit.jsonl' },
    log: { access: 0.07 },
  });
  expect(said).toMatchObject({
    configuration: '/etc/sessiongraph.yaml',
    providers: ['Sign-in (clerk): linked by nativeId; lists sessions of a user, revokes'],
    auth: ['key ops: sessions:read:any', 'tokens of https://issuer.example'],
    store: 'PostgreSQL at db.example.com:5432/sessions: replicas share the budgets of providers',
    audit: '/var/log/audit.jsonl; a change that cannot be recorded is refused',
    accessLog: '7 % of requests',
    graphiql: 'off',
  });
  for (const secret of secrets) expect(JSON.stringify(said)).not.toContain(secret);
});

test('says where a process is alone with the budgets, and forgets', async () => {
  expect(await summary({})).toMatchObject({
    auth: ['nobody has to sign in: whoever reaches this address may do everything'],
    store:
      'memory: this process has the whole budget of every provider, and forgets what it revoked when it ends',
  });
  const { store } = await summary({ store: { file: 'sessions.db' } });
  expect(store).toBe('sessions.db: this process has the whole budget of every provider');
});

test('says which port it took where the wanted one was taken', async () => {
  expect(await summary({}, { wantedPort: 4000 })).toMatchObject({ port: '4000 is taken, so this is 4711' });
  expect(await summary({}, { wantedPort: 0 })).not.toHaveProperty('port');
});
