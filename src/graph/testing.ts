/** For the tests of this folder: a query against the schema over a few stubbed answers. */
import { graphql, type ExecutionResult } from 'graphql';
import type { Provider } from '../providers/provider.ts';
import type { ProviderId, SessionRecord } from '../providers/records.ts';
import type { Access } from '../sessions/access.ts';
import type { RequestSessions } from '../sessions/request-sessions.ts';
import type { ClientSession, Session } from '../sessions/session.ts';
import { schema } from './schema.ts';

/** What is not stubbed fails when it is asked for. */
export async function ask(
  source: string,
  stubs: Partial<RequestSessions>,
  variableValues: Record<string, unknown> = {},
): Promise<ExecutionResult> {
  const contextValue = {
    access: seesAll,
    sessions: { access: seesAll, ...stubs } as RequestSessions,
    permissions: [],
    isGateway: false,
    signal: new AbortController().signal,
  };
  const result = await graphql({ schema, source, contextValue, variableValues });
  // graphql-js makes objects without a prototype, which no literal equals.
  return result.data ? { ...result, data: structuredClone(result.data) } : result;
}

const seesAll: Access = {
  reachesSession: async () => true,
  reachesClientSession: async () => true,
  seesUser: () => true,
  seesAccount: () => true,
  seesSession: () => true,
  seesClientSession: () => true,
  listsClientSessions: true,
  listsSessions: true,
  endsAny: true,
  mayEnd: () => true,
};

export const providerId = 'support' as ProviderId;
export const provider = { id: providerId, kind: 'zendesk', name: 'Zendesk (support)' } as Provider;

export const sessionRecord: SessionRecord = {
  providerId,
  nativeId: '77',
  accountId: '5',
  state: 'ACTIVE',
  nativeState: null,
  createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  lastActiveAt: null,
  lastActivePrecision: null,
  expiresAt: null,
  endedAt: null,
  isOwnCredentials: null,
  deviceId: null,
  device: null,
  ipAddress: null,
  location: null,
  actor: null,
  details: { kind: 'zendesk', userId: '5', authenticatedAt: null, lastSeenAt: null, url: null },
  observedAt: Date.UTC(2026, 0, 3),
};

export function sessionOf(id: string, record: Partial<SessionRecord> = {}): Session {
  return { id, provider, record: { ...sessionRecord, ...record }, user: null };
}

export function clientSessionOf(id: string): ClientSession {
  return {
    id,
    provider,
    record: {
      kind: 'seam',
      providerId,
      nativeId: 'cs1',
      workspaceId: 'w1',
      userIdentifierKey: 'jane_doe',
      userIdentityId: null,
      userIdentityIds: [],
      customerKey: null,
      connectWebviewIds: [],
      connectedAccountIds: [],
      deviceCount: 3,
      createdAt: Date.UTC(2026, 0, 2),
      expiresAt: null,
      state: 'ACTIVE',
      observedAt: Date.UTC(2026, 0, 3),
    },
  };
}
