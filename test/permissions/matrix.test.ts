/**
 * Who may see what, by every door: the schema itself makes the questions, and what may not be seen is looked for in the whole answer, whatever
 * field it might come by.
 */
import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoConfig } from '../../src/config/config.ts';
import { limitsConfig } from '../../src/config/limits.ts';
import { cast } from '../../src/demo/company/directory.ts';
import { startDemo, type Demo } from '../../src/demo/demo.ts';
import { schema } from '../../src/graph/schema.ts';
import { anyone } from '../../src/server/identity/identify.ts';
import type { Principal } from '../../src/sessions/principal.ts';
import { openGraph } from '../../src/server/open-graph.ts';
import { openProviders, type OpenProviders } from '../../src/server/open-providers.ts';
import { createServer, type RunningServer } from '../../src/server/server.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { createAudit } from '../../src/sessions/audit/audit.ts';
import { scopes, type Scope } from '../../src/sessions/scope.ts';
import { acceptBy, type Door, doors as httpDoors } from '../support/doors.ts';
import { createSelector } from './selection.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

const owner = cast.ordinary;
const stranger = cast.withoutChat;

let demo: Demo;
let opened: OpenProviders;
let server: RunningServer;

/** What belongs to the owner, by kind, as somebody sees it who may see everything. */
let secrets: {
  readonly sessions: readonly string[];
  readonly clientSessions: readonly string[];
  readonly accounts: readonly string[];
  readonly addresses: readonly string[];
};
let ids: {
  readonly sessions: readonly string[];
  readonly devices: readonly string[];
  readonly clientSessions: readonly string[];
  readonly accounts: readonly { providerId: string; nativeId: string }[];
  readonly email: string;
  /** Clerk's clients. */
  readonly clients: readonly string[];
};

const selector = createSelector(schema);

function principal(viewer: string | null, ...granted: readonly Scope[]): Principal {
  return {
    name: viewer === null ? 'key:test' : `person:${viewer}`,
    viewer: viewer === null ? null : { id: viewer, verifiedEmails: [] },
    currentSessionId: null,
    currentSessionIssuer: null,
    scopes: new Set(granted),
  };
}

interface Answer {
  readonly data: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** Who asks, by a header of this test. */
const asking: Principal[] = [];

async function ask(
  who: Principal,
  query: string,
  variables: Record<string, unknown> = {},
  door: Door = 'node',
): Promise<Answer> {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: acceptBy(door, 'application/json'),
      'x-test-principal': String(asking.push(who) - 1),
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

/** Whoever asks may ask for everything at once. */
const limits = limitsConfig.parse({
  bodyBytes: 1_000_000,
  tokens: 100_000,
  depth: 100,
  aliases: 10_000,
  cost: 1_000_000_000,
});

beforeAll(async () => {
  demo = await startDemo();
  const config = demoConfig(demo.providers);
  opened = openProviders(config.providers, Date.now);
  const fail = (error: unknown) => {
    throw error;
  };
  const log = createLog({ write: fail });
  const audit = createAudit({
    sink: { write: async () => {}, close: async () => {} },
    onFailure: 'refuse',
    now: Date.now,
    onError: fail,
  });
  server = await createServer({
    ...(await openGraph(
      opened.providers,
      config.federation,
      audit,
      createMemoryStore(Date.now),
      Date.now,
      log,
    )),
    identify: async ({ headers }) => asking[Number(headers['x-test-principal'])] ?? anyone,
    host: '127.0.0.1',
    port: 0,
    corsOrigins: [],
    onlyLocalHosts: null,
    isGateway: () => false,
    trustedProxies: 0,
    graphiql: null,
    limits,
    log,
  });
  const { data, errors } = await ask(
    principal(null, ...scopes),
    `query ($id: ID!) { user(by: { id: $id }) { email accounts { nativeId provider { id } } devices { nodes { id } }
      clientSessions { nodes { id nativeId } } sessions(first: 100) { nodes { id nativeId provider { kind } details { ... on ClerkSession { clientId } } } } } }`,
    { id: owner },
  );
  expect(errors).toBeUndefined();
  const { user } = structuredClone(data) as {
    user: {
      email: string;
      accounts: { nativeId: string; provider: { id: string } }[];
      devices: { nodes: { id: string }[] };
      clientSessions: { nodes: { id: string; nativeId: string }[] };
      sessions: {
        nodes: { id: string; nativeId: string; provider: { kind: string }; details: { clientId?: string } }[];
      };
    };
  };
  const ofSeam = user.sessions.nodes.filter(({ provider }) => provider.kind === 'SEAM');
  secrets = {
    sessions: user.sessions.nodes
      .filter((session) => !ofSeam.includes(session))
      .flatMap(({ id, nativeId }) => [id, nativeId]),
    clientSessions: [
      ...user.clientSessions.nodes.flatMap(({ id, nativeId }) => [id, nativeId]),
      ...ofSeam.map(({ id }) => id),
    ],
    // An account that is only a key is the id by which the question itself names the person.
    accounts: user.accounts.map(({ nativeId }) => nativeId).filter((nativeId) => nativeId !== owner),
    addresses: [user.email],
  };
  ids = {
    sessions: user.sessions.nodes.map(({ id }) => id),
    devices: user.devices.nodes.map(({ id }) => id),
    clientSessions: user.clientSessions.nodes.map(({ id }) => id),
    accounts: user.accounts.map(({ nativeId, provider }) => ({ providerId: provider.id, nativeId })),
    email: user.email,
    clients: user.sessions.nodes.flatMap(({ details }) => details.clientId ?? []),
  };
  for (const kind of Object.values(secrets)) expect(kind.length).toBeGreaterThan(0);
});
afterAll(async () => {
  await server.close(0);
  await opened.close();
  await demo.close();
});

/** Every way into the graph, with everything behind it. */
const doors: Record<string, () => { readonly query: string; readonly variables?: Record<string, unknown> }> =
  {
    viewer: () => ({ query: `{ viewer ${selector.selectionOf('User')} }` }),
    'user by id': () => ({
      query: `query ($id: ID!) { user(by: { id: $id }) ${selector.selectionOf('User')} }`,
      variables: { id: owner },
    }),
    'user by email': () => ({
      query: `query ($email: String!) { user(by: { email: $email }) ${selector.selectionOf('User')} }`,
      variables: { email: ids.email },
    }),
    'user by account': () => ({
      query: `query ($account: AccountRefInput!) { user(by: { account: $account }) ${selector.selectionOf('User')} }`,
      variables: { account: ids.accounts[0] },
    }),
    'userLookup by email': () => ({
      query: `query ($email: String!) { userLookup(by: { email: $email }) ${selector.selectionOf('UserLookup')} }`,
      variables: { email: ids.email },
    }),
    'userLookup by account': () => ({
      query: `query ($account: AccountRefInput!) { userLookup(by: { account: $account }) ${selector.selectionOf('UserLookup')} }`,
      variables: { account: ids.accounts[0] },
    }),
    users: () => ({
      query: `query ($ids: [ID!]!) { users(ids: $ids) ${selector.selectionOf('User')} }`,
      variables: { ids: [owner] },
    }),
    sessions: () => ({ query: `{ sessions(first: 100) ${selector.selectionOf('SessionConnection')} }` }),
    'sessions of the owner': () => ({
      query: `query ($ids: [ID!]!) { sessions(first: 100, filter: { userIds: $ids }) ${selector.selectionOf('SessionConnection')} }`,
      variables: { ids: [owner] },
    }),
    "sessions of the owner's accounts": () => ({
      query: `query ($accounts: [AccountRefInput!]!) { sessions(first: 100, filter: { accounts: $accounts }) ${selector.selectionOf('SessionConnection')} }`,
      variables: { accounts: ids.accounts },
    }),
    "sessions of the owner's accounts, as the owner's": () => ({
      query: `query ($ids: [ID!]!, $accounts: [AccountRefInput!]!) { sessions(first: 100, filter: { userIds: $ids, accounts: $accounts }) ${selector.selectionOf('SessionConnection')} }`,
      variables: { ids: [owner], accounts: ids.accounts },
    }),
    "sessions of the owner's devices": () => ({
      query: `query ($devices: [DeviceRefInput!]!) { sessions(first: 100, filter: { devices: $devices }) ${selector.selectionOf('SessionConnection')} }`,
      variables: { devices: ids.clients.map((nativeId) => ({ providerId: 'clerk', nativeId })) },
    }),
    session: () => ({
      query: `query ($id: ID!) { session(id: $id) ${selector.selectionOf('Session')} }`,
      variables: { id: ids.sessions[0] },
    }),
    'nodes: sessions': () => ({
      query: `query ($ids: [ID!]!) { nodes(ids: $ids) ${selector.selectionOf('Node')} }`,
      variables: { ids: ids.sessions },
    }),
    'node: a device': () => ({
      query: `query ($id: ID!) { node(id: $id) ${selector.selectionOf('Node')} }`,
      variables: { id: ids.devices[0] },
    }),
    clientSession: () => ({
      query: `query ($id: ID!) { clientSession(id: $id) ${selector.selectionOf('ClientSession')} }`,
      variables: { id: ids.clientSessions[0] },
    }),
    'node: a client session': () => ({
      query: `query ($id: ID!) { node(id: $id) ${selector.selectionOf('Node')} }`,
      variables: { id: ids.clientSessions[0] },
    }),
    clientSessions: () => ({
      query: `{ clientSessions(first: 100) ${selector.selectionOf('ClientSessionConnection')} }`,
    }),
    providers: () => ({ query: `{ providers ${selector.selectionOf('Provider')} permissions }` }),
  };

const everything = ['sessions', 'clientSessions', 'accounts', 'addresses'] as const;

/** What each principal may see of the owner's, by whatever door. */
const principals: readonly {
  readonly who: string;
  readonly principal: Principal;
  readonly sees: readonly (keyof typeof secrets)[];
}[] = [
  { who: 'nobody', principal: principal(null), sees: [] },
  { who: 'the owner', principal: principal(owner), sees: everything },
  { who: 'another person', principal: principal(stranger), sees: [] },
  {
    who: 'a key that reads sessions',
    principal: principal(null, 'sessions:read:any'),
    sees: everything,
  },
  { who: 'a key that ends sessions', principal: principal(null, 'sessions:revoke:any'), sees: [] },
  {
    who: 'a key that reads client sessions',
    principal: principal(null, 'client-sessions:read'),
    // The user principal of a client session has an address.
    sees: ['clientSessions', 'addresses'],
  },
  {
    who: 'a key that writes client sessions',
    principal: principal(null, 'client-sessions:write'),
    sees: ['clientSessions', 'addresses'],
  },
  {
    who: 'a key that reads users',
    principal: principal(null, 'users:read:any'),
    sees: ['accounts', 'addresses'],
  },
  {
    who: 'another person who reads sessions',
    principal: principal(stranger, 'sessions:read:any'),
    sees: everything,
  },
];

const ways = Object.keys(doors).flatMap((door) => httpDoors.map((by) => ({ door, by })));

// Whoever may see everything has nothing to be kept from.
const kept = principals.filter(({ sees }) => sees !== everything);

describe.each(kept)('$who', ({ principal: who, sees }) => {
  test.each(ways)('by $door sees nothing of the owner that is not for them ($by)', async ({ door, by }) => {
    const { query, variables = {} } = doors[door]?.() ?? { query: '' };
    const { data, errors = [] } = await ask(who, query, variables, by);
    // What was given in the question says nothing; what the answer adds to it does.
    const asked = JSON.stringify(variables);
    // A cursor holds an id, in other letters.
    const cursors = [...JSON.stringify(data).matchAll(/ursor":"([\w-]+)"/g)].map(([, text = '']) =>
      Buffer.from(text, 'base64url').toString(),
    );
    const answer = JSON.stringify([data, errors.map(({ message }) => message), cursors]);
    for (const kind of everything) {
      if (sees.includes(kind)) continue;
      const leaked = secrets[kind].filter((secret) => !asked.includes(secret) && answer.includes(secret));
      expect({ kind, leaked }).toEqual({ kind, leaked: [] });
    }
  });
});

test('the owner sees all of theirs by their own doors', async () => {
  for (const door of ['viewer', 'sessions', 'user by id']) {
    const { query, variables = {} } = doors[door]?.() ?? { query: '' };
    const { data } = await ask(principal(owner), query, variables);
    const answer = JSON.stringify(data);
    for (const secret of everything.flatMap((kind) => secrets[kind])) {
      expect({ door, found: answer.includes(secret) }).toEqual({ door, found: true });
    }
  }
});

test.each([
  { field: 'session', idOf: () => ids.sessions[0] },
  { field: 'node', idOf: () => ids.devices[0] },
  { field: 'clientSession', idOf: () => ids.clientSessions[0] },
])('$field: what is not yours looks like what is not there', async ({ field, idOf }) => {
  const own = idOf() ?? '';
  const [type, provider, nativeId, ...rest] = JSON.parse(Buffer.from(own, 'base64url').toString());
  const other = nativeId === null ? null : `${nativeId.slice(0, -1)}${nativeId.endsWith('0') ? '1' : '0'}`;
  const [accountId, deviceId] = rest;
  const gone = [type, provider, other, accountId, ...(deviceId === undefined ? [] : ['client_gone'])];
  const goneId = Buffer.from(JSON.stringify(gone)).toString('base64url');
  const answers = await Promise.all(
    [own, goneId].map((id) =>
      ask(principal(stranger), `query ($id: ID!) { ${field}(id: $id) { __typename } }`, { id }),
    ),
  );
  for (const { data, errors } of answers)
    expect({ data, errors }).toEqual({ data: { [field]: null }, errors: undefined });
});

test('the doors together ask for every field of every type', () => {
  const unasked = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(
      ({ name }) => !name.startsWith('__') && !['Query', 'Mutation'].includes(name) && !isOfChanges(name),
    )
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .filter((field) => !selector.visited.has(field));
  expect(unasked).toEqual([]);
});

/** Payloads of changes, which have tests of their own. */
function isOfChanges(type: string): boolean {
  return type.endsWith('Payload') || type === 'UserError' || type === 'RevokeResult';
}
