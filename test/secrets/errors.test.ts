/** What every method of every provider resolves or rejects with, and every refusal of an principal, looked at through and through. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkConfig } from '../../src/config/check.ts';
import { kinds } from '../../src/providers/kinds.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { createIdentify } from '../../src/server/identity/identify.ts';
import { IdentityRefusal } from '../../src/server/identity/refusal.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { openProviders, type OpenProviders } from '../../src/server/open-providers.ts';
import { startMarkedProviders, type MarkedProviders } from './marked-providers.ts';
import { workspaceResources } from './marked-seam.ts';
import { createMarks } from './marks.ts';
import { createOutputs } from './outputs.ts';
import { talks } from './talkative-proxy.ts';

// Real servers and processes, on a computer that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const marks = createMarks();
const outputs = createOutputs(marks);
let marked: MarkedProviders;
let opened: OpenProviders;

beforeAll(async () => {
  marked = await startMarkedProviders(marks);
  opened = openProviders(
    checkConfig({ providers: marked.entries.map((entry) => ({ ...entry, timeoutMs: 1000 })) }, {}).providers,
    Date.now,
  );
});
afterAll(async () => {
  await opened.close();
  await marked.close();
});

type Methods = Readonly<Record<string, () => unknown>>;

/** Every method of a provider, called. */
function methodsOf(provider: Provider): Methods {
  const { clientSessions } = provider;
  const { session: nativeId, account } = marked.annAt(provider.kind);
  const ref = { nativeId, accountId: account };
  const call = () => ({ signal: new AbortController().signal, deadlineAt: performance.now() + 1000 });
  const { accountId, webviewId, identityId } = workspaceResources;
  const ofClientSessions: Methods =
    clientSessions === undefined
      ? {}
      : {
          list: () => clientSessions.list({}, call()),
          get: () => clientSessions.get(nativeId, call()),
          getOrCreate: () => clientSessions.getOrCreate({ userIdentifierKey: 'ann' }, call()),
          create: () => clientSessions.create({ userIdentifierKey: 'ann' }, call()),
          grantAccess: () =>
            clientSessions.grantAccess(
              { clientSessionId: nativeId, connectedAccountIds: [accountId] },
              call(),
            ),
          connectedDevices: () => clientSessions.connectedDevices([accountId], call()),
          connectedAccounts: () => clientSessions.connectedAccounts([accountId], call()),
          connectWebviews: () => clientSessions.connectWebviews([webviewId], call()),
          userIdentities: () => clientSessions.userIdentities([identityId], call()),
          // Asks nobody: it makes a session of a row that was read.
          toSession: () => null,
          revoke: () => clientSessions.revoke(nativeId, call()),
          delete: () => clientSessions.delete(nativeId, call()),
        };
  return {
    findAccounts: () => provider.findAccounts(provider.linkBy, ['ann', 'ben'], call()),
    sessionsOf: () => provider.sessionsOf?.([account], call()),
    ...(provider.sessionsOfDevice === undefined
      ? {}
      : { sessionsOfDevice: () => provider.sessionsOfDevice?.('client_ann1', call()) }),
    readSession: () => provider.readSession?.(ref, call()),
    ...(provider.readAllSessions === undefined
      ? {}
      : {
          readAllSessions: async () => {
            const all = await provider.readAllSessions?.(call());
            return [all, all?.page(null, 10)];
          },
        }),
    ...(provider.readSessionPage === undefined
      ? {}
      : { readSessionPage: () => provider.readSessionPage?.(null, 10, call()) }),
    ...(provider.countSessions === undefined
      ? {}
      : { countSessions: () => provider.countSessions?.(call()) }),
    probe: () => provider.probe(call()),
    ...(provider.state === undefined ? {} : { state: () => provider.state?.() }),
    ...ofClientSessions,
    revokeSession: () => provider.revokeSession?.(ref, call()),
    ...(provider.revokeAllSessions === undefined
      ? {}
      : { revokeAllSessions: () => provider.revokeAllSessions?.(account, call()) }),
  };
}

test('every kind of provider is there', () => {
  expect(new Set(opened.providers.map(({ kind }) => kind))).toEqual(new Set(kinds.map(({ name }) => name)));
});

test('every method of every provider is called', () => {
  for (const provider of opened.providers) {
    const its = Object.entries({ ...provider.clientSessions, ...provider });
    const methods = its.flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
    expect(Object.keys(methodsOf(provider)).toSorted()).toEqual(methods.toSorted());
  }
});

/** In every way in which a value can be written. */
function everythingOf(told: unknown): string {
  const whole = {
    depth: Infinity,
    showHidden: true,
    getters: true,
    maxStringLength: null,
    maxArrayLength: null,
  };
  const stack = told instanceof Error ? told.stack : '';
  return `${inspect(told, whole)} ${String(told)} ${JSON.stringify(told)} ${stack}`;
}

test.each(talks.map((how) => [Object.values(how).join(' '), how] as const))(
  'of providers that talk: %s',
  async (title, how) => {
    for (const proxy of marked.proxies) proxy.talk = how;
    marked.reseed();
    await Promise.all(
      opened.providers.map(async (provider) => {
        for (const [method, run] of Object.entries(methodsOf(provider))) {
          const told: unknown = await Promise.try(run).catch((error: unknown) => error);
          const where = `${provider.name}, ${method} (${title})`;
          outputs.add(where, everythingOf(told));
        }
      }),
    );
    marked.markIssued();
    expect(outputs.leaks()).toEqual([]);
  },
);

test('of credentials of principals that do not hold', async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const { auth } = checkConfig(
    {
      providers: marked.entries,
      auth: {
        apiKeys: [{ name: 'ops', sha256: 'a'.repeat(64), scopes: [] }],
        jwt: [{ issuer: 'me', audience: 'here', publicKey: JSON.stringify(await exportJWK(publicKey)) }],
      },
    },
    {},
  );
  const identify = createIdentify(auth, Date.now, createLog({ write() {} }));
  const refusals: unknown[] = [];
  const server = createServer(async (request, response) => {
    refusals.push(await identify(request));
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const exp = Math.floor(Date.now() / 1000) + 60;
  const claims: readonly object[] = [
    {},
    { exp: 1 },
    { exp, aud: 'there' },
    { exp, sub: '' },
    { exp, iss: 'you' },
    { exp, sub: 'ann', sts: 'pending' },
  ];
  const credentials = [marks.make('a wrong key', 'sgk_'), `${marks.make('a broken token')}.x.y`];
  for (const [index, more] of claims.entries()) {
    const payload = { iss: 'me', aud: 'here', note: marks.make(`claim ${index}`), ...more };
    const token = await new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey);
    const [, content = '', signature = ''] = token.split('.');
    marks.add(`the claims of token ${index}`, content);
    marks.add(`the signature of token ${index}`, signature);
    credentials.push(token);
  }
  for (const credential of credentials) {
    for (const headers of [
      { authorization: `Bearer ${credential}` },
      { authorization: credential },
      { authorization: `Bearer ${credential}`, 'x-api-key': credential },
    ])
      await fetch(`http://127.0.0.1:${port}`, { headers });
  }
  server.closeAllConnections();
  server.close();
  expect(refusals.length).toBe(credentials.length * 3);
  for (const refusal of refusals) {
    expect(refusal).toBeInstanceOf(IdentityRefusal);
    outputs.add('a refusal', everythingOf(refusal));
  }
  expect(outputs.leaks()).toEqual([]);
});
