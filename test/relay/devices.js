/* What a Relay frontend asks, for relay-compiler: fragments, a page after page, a row that is read again by its id. */
/* global graphql */

// `User` is no `Node`, since other subgraphs own it, so Relay pages through a person's sessions from `Query`.
export const list = graphql`
  fragment devices_list on Query
  @refetchable(queryName: "devicesPageQuery")
  @argumentDefinitions(
    users: { type: "[ID!]!" }
    first: { type: "Int", defaultValue: 20 }
    after: { type: "String" }
  ) {
    sessions(filter: { userIds: $users, states: [ACTIVE, PENDING] }, first: $first, after: $after)
      @connection(key: "devices_list_sessions") {
      edges {
        node {
          ...devices_row
        }
      }
      providerReports {
        status
        message
      }
    }
  }
`;

export const row = graphql`
  fragment devices_row on Session @refetchable(queryName: "devicesRowQuery") {
    displayName
    state
    lastActiveAt
    details {
      __typename
      ... on ClerkSession {
        clientId
      }
      ... on ClientSession {
        deviceCount
      }
    }
  }
`;

export const viewer = graphql`
  query devicesViewerQuery {
    viewer {
      id
      sessions(first: 20) @connection(key: "devicesViewer_sessions") {
        edges {
          node {
            ...devices_row
          }
        }
      }
    }
  }
`;

export const page = graphql`
  query devicesQuery($users: [ID!]!) {
    ...devices_list @arguments(users: $users)
  }
`;

// The session that comes back with its id is updated wherever it is shown.
export const signOut = graphql`
  mutation devicesSignOutMutation($input: RevokeSessionInput!) {
    revokeSession(input: $input) {
      result {
        outcome
        session {
          ...devices_row
        }
      }
    }
  }
`;
