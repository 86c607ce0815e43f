/** Seam's client sessions with everything that can be done to them. */
import type { Call } from '../../upstream/call.ts';
import { plainFailure } from '../../upstream/failure.ts';
import type {
  ClientSessionInput,
  ClientSessionQuery,
  ClientSessionsApi,
  CreatedClientSession,
  GrantAccessInput,
} from '../client-sessions-api.ts';
import { SecretToken } from '../client-sessions-api.ts';
import type { ClientSessionRecord } from '../records.ts';
import { readKey } from '../text.ts';
import type { SeamAnswer, SeamApi } from './api.ts';
import { sessionRecord, type RecordContext } from './records.ts';
import {
  listConnectedDevices,
  lookUpConnectedAccounts,
  lookUpConnectWebviews,
  lookUpUserIdentities,
} from './resources.ts';
import { deleteClientSession, revokeClientSession } from './revoke.ts';
import { getClientSession, listClientSessions, readClientSession, type ListParameters } from './sessions.ts';

type CreateInput = ClientSessionInput & { readonly customerKey?: string };

export function createClientSessions(api: SeamApi, context: RecordContext): ClientSessionsApi {
  return {
    toSession: (record) => sessionRecord(record, context.linkBy),
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
      // Without a key to find it by, Seam would make another; lists and expiry are set, not added to.
      const effect = input.userIdentifierKey === undefined ? 'once' : 'repeatable';
      const answer = await api.change('/client_sessions/get_or_create', inputParameters(input), effect, call);
      return created(api, answer, input, context);
    },
    async create(input, call) {
      const answer = await api.change('/client_sessions/create', inputParameters(input), 'once', call);
      return created(api, answer, input, context);
    },
    grantAccess: (input, call) => grantAccess(api, input, context, call),
    revoke: (clientSessionId, call) => revokeClientSession(api, clientSessionId, context, call),
    delete: (clientSessionId, call) => deleteClientSession(api, clientSessionId, call),
    connectedDevices: (accountIds, call) => listConnectedDevices(api, accountIds, call),
    connectedAccounts: (ids, call) => lookUpConnectedAccounts(api, ids, call),
    connectWebviews: (ids, call) => lookUpConnectWebviews(api, ids, call),
    userIdentities: (ids, call) => lookUpUserIdentities(api, ids, call),
  };
}

/** False where a value of the filter is one that nothing can have. */
function canMatch({
  clientSessionId,
  connectWebviewId,
  userIdentityId,
  userIdentifierKey,
}: ClientSessionQuery): boolean {
  return [clientSessionId, connectWebviewId, userIdentityId, userIdentifierKey].every(
    (key) => key === undefined || key === null || readKey(key) !== null,
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
  throw plainFailure(
    'REJECTED',
    'userIdentityIds takes exactly one id, and is deprecated: give userIdentityId.',
  );
}

function inputParameters(input: CreateInput): object {
  const { userIdentifierKey, userIdentityId, userIdentityIds, connectWebviewIds, connectedAccountIds } =
    input;
  requireOneIdentity(userIdentityIds);
  if (userIdentifierKey === '') {
    throw plainFailure('REJECTED', 'userIdentifierKey must not be empty: leave it out, or name a user.');
  }
  return {
    ...(userIdentifierKey === undefined ? {} : { user_identifier_key: userIdentifierKey }),
    ...(userIdentityId === undefined ? {} : { user_identity_id: userIdentityId }),
    ...(userIdentityIds === undefined ? {} : { user_identity_ids: userIdentityIds }),
    ...(connectWebviewIds === undefined ? {} : { connect_webview_ids: connectWebviewIds }),
    ...(connectedAccountIds === undefined ? {} : { connected_account_ids: connectedAccountIds }),
    ...(input.customerKey === undefined ? {} : { customer_key: input.customerKey }),
    ...(input.expiresAt === undefined ? {} : { expires_at: new Date(input.expiresAt).toISOString() }),
  };
}

/**
 * Seam does not say whether getting a session that has expired or was revoked revives it, nor promises that an existing one takes all that is
 * given; so whoever gets its token is told what the answer shows.
 */
function created(
  api: SeamApi,
  answer: SeamAnswer,
  input: CreateInput,
  context: RecordContext,
): CreatedClientSession {
  const clientSession = readClientSession(api, answer, context);
  const token = readKey(api.object(answer, 'client_session')['token']);
  if (token === null) {
    throw plainFailure('MALFORMED', `${api.name} made a client session without telling its token.`);
  }
  return {
    clientSession,
    token: new SecretToken(token),
    problem: problems[clientSession.state],
    ignored: ignoredOf(input, clientSession),
  };
}

const problems: Readonly<Record<ClientSessionRecord['state'], string | null>> = {
  ACTIVE: null,
  EXPIRED: 'The session has expired, so its token does not work: ask again with a later expiresAt.',
  REVOKED: 'The session was revoked, so its token may not work: delete the session and ask again.',
  UNKNOWN: 'Seam does not say in a readable form how long the session lives, so its token may not work.',
};

/** The names of inputs that the session does not show. */
function ignoredOf(input: CreateInput, record: ClientSessionRecord): readonly (keyof CreateInput)[] {
  const { userIdentityIds, connectWebviewIds, connectedAccountIds } = input;
  const identityId = input.userIdentityId ?? userIdentityIds?.[0];
  const isTaken: readonly (readonly [keyof CreateInput, boolean])[] = [
    ['userIdentifierKey', isSame(input.userIdentifierKey, record.userIdentifierKey)],
    [
      input.userIdentityId === undefined ? 'userIdentityIds' : 'userIdentityId',
      isSame(identityId, record.userIdentityId),
    ],
    ['connectWebviewIds', hasAll(connectWebviewIds, record.connectWebviewIds)],
    ['connectedAccountIds', hasAll(connectedAccountIds, record.connectedAccountIds)],
    ['customerKey', isSame(input.customerKey, record.customerKey)],
    ['expiresAt', isSameSecond(input.expiresAt, record.expiresAt)],
  ];
  return isTaken.filter(([, taken]) => !taken).map(([name]) => name);
}

const isSame = (given: string | undefined, shown: string | null): boolean =>
  given === undefined || given === shown;

/** Given lists replace what the session had. */
const hasAll = (given: readonly string[] | undefined, shown: readonly string[]): boolean =>
  given === undefined || new Set(given).symmetricDifference(new Set(shown)).size === 0;

/** Seam may keep whole seconds. */
const isSameSecond = (given: number | undefined, shown: number | null): boolean =>
  given === undefined || (shown !== null && Math.abs(given - shown) < 1000);

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
    throw plainFailure('REJECTED', 'Name the session by clientSessionId or by userIdentifierKey, not both.');
  }
  requireOneIdentity(userIdentityIds);
  const grants = {
    ...(connectedAccountIds.length === 0 ? {} : { connected_account_ids: connectedAccountIds }),
    ...(connectWebviewIds.length === 0 ? {} : { connect_webview_ids: connectWebviewIds }),
    ...(userIdentityId === undefined ? {} : { user_identity_id: userIdentityId }),
    ...(userIdentityIds === undefined ? {} : { user_identity_ids: userIdentityIds }),
  };
  if (Object.keys(grants).length === 0) {
    throw plainFailure(
      'REJECTED',
      'Nothing is granted: give connectedAccountIds, connectWebviewIds or userIdentityId.',
    );
  }
  const selector =
    clientSessionId === undefined
      ? { user_identifier_key: userIdentifierKey }
      : { client_session_id: clientSessionId };
  // Seam does not document what granting the same twice does.
  await api.change('/client_sessions/grant_access', { ...selector, ...grants }, 'once', call);
  // The specification gives a session in the answer, the reference none: it is read again.
  const answer = await api.post('/client_sessions/get', selector, call);
  const clientSession = readClientSession(api, answer, context);
  if (shows(clientSession, input)) return clientSession;
  throw plainFailure(
    'MALFORMED',
    `${api.name} accepted the grant, but the session does not show all of it: look, and ask again.`,
  );
}

/** Whether the session reaches all that was granted, besides what it reached before. */
function shows(record: ClientSessionRecord, granted: GrantAccessInput): boolean {
  const { connectWebviewIds = [], connectedAccountIds = [], userIdentityIds } = granted;
  return (
    connectWebviewIds.every((id) => record.connectWebviewIds.includes(id)) &&
    connectedAccountIds.every((id) => record.connectedAccountIds.includes(id)) &&
    isSame(granted.userIdentityId ?? userIdentityIds?.[0], record.userIdentityId)
  );
}
