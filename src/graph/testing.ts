/** For the tests of this folder: a query against the schema over providers in memory. */
import { graphql, type ExecutionResult } from 'graphql';
import { principalWith, askThe } from '../../test/support/asking.ts';
import {
  memoryProvider,
  sessionRecord as recordOf,
  type MemoryProvider,
} from '../../test/support/memory-provider.ts';
import {
  SecretToken,
  type ClientSessionInput,
  type ClientSessionQuery,
} from '../providers/client-sessions-api.ts';
import type { Provider } from '../providers/provider.ts';
import type { ZendeskDetails } from '../providers/zendesk/details.ts';
import type { ClientSessionRecord, ProviderId, SessionRecord } from '../providers/records.ts';
import { scopes } from '../sessions/scope.ts';
import type { ClientSession, Session } from '../sessions/session.ts';
import { schema } from './schema.ts';

/** Somebody who may do everything asks. */
export async function ask(
  source: string,
  providers: readonly Provider[] = [],
  variableValues: Record<string, unknown> = {},
): Promise<ExecutionResult> {
  const contextValue = askThe(providers).contextOf(principalWith({}, ...scopes));
  const result = await graphql({ schema, source, contextValue, variableValues });
  // graphql-js makes objects without a prototype, which no literal equals.
  return result.data ? { ...result, data: structuredClone(result.data) } : result;
}

export const provider = memoryProvider('support', { linkBy: 'nativeId' });
export const providerId = provider.id;

const zendeskDetails: ZendeskDetails = {
  kind: 'zendesk',
  userId: '5',
  authenticatedAt: null,
  lastSeenAt: null,
  url: null,
};

export const sessionRecord: SessionRecord = recordOf('support', '77', {
  accountId: '5',
  createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  details: zendeskDetails,
  observedAt: Date.UTC(2026, 0, 3),
});

export function sessionOf(id: string, record: Partial<SessionRecord> = {}): Session {
  return { id, provider, record: { ...sessionRecord, ...record }, user: null };
}

/** A provider with these sessions. */
export function keeping(...sessions: readonly SessionRecord[]): MemoryProvider {
  return Object.assign(memoryProvider('support', { linkBy: 'nativeId' }), { sessions });
}

const clientSessionRecord: ClientSessionRecord = {
  kind: 'seam',
  providerId: 'locks' as ProviderId,
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
  revokedAt: null,
  state: 'ACTIVE',
  observedAt: Date.UTC(2026, 0, 3),
};

export function clientSessionOf(id: string): ClientSession {
  return { id, provider, record: clientSessionRecord };
}

export interface SeamInMemory extends Provider {
  /** What was asked of its client sessions. */
  readonly asked: (ClientSessionQuery | ClientSessionInput)[];
}

/** A Seam provider with one client session. */
export function seamInMemory(): SeamInMemory {
  const asked: SeamInMemory['asked'] = [];
  const memory = memoryProvider('locks', { kind: 'seam', linkBy: 'userIdentifierKey' });
  const toSession = (details: ClientSessionRecord) =>
    recordOf('locks', details.nativeId, { accountId: details.userIdentifierKey, details });
  memory.sessions = [toSession(clientSessionRecord)];
  const none = () => Promise.reject(new Error('this is not asked here'));
  return Object.assign(memory, {
    asked,
    clientSessions: {
      toSession,
      async list(query: ClientSessionQuery) {
        asked.push(query);
        return { clientSessions: [clientSessionRecord], brokenRows: 0, observedAt: 1 };
      },
      get: none,
      async getOrCreate(input: ClientSessionInput) {
        asked.push(input);
        return {
          clientSession: clientSessionRecord,
          token: new SecretToken('seam_cst1'),
          problem: null,
          ignored: [],
        };
      },
      create: none,
      grantAccess: none,
      revoke: none,
      delete: none,
      connectedDevices: none,
      connectedAccounts: none,
      connectWebviews: none,
      userIdentities: none,
    },
  });
}
