/** Seam's client sessions with everything that can be done to them. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type {
  ClientSessionInput,
  ClientSessionQuery,
  ClientSessionsApi,
  CreatedClientSession,
  GrantAccessInput,
} from '../client-sessions-api.ts';
import type { ClientSessionRecord } from '../records.ts';
import { isSeamId, type SeamApi, type SeamAnswer } from './api.ts';
import { orNull } from './failure.ts';
import { getClientSession, listClientSessions, type ListParameters } from './reader.ts';
import { clientSessionRecord, sessionRecord, type RecordContext } from './records.ts';
import {
  listConnectedDevices,
  lookUpConnectedAccounts,
  lookUpConnectWebviews,
  lookUpUserIdentities,
} from './resources.ts';
import { wireClientSession, wireCreatedClientSession } from './wire.ts';

export function createClientSessions(api: SeamApi, context: RecordContext): ClientSessionsApi {
  return {
    toSession: (record) => sessionRecord(record, context),
    async list(filter, call) {
      if (!canMatch(filter)) return { clientSessions: [], brokenRows: 0, observedAt: context.now() };
      const { records, brokenRows, observedAt } = await listClientSessions(
        api,
        listParameters(filter),
        context,
        call,
      );
      // Seam is known to ignore parameters silently; a filter that did nothing must not widen the answer.
      return {
        clientSessions: records.filter((record) => matches(record, filter)),
        brokenRows,
        observedAt,
      };
    },
    get: (clientSessionId, call) => getClientSession(api, clientSessionId, context, call),
    async getOrCreate(input, call) {
      const answer = await api.post('/client_sessions/get_or_create', inputParameters(input), call);
      return created(api, answer, context);
    },
    async create(input, call) {
      const parameters = {
        ...inputParameters(input),
        ...(input.customerKey === undefined ? {} : { customer_key: input.customerKey }),
      };
      return created(api, await api.post('/client_sessions/create', parameters, call), context);
    },
    grantAccess: (input, call) => grantAccess(api, input, context, call),
    async revoke(clientSessionId, call) {
      if (!(await change(api, '/client_sessions/revoke', clientSessionId, call))) return false;
      context.revocations.remember(clientSessionId, null);
      return true;
    },
    delete: (clientSessionId, call) => change(api, '/client_sessions/delete', clientSessionId, call),
    connectedDevices: (accountIds, call) => listConnectedDevices(api, accountIds, call),
    connectedAccounts: (ids, call) => lookUpConnectedAccounts(api, ids, call),
    connectWebviews: (ids, call) => lookUpConnectWebviews(api, ids, call),
    userIdentities: (ids, call) => lookUpUserIdentities(api, ids, call),
  };
}

/** Revokes or deletes; false where Seam has no such session. */
async function change(api: SeamApi, path: string, clientSessionId: string, call: Call): Promise<boolean> {
  if (!isSeamId(clientSessionId)) return false;
  return (await orNull(api.post(path, { client_session_id: clientSessionId }, call))) !== null;
}

/** False where a value of the filter is none that Seam could ever have given, and would answer with a 400. */
function canMatch(filter: ClientSessionQuery): boolean {
  const ids = [filter.clientSessionId, filter.connectWebviewId, filter.userIdentityId];
  return (
    filter.userIdentifierKey !== '' && ids.every((id) => id === undefined || id === null || isSeamId(id))
  );
}

function listParameters(filter: ClientSessionQuery): ListParameters {
  const { clientSessionId, connectWebviewId, userIdentifierKey, userIdentityId, withoutUserIdentifierKey } =
    filter;
  return {
    ...(clientSessionId === undefined ? {} : { client_session_id: clientSessionId }),
    ...(connectWebviewId === undefined ? {} : { connect_webview_id: connectWebviewId }),
    ...(userIdentifierKey === undefined ? {} : { user_identifier_key: userIdentifierKey }),
    ...(userIdentityId === undefined ? {} : { user_identity_id: userIdentityId }),
    ...(withoutUserIdentifierKey === undefined
      ? {}
      : { without_user_identifier_key: withoutUserIdentifierKey }),
  };
}

function matches(record: ClientSessionRecord, filter: ClientSessionQuery): boolean {
  const { clientSessionId, connectWebviewId, userIdentifierKey, userIdentityId, withoutUserIdentifierKey } =
    filter;
  return (
    (clientSessionId === undefined || record.nativeId === clientSessionId) &&
    (userIdentifierKey === undefined || record.userIdentifierKey === userIdentifierKey) &&
    (userIdentityId === undefined || record.userIdentityId === userIdentityId) &&
    (withoutUserIdentifierKey !== true || record.userIdentifierKey === null) &&
    (connectWebviewId === undefined ||
      (connectWebviewId === null
        ? record.connectWebviewIds.length === 0
        : record.connectWebviewIds.includes(connectWebviewId)))
  );
}

function requireOneIdentity(userIdentityIds: readonly string[] | undefined): void {
  if (userIdentityIds === undefined || userIdentityIds.length === 1) return;
  throw new ProviderFailure(
    'REJECTED',
    'userIdentityIds takes exactly one id, and is deprecated: give userIdentityId.',
  );
}

function inputParameters(input: ClientSessionInput): object {
  const { userIdentifierKey, userIdentityId, userIdentityIds, connectWebviewIds, connectedAccountIds } =
    input;
  requireOneIdentity(userIdentityIds);
  if (userIdentifierKey === '') {
    throw new ProviderFailure(
      'REJECTED',
      'userIdentifierKey must not be empty: leave it out, or name a user.',
    );
  }
  return {
    ...(userIdentifierKey === undefined ? {} : { user_identifier_key: userIdentifierKey }),
    ...(userIdentityId === undefined ? {} : { user_identity_id: userIdentityId }),
    ...(userIdentityIds === undefined ? {} : { user_identity_ids: userIdentityIds }),
    ...(connectWebviewIds === undefined ? {} : { connect_webview_ids: connectWebviewIds }),
    ...(connectedAccountIds === undefined ? {} : { connected_account_ids: connectedAccountIds }),
    ...(input.expiresAt === undefined ? {} : { expires_at: new Date(input.expiresAt).toISOString() }),
  };
}

/**
 * Seam does not say whether getting a session that has expired or was revoked revives it, so whoever gets its token is told.
 */
function created(api: SeamApi, answer: SeamAnswer, context: RecordContext): CreatedClientSession {
  const { token, ...row } = api.object(answer, 'client_session', wireCreatedClientSession);
  const clientSession = clientSessionRecord(row, answer.observedAt, context);
  const problems = {
    ACTIVE: null,
    EXPIRED: 'The session has expired, so its token does not work: ask again with a later expiresAt.',
    REVOKED: 'This server revoked the session, so its token may not work: delete the session and ask again.',
  };
  return { clientSession, token, problem: problems[clientSession.state] };
}

async function grantAccess(
  api: SeamApi,
  input: GrantAccessInput,
  context: RecordContext,
  call: Call,
): Promise<ClientSessionRecord> {
  const { clientSessionId, userIdentifierKey, userIdentityId, userIdentityIds } = input;
  const { connectedAccountIds = [], connectWebviewIds = [] } = input;
  // Both at once would be read by Seam as the session and a key to give to it.
  if ((clientSessionId === undefined) === (userIdentifierKey === undefined)) {
    throw new ProviderFailure(
      'REJECTED',
      'Name the session by clientSessionId or by userIdentifierKey, not both.',
    );
  }
  requireOneIdentity(userIdentityIds);
  const grants = {
    ...(connectedAccountIds.length === 0 ? {} : { connected_account_ids: connectedAccountIds }),
    ...(connectWebviewIds.length === 0 ? {} : { connect_webview_ids: connectWebviewIds }),
    ...(userIdentityId === undefined ? {} : { user_identity_id: userIdentityId }),
    ...(userIdentityIds === undefined ? {} : { user_identity_ids: userIdentityIds }),
  };
  if (Object.keys(grants).length === 0) {
    throw new ProviderFailure(
      'REJECTED',
      'Nothing is granted: give connectedAccountIds, connectWebviewIds or userIdentityId.',
    );
  }
  const selector =
    clientSessionId === undefined
      ? { user_identifier_key: userIdentifierKey }
      : { client_session_id: clientSessionId };
  await api.post('/client_sessions/grant_access', { ...selector, ...grants }, call);
  // The specification gives a session in the answer, the reference none: it is read again.
  const answer = await api.post('/client_sessions/get', selector, call);
  const row = api.object(answer, 'client_session', wireClientSession);
  return clientSessionRecord(row, answer.observedAt, context);
}
