// What every peer answers with, made by hand from the upstream's rows: the same objects for all, with plain properties that the default
// resolvers find.

/** Sessions as the question asks for them, the latest activity first. */
export function toSessions(rows) {
  return rows.toSorted((a, b) => b.last_active_at - a.last_active_at).map(toSession);
}

function toSession(row) {
  const activity = row.latest_activity;
  const version = activity.browser_version.split('.')[0];
  const model = activity.device_type === 'desktop' ? null : activity.device_type;
  const browser = `${activity.browser_name} ${version}`;
  const name = model === null ? browser : `${browser} on ${model}`;
  return {
    id: encode(['Session', 'clerk', row.id, row.user_id]),
    nativeId: row.id,
    userId: row.user_id,
    state: row.status.toUpperCase(),
    displayName: name,
    createdAt: new Date(row.created_at).toISOString(),
    lastActiveAt: new Date(row.last_active_at).toISOString(),
    ipAddress: activity.ip_address,
    location: { city: activity.city, country: activity.country },
    device: { name, type: typeOf(activity), client: { name: activity.browser_name, version } },
  };
}

function typeOf({ device_type: type, is_mobile: isMobile }) {
  if (type === 'iPad') return 'TABLET';
  return isMobile ? 'PHONE' : 'DESKTOP';
}

/** One page of them. */
export function toConnection(rows, first) {
  const sessions = toSessions(rows);
  const nodes = sessions.slice(0, first);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: {
      hasNextPage: sessions.length > nodes.length,
      endCursor: last === undefined ? null : encode([last.lastActiveAt, last.id]),
    },
  };
}

export function toAccount(user) {
  const primary = user.email_addresses.find(({ id }) => id === user.primary_email_address_id);
  return { displayName: `${user.first_name} ${user.last_name}`, email: primary?.email_address ?? null };
}

function encode(parts) {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

export function sessionsPath(user) {
  return `/v1/sessions?user_id=${user}&limit=500&offset=0&paginated=true`;
}

export function usersPath(users) {
  return `/v1/users?${users.map((user) => `user_id=${user}`).join('&')}&limit=500`;
}

/** The part of the product's schema that the questions use. */
export const typeDefs = `
  type Query {
    sessions(filter: SessionFilter!, first: Int!): SessionConnection
    users(ids: [ID!]!): [User]!
  }
  input SessionFilter { userIds: [ID!]! }
  type User { id: ID! sessions(first: Int!): SessionConnection }
  type SessionConnection { nodes: [Session!] pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Session {
    id: ID! nativeId: ID! state: SessionState! displayName: String! createdAt: String lastActiveAt: String
    ipAddress: String location: Location device: Device user: User account: Account
  }
  enum SessionState { ACTIVE PENDING ENDED EXPIRED REVOKED REPLACED ABANDONED REMOVED UNKNOWN }
  enum DeviceType { DESKTOP PHONE TABLET OTHER UNKNOWN }
  type Location { city: String country: String }
  type Device { name: String! type: DeviceType! client: DeviceClient }
  type DeviceClient { name: String version: String }
  type Account { displayName: String email: String }
`;
