/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query ClientSessions($filter: ClientSessionFilter, $first: Int, $after: String) {\n  clientSessions(filter: $filter, first: $first, after: $after) {\n    nodes {\n      id\n      userIdentifierKey\n      state\n      expiresAt\n      connectedDevices(first: 5) {\n        nodes {\n          displayName\n          online\n          locked\n          batteryLevel\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.ClientSessionsDocument,
    "mutation GetOrCreateClientSession($input: GetOrCreateClientSessionInput!) {\n  getOrCreateClientSession(input: $input) {\n    clientSession {\n      id\n      userIdentifierKey\n      expiresAt\n    }\n    token\n    userErrors {\n      code\n      message\n      field\n      retryable\n    }\n  }\n}": typeof types.GetOrCreateClientSessionDocument,
    "query MySessions($first: Int, $after: String) {\n  viewer {\n    id\n    email\n    sessions(first: $first, after: $after, filter: {states: [ACTIVE, PENDING]}) {\n      nodes {\n        id\n        displayName\n        state\n        createdAt\n        lastActiveAt\n        isCurrent\n        viewerCanRevoke\n        ipAddress\n        provider {\n          name\n        }\n        location {\n          city\n          country\n        }\n        device {\n          id\n          type\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      providerReports {\n        provider {\n          id\n        }\n        status\n        complete\n        message\n      }\n    }\n  }\n}": typeof types.MySessionsDocument,
    "query UserSessions($by: UserBy!, $filter: SessionFilter, $orderBy: SessionOrder) {\n  user(by: $by) {\n    id\n    accounts {\n      nativeId\n      displayName\n      provider {\n        id\n        kind\n      }\n    }\n    sessions(filter: $filter, orderBy: $orderBy, first: 50) {\n      totalCount\n      nodes {\n        id\n        displayName\n        state\n        details {\n          __typename\n          ... on ClerkSession {\n            clientId\n            lastActiveOrganizationId\n          }\n          ... on RocketChatSession {\n            username\n            host\n          }\n          ... on ZendeskSession {\n            authenticatedAt\n            lastSeenAt\n          }\n          ... on ClientSession {\n            userIdentifierKey\n            deviceCount\n          }\n        }\n      }\n    }\n  }\n}": typeof types.UserSessionsDocument,
};
const documents: Documents = {
    "query ClientSessions($filter: ClientSessionFilter, $first: Int, $after: String) {\n  clientSessions(filter: $filter, first: $first, after: $after) {\n    nodes {\n      id\n      userIdentifierKey\n      state\n      expiresAt\n      connectedDevices(first: 5) {\n        nodes {\n          displayName\n          online\n          locked\n          batteryLevel\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.ClientSessionsDocument,
    "mutation GetOrCreateClientSession($input: GetOrCreateClientSessionInput!) {\n  getOrCreateClientSession(input: $input) {\n    clientSession {\n      id\n      userIdentifierKey\n      expiresAt\n    }\n    token\n    userErrors {\n      code\n      message\n      field\n      retryable\n    }\n  }\n}": types.GetOrCreateClientSessionDocument,
    "query MySessions($first: Int, $after: String) {\n  viewer {\n    id\n    email\n    sessions(first: $first, after: $after, filter: {states: [ACTIVE, PENDING]}) {\n      nodes {\n        id\n        displayName\n        state\n        createdAt\n        lastActiveAt\n        isCurrent\n        viewerCanRevoke\n        ipAddress\n        provider {\n          name\n        }\n        location {\n          city\n          country\n        }\n        device {\n          id\n          type\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      providerReports {\n        provider {\n          id\n        }\n        status\n        complete\n        message\n      }\n    }\n  }\n}": types.MySessionsDocument,
    "query UserSessions($by: UserBy!, $filter: SessionFilter, $orderBy: SessionOrder) {\n  user(by: $by) {\n    id\n    accounts {\n      nativeId\n      displayName\n      provider {\n        id\n        kind\n      }\n    }\n    sessions(filter: $filter, orderBy: $orderBy, first: 50) {\n      totalCount\n      nodes {\n        id\n        displayName\n        state\n        details {\n          __typename\n          ... on ClerkSession {\n            clientId\n            lastActiveOrganizationId\n          }\n          ... on RocketChatSession {\n            username\n            host\n          }\n          ... on ZendeskSession {\n            authenticatedAt\n            lastSeenAt\n          }\n          ... on ClientSession {\n            userIdentifierKey\n            deviceCount\n          }\n        }\n      }\n    }\n  }\n}": types.UserSessionsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ClientSessions($filter: ClientSessionFilter, $first: Int, $after: String) {\n  clientSessions(filter: $filter, first: $first, after: $after) {\n    nodes {\n      id\n      userIdentifierKey\n      state\n      expiresAt\n      connectedDevices(first: 5) {\n        nodes {\n          displayName\n          online\n          locked\n          batteryLevel\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').ClientSessionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation GetOrCreateClientSession($input: GetOrCreateClientSessionInput!) {\n  getOrCreateClientSession(input: $input) {\n    clientSession {\n      id\n      userIdentifierKey\n      expiresAt\n    }\n    token\n    userErrors {\n      code\n      message\n      field\n      retryable\n    }\n  }\n}"): typeof import('./graphql.ts').GetOrCreateClientSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query MySessions($first: Int, $after: String) {\n  viewer {\n    id\n    email\n    sessions(first: $first, after: $after, filter: {states: [ACTIVE, PENDING]}) {\n      nodes {\n        id\n        displayName\n        state\n        createdAt\n        lastActiveAt\n        isCurrent\n        viewerCanRevoke\n        ipAddress\n        provider {\n          name\n        }\n        location {\n          city\n          country\n        }\n        device {\n          id\n          type\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      providerReports {\n        provider {\n          id\n        }\n        status\n        complete\n        message\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').MySessionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query UserSessions($by: UserBy!, $filter: SessionFilter, $orderBy: SessionOrder) {\n  user(by: $by) {\n    id\n    accounts {\n      nativeId\n      displayName\n      provider {\n        id\n        kind\n      }\n    }\n    sessions(filter: $filter, orderBy: $orderBy, first: 50) {\n      totalCount\n      nodes {\n        id\n        displayName\n        state\n        details {\n          __typename\n          ... on ClerkSession {\n            clientId\n            lastActiveOrganizationId\n          }\n          ... on RocketChatSession {\n            username\n            host\n          }\n          ... on ZendeskSession {\n            authenticatedAt\n            lastSeenAt\n          }\n          ... on ClientSession {\n            userIdentifierKey\n            deviceCount\n          }\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').UserSessionsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
