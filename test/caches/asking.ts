/** A server, and what a frontend asks it: the same things twice over, by other ways and with other fields. */
import { format } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { cast } from '../../src/demo/company/directory.ts';
import { startServer, type TestServer } from '../support/server.ts';

export const person = cast.ordinary;

/** A page of devices: everything that has no id is in it. */
export const devicesPage = `query caches_DevicesPage_Query($person: ID!) {
  providers { __typename id name capabilities { __typename tellsDevice } }
  user(by: { id: $person }) {
    __typename id email
    accounts { __typename nativeId username provider { __typename id name } }
    accountReports { __typename status provider { __typename id } }
    sessions(first: 50) {
      __typename
      edges { __typename cursor node {
        __typename id state displayName createdAt
        provider { __typename id }
        account { __typename username }
        device { __typename id name client { __typename name } os { __typename name } }
        location { __typename city }
        details { __typename ... on ClerkSession { clientId userId } ... on ZendeskSession { userId } ... on RocketChatSession { userId } ... on ClientSession { id createdAt } }
      } }
      pageInfo { __typename hasNextPage endCursor }
      providerReports { __typename status provider { __typename id kind } }
    }
    clientSessions(first: 5) { __typename nodes {
      __typename id state createdAt
      connectedDevices(first: 5) { __typename nodes { __typename nativeId displayName problems { __typename code } } }
      connectedAccounts { __typename nativeId displayName }
      connectWebviews { __typename nativeId status }
      userIdentity { __typename nativeId fullName }
    } }
  }
}`;

/** One of its sessions again, by its id, with other fields. */
export const onePage = `query caches_OnePage_Query($id: ID!) {
  node(id: $id) {
    __typename id
    ... on Session {
      displayName nativeId
      provider { __typename id capabilities { __typename tellsExpiry } }
      account { __typename email }
      device { __typename id type client { __typename version } os { __typename version } }
      location { __typename country }
      details { __typename ... on ClerkSession { tasks latestActivity { __typename id city } } }
      user { __typename id accounts { __typename nativeId email } }
    }
  }
}`;

export const signOut = `mutation caches_SignOut_Mutation($id: ID!) {
  revokeSession(input: { id: $id }) {
    __typename
    result { __typename id outcome session { __typename id state } }
    userErrors { __typename code message }
  }
}`;

let server: TestServer;

/** Starts a server for the tests of a file, and keeps what a client says on the console. */
export function useServer(): { readonly url: () => string; readonly complaints: () => readonly string[] } {
  let said: string[] = [];
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    said = [];
    for (const level of ['warn', 'error'] as const)
      vi.spyOn(console, level).mockImplementation((...given: unknown[]) => void said.push(format(...given)));
  });
  afterEach(() => vi.restoreAllMocks());
  return { url: () => server.url, complaints: () => said.map((text) => text.slice(0, 300)) };
}

/** A session that can be ended, and that has a device. */
export function sessionIn(page: unknown): string {
  const text = JSON.stringify(page);
  const edges = /"__typename":"SessionEdge".*?"id":"([\w-]+)","state":"ACTIVE"/.exec(text);
  expect(edges).not.toBeNull();
  return edges?.[1] ?? '';
}
