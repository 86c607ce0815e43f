/** Ids and cursors of somebody else. What they name must look like what is not there. */
import type { Attack } from '../attack.ts';
import { people, type Target } from '../target.ts';

/** Everything of a person that has a name. */
export interface Belongings {
  readonly session: string;
  readonly device: string;
  readonly clientSession: string;
  readonly cursor: string;
}

interface Asked {
  readonly data: {
    readonly user: {
      readonly sessions: {
        readonly nodes: readonly { readonly id: string }[];
        readonly pageInfo: { readonly endCursor: string };
      };
      readonly devices: { readonly nodes: readonly { readonly id: string }[] };
      readonly clientSessions: { readonly nodes: readonly { readonly id: string }[] };
    };
  };
}

/** What the operator's key sees of a person. */
export async function belongingsOf(user: string, target: Target): Promise<Belongings> {
  const response = await fetch(target.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: target.authorization.service },
    body: JSON.stringify({
      query: `query ($id: ID!) { user(by: { id: $id }) {
        sessions(first: 1, filter: { kinds: [CLERK], states: [ACTIVE] }) { nodes { id } pageInfo { endCursor } } devices(first: 1) { nodes { id } } clientSessions(first: 1) { nodes { id } } } }`,
      variables: { id: user },
    }),
  });
  const { sessions, devices, clientSessions } = ((await response.json()) as Asked).data.user;
  return {
    session: sessions.nodes[0]?.id ?? '',
    device: devices.nodes[0]?.id ?? '',
    clientSession: clientSessions.nodes[0]?.id ?? '',
    cursor: sessions.pageInfo.endCursor,
  };
}

const quiet = { as: 'ann', status: [200], codes: [] } as const;

function one(name: string, query: string, variables: object = {}): Attack {
  return { name, parameters: { query, variables }, ...quiet };
}

export function foreignAttacks({ session, device, clientSession, cursor }: Belongings): readonly Attack[] {
  const things = { session, device, clientSession };
  const reading = Object.entries(things).flatMap(([what, id]): readonly Attack[] => [
    {
      name: `node with the ${what} of another`,
      parameters: { query: '{ node(id: "ID") { id } }'.replace('ID', id) },
      ...quiet,
    },
    {
      name: `nodes with the ${what} of another`,
      parameters: {
        query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }',
        variables: { ids: [id, id] },
      },
      ...quiet,
    },
  ]);
  return [
    ...reading,
    one('session of another', 'query ($id: ID!) { session(id: $id) { id ipAddress user { id email } } }', {
      id: session,
    }),
    one(
      'client session of another',
      'query ($id: ID!) { clientSession(id: $id) { id connectedDevices { nodes { displayName } } } }',
      { id: clientSession },
    ),
    one('user by id', 'query ($id: ID!) { user(by: { id: $id }) { id email sessions { nodes { id } } } }', {
      id: people.bob,
    }),
    one('user by address', 'query ($email: String!) { user(by: { email: $email }) { id email } }', {
      email: `${people.bob}@larkfield.example`,
    }),
    one('users', 'query ($ids: [ID!]!) { users(ids: $ids) { id email devices { nodes { name } } } }', {
      ids: [people.bob],
    }),
    one(
      'sessions of another by the filter',
      'query ($f: SessionFilter) { sessions(filter: $f) { nodes { id } totalCount } }',
      { f: { userIds: [people.bob] } },
    ),
    one(
      'sessions of another below the viewer',
      'query ($f: SessionFilter) { viewer { sessions(filter: $f) { nodes { id } totalCount } } }',
      { f: { userIds: [people.bob] } },
    ),
    { ...one('client sessions of everybody', '{ clientSessions { nodes { id } } }'), codes: ['FORBIDDEN'] },
    {
      ...one(
        'the cursor of another list',
        'query ($after: String) { viewer { sessions(first: 5, after: $after) { nodes { id } } } }',
        { after: cursor },
      ),
      codes: ['INVALID_CURSOR'],
    },
    {
      ...one(
        'a session’s id as a cursor',
        'query ($after: String) { viewer { sessions(first: 5, after: $after) { nodes { id } } } }',
        { after: session },
      ),
      codes: ['INVALID_CURSOR'],
    },
    {
      ...one('a device’s id as a session’s', 'query ($id: ID!) { session(id: $id) { id } }', { id: device }),
      codes: ['INVALID_ID'],
    },
    {
      ...one(
        'ending a session of another',
        'mutation ($id: ID!) { revokeSession(input: { id: $id }) { userErrors { code } } }',
        { id: session },
      ),
    },
    {
      ...one(
        'ending sessions of another',
        'mutation ($ids: [ID!]!) { revokeSessions(input: { target: { ids: $ids } }) { results { outcome session { id } } } }',
        { ids: [session] },
      ),
    },
    {
      ...one(
        'ending everything of another',
        'mutation ($id: ID!) { revokeUserSessions(input: { user: { id: $id } }) { results { outcome } userErrors { code } } }',
        { id: people.bob },
      ),
      codes: ['FORBIDDEN', 'NOT_FOUND'],
    },
    {
      ...one(
        'making a client session for another',
        'mutation ($key: String!) { getOrCreateClientSession(input: { userIdentifierKey: $key }) { token } }',
        { key: people.bob },
      ),
      codes: ['FORBIDDEN'],
    },
  ];
}
