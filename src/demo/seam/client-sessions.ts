/** The seven `/client_sessions` endpoints. */
import { randomUUID } from 'node:crypto';
import { invalidInput, notFound, SeamApiError } from './api-error.ts';
import { endpoint, type Endpoint } from './endpoint.ts';
import { renderClientSession } from './render.ts';
import type { SeamClientSession, SeamWorld } from './world.ts';

/** A client session lives for a year unless told otherwise. */
const defaultLifetimeMs = 365.25 * 86_400_000;
const servers = ['apiKey', 'personalAccessToken'] as const;

const resourceParameters = {
  connect_webview_ids: 'uuids',
  connected_account_ids: 'uuids',
  user_identity_id: 'uuid',
  user_identity_ids: 'oneUuid',
} as const;
const getOrCreateParameters = {
  ...resourceParameters,
  user_identifier_key: 'text',
  expires_at: 'datetime',
} as const;
const createParameters = {
  ...getOrCreateParameters,
  customer_key: 'text',
  customer_id: 'text',
} as const;

interface Resources {
  readonly connect_webview_ids: readonly string[] | undefined;
  readonly connected_account_ids: readonly string[] | undefined;
  readonly user_identity_id: string | undefined;
  readonly user_identity_ids: readonly string[] | undefined;
}

/** What a session may be granted must exist in its workspace. */
function checkResources(world: SeamWorld, workspaceId: string, given: Resources): void {
  const missing = (rows: readonly { id: string; workspaceId: string }[], ids: readonly string[] = []) =>
    ids.some((id) => !rows.some((row) => row.id === id && row.workspaceId === workspaceId));
  const identities = [...(given.user_identity_ids ?? []), given.user_identity_id ?? []].flat();
  if (missing(world.connectWebviews, given.connect_webview_ids)) throw notFound('connect_webview');
  if (missing(world.connectedAccounts, given.connected_account_ids)) throw notFound('connected_account');
  if (missing(world.userIdentities, identities)) throw notFound('user_identity');
}

const identityOf = (given: Resources): string | null =>
  given.user_identity_id ?? given.user_identity_ids?.[0] ?? null;

function insert(
  world: SeamWorld,
  workspaceId: string,
  given: Resources & {
    readonly user_identifier_key: string | undefined;
    readonly expires_at: string | undefined;
    readonly customer_key?: string | undefined;
    readonly customer_id?: string | undefined;
  },
  now: number,
): SeamClientSession {
  checkResources(world, workspaceId, given);
  const session: SeamClientSession = {
    id: randomUUID(),
    workspaceId,
    createdAt: now,
    token: `seam_cst1${randomUUID().slice(0, 8)}_${randomUUID().replaceAll('-', '')}`,
    userIdentifierKey: given.user_identifier_key ?? null,
    userIdentityId: identityOf(given),
    customerKey: given.customer_key ?? given.customer_id ?? null,
    connectWebviewIds: given.connect_webview_ids ?? [],
    connectedAccountIds: given.connected_account_ids ?? [],
    expiresAt: given.expires_at === undefined ? now + defaultLifetimeMs : Date.parse(given.expires_at),
    revokedAt: null,
  };
  world.clientSessions.push(session);
  return session;
}

/** A publishable key makes empty sessions for a named user, nothing else. */
function checkPublishableKey(
  kind: string,
  given: Resources & { readonly user_identifier_key: string | undefined },
): void {
  if (kind !== 'publishableKey') return;
  if (given.user_identifier_key === undefined) {
    throw new SeamApiError(
      400,
      'publishable_key_requires_user_identifier_key',
      'A user_identifier_key is required',
    );
  }
  if (given.connected_account_ids !== undefined || given.connect_webview_ids !== undefined) {
    throw new SeamApiError(
      403,
      'publishable_keys_must_create_empty_client_sessions',
      'Publishable keys can only create empty client sessions',
    );
  }
}

function findByKey(
  world: SeamWorld,
  workspaceId: string,
  key: string | undefined,
): SeamClientSession | undefined {
  if (key === undefined) return undefined;
  return world.clientSessions.find(
    (session) => session.workspaceId === workspaceId && session.userIdentifierKey === key,
  );
}

function requireById(world: SeamWorld, workspaceId: string, id: string | undefined): SeamClientSession {
  if (id === undefined) throw invalidInput({ client_session_id: 'Required' });
  const session = world.clientSessions.find((row) => row.workspaceId === workspaceId && row.id === id);
  if (session === undefined) throw notFound('client_session');
  return session;
}

const union = (before: readonly string[], more: readonly string[] = []): readonly string[] => [
  ...new Set([...before, ...more]),
];

export const clientSessionEndpoints: Readonly<Record<string, Endpoint>> = {
  /** One array without pages or order, with expired and revoked sessions in it. */
  '/client_sessions/list': endpoint(
    ['GET', 'POST'],
    servers,
    {
      client_session_id: 'text',
      user_identifier_key: 'text',
      connect_webview_id: 'uuidOrNull',
      user_identity_id: 'uuidOrNull',
      without_user_identifier_key: 'boolean',
    },
    ({ world, principal }, given) => {
      const rows = world.clientSessions.filter(
        (session) =>
          session.workspaceId === principal.workspaceId &&
          (given.client_session_id === undefined || session.id === given.client_session_id) &&
          (given.user_identifier_key === undefined ||
            session.userIdentifierKey === given.user_identifier_key) &&
          (given.connect_webview_id === undefined ||
            (given.connect_webview_id === null
              ? session.connectWebviewIds.length === 0
              : session.connectWebviewIds.includes(given.connect_webview_id))) &&
          (given.user_identity_id === undefined || session.userIdentityId === given.user_identity_id) &&
          (given.without_user_identifier_key !== true || session.userIdentifierKey === null),
      );
      const disordered = [
        ...rows.filter((_, index) => index % 2 === 1),
        ...rows.filter((_, index) => index % 2 === 0),
      ];
      return { client_sessions: disordered.map((session) => renderClientSession(world, session)) };
    },
  ),

  '/client_sessions/get': endpoint(
    ['GET', 'POST'],
    [...servers, 'clientSession'],
    { client_session_id: 'uuid', user_identifier_key: 'text' },
    ({ world, principal }, given) => {
      if (principal.clientSession !== null) {
        return { client_session: renderClientSession(world, principal.clientSession) };
      }
      const { client_session_id: id, user_identifier_key: key } = given;
      if (id === undefined && key === undefined) {
        throw invalidInput({}, ['Give client_session_id or user_identifier_key']);
      }
      const session = world.clientSessions.find(
        (row) =>
          row.workspaceId === principal.workspaceId &&
          (id === undefined || row.id === id) &&
          (key === undefined || row.userIdentifierKey === key),
      );
      if (session === undefined) throw notFound('client_session');
      return { client_session: renderClientSession(world, session) };
    },
  ),

  /** POST is strict; PUT gives an existing session of the key back unchanged. */
  '/client_sessions/create': endpoint(
    ['POST', 'PUT'],
    [...servers, 'publishableKey'],
    createParameters,
    ({ world, principal, method, now }, given) => {
      checkPublishableKey(principal.kind, given);
      const existing = findByKey(world, principal.workspaceId, given.user_identifier_key);
      if (existing !== undefined && method === 'POST') {
        throw new SeamApiError(
          400,
          'client_session_token_already_exists',
          'A client session with this user_identifier_key exists already',
        );
      }
      const session = existing ?? insert(world, principal.workspaceId, given, now);
      return { client_session: renderClientSession(world, session) };
    },
  ),

  /** Given lists and expiry replace what the session had; a revoked session is given back as it is, with its dead token. */
  '/client_sessions/get_or_create': endpoint(
    ['POST'],
    [...servers, 'publishableKey'],
    getOrCreateParameters,
    ({ world, principal, now }, given) => {
      checkPublishableKey(principal.kind, given);
      const session = findByKey(world, principal.workspaceId, given.user_identifier_key);
      if (session === undefined) {
        return {
          client_session: renderClientSession(world, insert(world, principal.workspaceId, given, now)),
        };
      }
      checkResources(world, principal.workspaceId, given);
      session.connectedAccountIds = given.connected_account_ids ?? session.connectedAccountIds;
      session.connectWebviewIds = given.connect_webview_ids ?? session.connectWebviewIds;
      session.userIdentityId = identityOf(given) ?? session.userIdentityId;
      if (given.expires_at !== undefined) session.expiresAt = Date.parse(given.expires_at);
      return { client_session: renderClientSession(world, session) };
    },
  ),

  /** Adds and never removes. It answers with the session, of which the SDK's own type says nothing (seamapi/types c846ec1). */
  '/client_sessions/grant_access': endpoint(
    ['PATCH', 'POST'],
    servers,
    { ...resourceParameters, client_session_id: 'uuid', user_identifier_key: 'text' },
    ({ world, principal }, given) => {
      const { client_session_id: id, user_identifier_key: key } = given;
      if (id === undefined && key === undefined) {
        throw invalidInput({}, ['Give client_session_id or user_identifier_key']);
      }
      const session =
        id === undefined
          ? findByKey(world, principal.workspaceId, key)
          : requireById(world, principal.workspaceId, id);
      if (session === undefined) throw notFound('client_session');
      checkResources(world, principal.workspaceId, given);
      session.connectedAccountIds = union(session.connectedAccountIds, given.connected_account_ids);
      session.connectWebviewIds = union(session.connectWebviewIds, given.connect_webview_ids);
      session.userIdentityId = identityOf(given) ?? session.userIdentityId;
      return { client_session: renderClientSession(world, session) };
    },
  ),

  '/client_sessions/revoke': endpoint(
    ['POST'],
    servers,
    { client_session_id: 'uuid' },
    ({ world, principal, now }, given) => {
      requireById(world, principal.workspaceId, given.client_session_id).revokedAt ??= now;
      return {};
    },
  ),

  '/client_sessions/delete': endpoint(
    ['DELETE', 'POST'],
    servers,
    { client_session_id: 'uuid' },
    ({ world, principal }, given) => {
      const session = requireById(world, principal.workspaceId, given.client_session_id);
      world.clientSessions = world.clientSessions.filter((row) => row !== session);
      return {};
    },
  ),
};
