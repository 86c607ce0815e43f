/**
 * Secrets that an principal pastes where something else belongs. An error may repeat to them what they sent, since they have it already; the log
 * and everybody else must not be told, nor the audit but in the words that it keeps as they were given.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { emailOf } from './marked-provider.ts';
import { startMarkedProviders, type MarkedProviders } from './marked-providers.ts';
import { startMarkedServer, type MarkedServer } from './marked-server.ts';
import { createMarks } from './marks.ts';
import { createOutputs } from './outputs.ts';

// Real servers and processes, on a computer that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const marks = createMarks();
const outputs = createOutputs(marks);
let providers: MarkedProviders;
let server: MarkedServer;
let pasted: readonly string[];

beforeAll(async () => {
  providers = await startMarkedProviders(marks);
  // What a client session was asked to be is written down as it was asked.
  server = await startMarkedServer({ marks, outputs, providers, ownWords: ['input'] });
  const { opsKey, annsToken, gatewaySecret } = server.credentials;
  const secret = marks.make("Clerk's secret key", 'sk_live_');
  pasted = [
    annsToken,
    opsKey,
    gatewaySecret,
    secret,
    marks.make("the token of ann's client session", 'seam_cst1'),
    // Ids and cursors are base64url of JSON.
    encoded(['Session', 'clerk', secret, null]),
    encoded(['Session', secret, 'sess_1', 'user_1']),
    encoded(['Device', 'clerk', null, 'user_ann', secret]),
    encoded(['ClientSession', 'locks', secret, null]),
    encoded([1, secret, { id: secret }]),
  ];
});
afterAll(async () => {
  await server.close();
  await providers.close();
});

function encoded(parts: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** A document and its variables with the text in them. */
type Pasting = (text: string) => {
  readonly query?: string;
  readonly variables?: object;
  readonly more?: object;
};

const filtered =
  (filter: (text: string) => object): Pasting =>
  (text) => ({
    query: `query ($filter: SessionFilter) { sessions(filter: $filter) { nodes { id } providerReports { message } } }`,
    variables: { filter: filter(text) },
  });
const argument =
  (field: string, type: string, name: string, of: (text: string) => unknown = (text) => text): Pasting =>
  (text) => ({
    query: `query ($given: ${type}) { ${field}(${name}: $given) { __typename } }`,
    variables: { given: of(text) },
  });
const change =
  (field: string, input: (text: string) => object, selection = 'userErrors { message field }'): Pasting =>
  (text) => {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input!`;
    return {
      query: `mutation ($input: ${type}) { ${field}(input: $input) { ${selection} } }`,
      variables: { input: input(text) },
    };
  };
const name = (text: string) => text.replaceAll(/\W/g, '_');

const pastings: Readonly<Record<string, Pasting>> = {
  'as the id of a session': argument('session', 'ID!', 'id'),
  'as the id of a client session': argument('clientSession', 'ID!', 'id'),
  'as the id of a node': argument('node', 'ID!', 'id'),
  'as one id of several': argument('nodes', '[ID!]!', 'ids', (text) => [text, 'x']),
  'as the id of a user': argument('user', 'UserBy!', 'by', (id) => ({ id })),
  'as an address': argument('user', 'UserBy!', 'by', (email) => ({ email })),
  'as an account': argument('user', 'UserBy!', 'by', (nativeId) => ({
    account: { providerId: 'clerk', nativeId },
  })),
  'as the ids of users': argument('users', '[ID!]!', 'ids', (text) => [text]),
  'as a cursor': argument('sessions', 'String', 'after'),
  'as a cursor of client sessions': argument('clientSessions', 'String', 'after'),
  'as a provider of client sessions': argument('clientSessions', 'ID', 'providerId'),
  'as a number': argument('sessions', 'Int', 'first'),
  'as an order': argument('sessions', 'SessionOrder', 'orderBy', (field) => ({ field, direction: 'ASC' })),
  'as a filter of client sessions': argument('clientSessions', 'ClientSessionFilter', 'filter', (text) => ({
    userIdentifierKey: text,
  })),
  'as another filter of client sessions': argument(
    'clientSessions',
    'ClientSessionFilter',
    'filter',
    (text) => ({ clientSessionId: text, connectWebviewId: text }),
  ),
  'as the text of a filter': filtered((text) => ({ text: text.slice(0, 200), userIds: ['ann'] })),
  'as too long a text': filtered((text) => ({ text: text.repeat(10) })),
  'as a provider': filtered((text) => ({ providerIds: [text] })),
  'as a kind': filtered((text) => ({ kinds: [text] })),
  'as a state': filtered((text) => ({ states: [text] })),
  'as a user': filtered((text) => ({ userIds: [text] })),
  'as an IP address': filtered((text) => ({ ipAddress: text })),
  'as a moment': filtered((text) => ({ createdAt: { after: text } })),
  'as a key that a filter does not have': filtered((text) => ({ [text]: text })),
  'as the id of a session to end': change(
    'revokeSession',
    (id) => ({ id, note: id.slice(0, 500) }),
    'result { id message } userErrors { message }',
  ),
  'as ids of sessions to end': change(
    'revokeSessions',
    (text) => ({ target: { ids: [text] } }),
    'results { id message } userErrors { message }',
  ),
  'as a filter of sessions to end': change('revokeSessions', (text) => ({
    target: { filter: { userIds: [text] } },
  })),
  'as a session to keep': change('revokeUserSessions', (text) => ({
    user: { id: 'ben' },
    exceptSessionIds: [text],
  })),
  'as a user to sign out': change('revokeUserSessions', (email) => ({ user: { email } })),
  'as a provider to sign out from': change('revokeUserSessions', (text) => ({
    user: { id: 'ben' },
    providerIds: [text],
  })),
  'as a note': change('revokeUserSessions', (text) => ({
    user: { email: emailOf('ben') },
    note: text.slice(0, 500),
  })),
  'as too long a note': change('revokeOtherSessions', (text) => ({ note: text.repeat(50) })),
  'as a reason': change('revokeOtherSessions', (reason) => ({ reason })),
  'as a provider of a client session': change('getOrCreateClientSession', (providerId) => ({
    providerId,
    userIdentifierKey: 'ann',
  })),
  'as an account of a client session': change('createClientSession', (text) => ({
    providerId: 'locks',
    connectedAccountIds: [text],
  })),
  'as an identity': change('getOrCreateClientSession', (text) => ({
    providerId: 'locks',
    userIdentityIds: [text, text],
  })),
  'as an expiry': change('getOrCreateClientSession', (expiresAt) => ({
    providerId: 'locks',
    userIdentifierKey: 'ann',
    expiresAt,
  })),
  'as what a client session is granted': change('grantClientSessionAccess', (text) => ({
    providerId: 'locks',
    clientSession: { id: text },
    connectWebviewIds: [text],
  })),
  'as a client session to revoke': change('revokeClientSession', (id) => ({ id, note: id.slice(0, 500) })),
  'as a client session to delete': change('deleteClientSession', (id) => ({ id })),
  'as an entity': (text) => ({
    query: 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }',
    variables: {
      of: [
        { __typename: text, id: text },
        { __typename: 'Session', id: text },
        { __typename: 'User', id: text, email: text, emailVerified: true },
      ],
    },
  }),
  'as a field': (text) => ({ query: `{ ${name(text)} }` }),
  'as a field of a type': (text) => ({ query: `{ providers { ${name(text)} } }` }),
  'as an argument': (text) => ({ query: `{ users(${name(text)}: 1) { id } }` }),
  'as a directive': (text) => ({ query: `{ permissions @${name(text)} }` }),
  'as a variable': (text) => ({ query: `query ($${name(text)}: Int!) { permissions }` }),
  'as a type': (text) => ({ query: `query ($a: ${name(text)}) { session(id: $a) { id } }` }),
  'as a fragment': (text) => ({ query: `{ viewer { ...${name(text)} } }` }),
  'as an operation': (text) => ({
    query: `query ${name(text)} { permissions }`,
    more: { operationName: text },
  }),
  'as an enum value': (text) => ({
    query: `{ sessions(filter: { states: [${name(text)}] }) { nodes { id } } }`,
  }),
  'as a comment': (text) => ({ query: `# ${text}\n{ permissions nope }` }),
  'as a document': (text) => ({ query: text }),
  'as the id of a document': (text) => ({ more: { documentId: text } }),
  'as a parameter': (text) => ({ query: '{ permissions }', more: { [text]: text } }),
  'as an extension': (text) => ({
    more: { extensions: { persistedQuery: { version: 1, sha256Hash: text } } },
  }),
  'as variables': (text) => ({ query: '{ permissions }', more: { variables: text } }),
};

test.each(Object.entries(pastings))('a secret pasted %s', async (where, paste) => {
  for (const text of pasted) {
    const { more = {}, ...asked } = paste(text);
    const body = JSON.stringify({ ...asked, ...more });
    for (const principal of ['ops', 'ann', 'gateway'] as const) {
      const headers = { 'content-type': 'application/json', ...server.principals[principal] };
      await server.send(`the answer to a secret ${where}`, { method: 'POST', headers, body }, body);
    }
  }
  expect(await server.leaks()).toEqual([]);
  expect(server.faults()).toEqual([]);
});

test('nobody else is told afterwards', async () => {
  for (const principal of ['ops', 'ann', 'gateway'] as const)
    await server.ask(
      'a later answer',
      server.principals[principal],
      '{ user(by: { id: "ann" }) { sessions { nodes { id } providerReports { message } } accounts { nativeId } } }',
    );
  expect(await server.leaks()).toEqual([]);
});
