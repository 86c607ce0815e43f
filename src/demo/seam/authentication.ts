/** Who asks Seam, by which of its credentials, and what each kind of credential may call. */
import type { IncomingHttpHeaders } from 'node:http';
import { SeamApiError } from './api-error.ts';
import type { SeamClientSession, SeamWorld } from './world.ts';

export type CredentialKind = 'apiKey' | 'personalAccessToken' | 'clientSession' | 'publishableKey';

export interface Principal {
  readonly kind: CredentialKind;
  readonly workspaceId: string;
  /** The session of a client session token; null for every other credential. */
  readonly clientSession: SeamClientSession | null;
}

const unauthorized = (type: string, message: string) => new SeamApiError(401, type, message);

/** Throws Seam's 401 where the credentials are missing, unknown, or of a kind that may not call this endpoint. */
export function authenticate(
  world: SeamWorld,
  headers: IncomingHttpHeaders,
  allowed: readonly CredentialKind[],
  now: number,
): Principal {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  const token =
    bearer ?? text(headers['client-session-token']) ?? text(headers['seam-client-session-token']) ?? null;
  const publishableKey = text(headers['seam-publishable-key']);
  if (token === null && publishableKey !== null) {
    return permit(byPublishableKey(world, publishableKey), allowed);
  }
  if (token === null) throw unauthorized('unauthorized', 'No Authorization header');
  if (token.startsWith('seam_pk')) {
    throw unauthorized('unauthorized', 'Publishable keys are sent as seam-publishable-key');
  }
  if (token.startsWith('seam_cst')) return permit(byClientSession(world, token, now), allowed);
  if (token.startsWith('seam_at')) {
    return permit(byPersonalAccessToken(world, token, text(headers['seam-workspace'])), allowed);
  }
  const apiKey = world.apiKeys.find((key) => key.token === token);
  if (apiKey === undefined) throw unauthorized('unauthorized', 'API Key not found');
  return permit({ kind: 'apiKey', workspaceId: apiKey.workspaceId, clientSession: null }, allowed);
}

const text = (header: string | string[] | undefined): string | null =>
  typeof header === 'string' && header !== '' ? header : null;

function permit(principal: Principal, allowed: readonly CredentialKind[]): Principal {
  if (allowed.includes(principal.kind)) return principal;
  throw principal.kind === 'clientSession'
    ? unauthorized(
        'client_session_token_used_for_api_key',
        'A client session token was used instead of an API key',
      )
    : unauthorized('unauthorized', 'These credentials may not call this endpoint');
}

function byPublishableKey(world: SeamWorld, key: string): Principal {
  const workspace = world.workspaces.find(({ publishableKey }) => publishableKey === key);
  if (workspace === undefined) throw unauthorized('unauthorized', 'Publishable key not found');
  return { kind: 'publishableKey', workspaceId: workspace.id, clientSession: null };
}

function byClientSession(world: SeamWorld, token: string, now: number): Principal {
  const session = world.clientSessions.find((candidate) => candidate.token === token);
  if (session === undefined) throw unauthorized('client_session_not_found', 'Client session not found');
  if (session.revokedAt !== null) throw unauthorized('client_session_revoked', 'Client session was revoked');
  if (session.expiresAt <= now) throw unauthorized('client_session_expired', 'Client session expired');
  return { kind: 'clientSession', workspaceId: session.workspaceId, clientSession: session };
}

function byPersonalAccessToken(world: SeamWorld, token: string, workspaceId: string | null): Principal {
  if (workspaceId === null) throw unauthorized('missing_workspace_id', 'Workspace ID is required');
  const known = world.personalAccessTokens.find((candidate) => candidate.token === token);
  if (known === undefined) throw unauthorized('access_token_not_found', 'Access token not found');
  if (!known.workspaceIds.includes(workspaceId)) {
    throw unauthorized('unauthorized', 'The access token does not belong to this workspace');
  }
  return { kind: 'personalAccessToken', workspaceId, clientSession: null };
}
