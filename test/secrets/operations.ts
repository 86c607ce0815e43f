/** A question or change for each root field of the served schema, whatever becomes of it. */
import type { Marks } from './marks.ts';
import { emailOf } from './marked-provider.ts';
import type { MarkedServer } from './marked-server.ts';
import { workspaceResources } from './marked-seam.ts';

export interface Operation {
  readonly principal: 'ops' | 'ann' | 'gateway';
  readonly query: string;
  readonly variables?: object;
}

/** What the operations name; as an answer told it. */
export interface Named {
  readonly sessions: readonly string[];
  readonly devices: readonly string[];
  readonly clientSessions: readonly string[];
  readonly accounts: readonly object[];
  /** Where a second page begins. */
  readonly cursor: string;
}

const idsOf = (connection: { nodes: { id: string }[] }) => connection.nodes.map(({ id }) => id);

/** Reads what the operations name, from providers that are as they should be. */
export async function readNamed({ ask, principals }: MarkedServer): Promise<Named> {
  const { data, errors } = await ask(
    'reading what is named',
    principals.ops,
    `{ user(by: { id: "ann" }) {
        sessions(first: 100) { nodes { id provider { id } } }
        devices(first: 100) { nodes { id } }
        clientSessions(first: 100) { nodes { id } }
        accounts { nativeId provider { id } } }
      sessions(first: 1) { pageInfo { endCursor } } }`,
  );
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join());
  const { user, sessions } = data;
  return {
    sessions: idsOf(user.sessions),
    devices: idsOf(user.devices),
    clientSessions: idsOf(user.clientSessions),
    accounts: user.accounts.map(({ nativeId, provider }: { nativeId: string; provider: { id: string } }) => ({
      nativeId,
      providerId: provider.id,
    })),
    cursor: sessions.pageInfo.endCursor,
  };
}

/** @param select a selection of everything of a type. */
export type Select = (typeName: string) => string;

/** By root field. */
export function queries(named: Named, select: Select): Readonly<Record<string, readonly Operation[]>> {
  const { sessions, devices, clientSessions, accounts, cursor } = named;
  const ofSession = { id: sessions[0] };
  const byUser = `query ($by: UserBy!) { user(by: $by) ${select('User')} }`;
  const listed = `query ($filter: SessionFilter, $orderBy: SessionOrder, $first: Int, $after: String) {
    sessions(filter: $filter, orderBy: $orderBy, first: $first, after: $after) ${select('SessionConnection')} }`;
  const listedClientSessions = `query ($providerId: ID, $filter: ClientSessionFilter) {
    clientSessions(providerId: $providerId, filter: $filter) ${select('ClientSessionConnection')} }`;
  const entities = `query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on Session ${select('Session')} ... on ClientSession { id nativeId } ... on User ${select('User')} } }`;
  return {
    node: [...sessions.slice(0, 1), ...devices.slice(0, 1), ...clientSessions.slice(0, 1)].map((id) => ({
      principal: 'ops',
      query: `query ($id: ID!) { node(id: $id) ${select('Node')} }`,
      variables: { id },
    })),
    nodes: [
      {
        principal: 'ann',
        query: `query ($ids: [ID!]!) { nodes(ids: $ids) ${select('Node')} }`,
        variables: { ids: [...sessions, ...devices, ...clientSessions] },
      },
    ],
    viewer: [
      { principal: 'ann', query: `{ viewer ${select('User')} }` },
      { principal: 'ops', query: `{ viewer ${select('User')} }` },
    ],
    permissions: [{ principal: 'ann', query: '{ permissions }' }],
    providers: [{ principal: 'ann', query: `{ providers ${select('Provider')} }` }],
    user: [{ id: 'ann' }, { email: emailOf('ann') }, { account: accounts[0] }].map((by) => ({
      principal: 'ops',
      query: byUser,
      variables: { by },
    })),
    userLookup: [{ id: 'ann' }, { email: emailOf('nobody') }].map((by) => ({
      principal: 'ops',
      query: `query ($by: UserBy!) { userLookup(by: $by) ${select('UserLookup')} }`,
      variables: { by },
    })),
    users: [
      {
        principal: 'ops',
        query: `query ($ids: [ID!]!) { users(ids: $ids) ${select('User')} }`,
        variables: { ids: ['ann', 'ben', 'cleo', 'nobody'] },
      },
    ],
    session: [
      {
        principal: 'ann',
        query: `query ($id: ID!) { session(id: $id) ${select('Session')} }`,
        variables: ofSession,
      },
    ],
    clientSession: [
      {
        principal: 'ann',
        query: `query ($id: ID!) { clientSession(id: $id) ${select('ClientSession')} }`,
        variables: { id: clientSessions[0] },
      },
    ],
    sessions: [
      { principal: 'ops', query: listed, variables: { first: 3 } },
      { principal: 'ops', query: listed, variables: { first: 100, after: cursor } },
      {
        principal: 'ops',
        query: listed,
        variables: {
          filter: { userIds: ['ann', 'ben', 'cleo'], text: 'e', states: ['ACTIVE'] },
          orderBy: { field: 'CREATED_AT', direction: 'ASC' },
          first: 5,
        },
      },
      { principal: 'ann', query: listed, variables: { filter: { accounts } } },
    ],
    clientSessions: [
      { principal: 'ops', query: listedClientSessions, variables: { providerId: 'locks' } },
      { principal: 'ops', query: listedClientSessions, variables: { filter: { userIdentifierKey: 'ann' } } },
      { principal: 'ann', query: listedClientSessions },
    ],
    _service: [
      { principal: 'gateway', query: '{ _service { sdl } }' },
      { principal: 'ops', query: '{ _service { sdl } }' },
    ],
    _entities: (['gateway', 'ann'] as const).map((principal) => ({
      principal,
      query: entities,
      variables: {
        of: [
          { __typename: 'Session', ...ofSession },
          { __typename: 'ClientSession', id: clientSessions[0] },
          { __typename: 'User', id: 'ann', email: emailOf('ann'), emailVerified: true },
          { __typename: 'Lock', id: 'x' },
        ],
      },
    })),
  };
}

/** By root field; in this order they leave something for the next one to change. */
export function mutations(
  named: Named,
  select: Select,
  marks: Marks,
): Readonly<Record<string, readonly Operation[]>> {
  const { sessions, clientSessions } = named;
  const [first, second] = clientSessions;
  const note = marks.make('a note');
  const change = (field: string, input: object, principal: Operation['principal'] = 'ops'): Operation => {
    const name = `${field[0]?.toUpperCase()}${field.slice(1)}`;
    return {
      principal,
      query: `mutation ($input: ${name}Input!) { ${field}(input: $input) ${select(`${name}Payload`)} }`,
      variables: { input },
    };
  };
  const { accountId, webviewId, identityId } = workspaceResources;
  return {
    getOrCreateClientSession: [
      change('getOrCreateClientSession', { providerId: 'locks', userIdentifierKey: 'ann' }),
      change('getOrCreateClientSession', {
        providerId: 'gates',
        userIdentifierKey: 'dora',
        connectedAccountIds: [accountId],
      }),
      change('getOrCreateClientSession', { userIdentifierKey: 'ann' }),
    ],
    createClientSession: [
      change('createClientSession', {
        providerId: 'locks',
        userIdentifierKey: 'emil',
        customerKey: 'acme',
        connectWebviewIds: [webviewId],
      }),
      change('createClientSession', { providerId: 'gates', userIdentifierKey: 'ann' }),
      change('createClientSession', { providerId: 'locks', userIdentityIds: [identityId] }, 'ann'),
    ],
    grantClientSessionAccess: [
      change('grantClientSessionAccess', {
        providerId: 'locks',
        clientSession: { userIdentifierKey: 'ben' },
        connectedAccountIds: [accountId],
      }),
      change('grantClientSessionAccess', { clientSession: { id: first }, userIdentityId: identityId }),
    ],
    revokeClientSession: [change('revokeClientSession', { id: first, note, reason: 'POLICY' })],
    deleteClientSession: [change('deleteClientSession', { id: second, note })],
    revokeSession: [
      change('revokeSession', { id: sessions[0], note }, 'ann'),
      change('revokeSession', { id: sessions[0], includeCurrent: true }),
    ],
    revokeSessions: [
      change('revokeSessions', { target: { filter: { userIds: ['ann'] } }, dryRun: true }),
      change('revokeSessions', { target: { ids: sessions.slice(1, 4) }, note }),
      change('revokeSessions', {
        target: { filter: { providerIds: ['own-chat', 'support'] } },
        everyone: true,
        note,
      }),
    ],
    revokeOtherSessions: [change('revokeOtherSessions', { note }, 'ann')],
    revokeUserSessions: [
      change('revokeUserSessions', { user: { email: emailOf('ben') }, note }),
      change('revokeUserSessions', {
        user: { id: 'ann' },
        includeCurrent: true,
        note,
        reason: 'LOST_OR_STOLEN',
      }),
    ],
  };
}
