/** What `sessiongraph check` says of a Seam provider. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { ProbeLine } from '../provider.ts';
import type { SeamApi } from './api.ts';
import type { SeamConfig } from './config.ts';
import { wireClientSession, wireUserIdentity, wireWorkspace } from './wire.ts';

/** The workspace, then reading client sessions, then, where it links by e-mail, user identities. Never rejects. */
export async function probeSeam(api: SeamApi, config: SeamConfig, call: Call): Promise<readonly ProbeLine[]> {
  const workspace = await line(() => probeWorkspace(api, config, call));
  // Credentials that are refused would be refused again.
  if (!workspace.ok) return [workspace];
  const sessions = await line(() => probeClientSessions(api, call));
  if (config.linkBy !== 'email') return [workspace, sessions];
  return [workspace, sessions, await line(() => probeUserIdentities(api, call))];
}

async function line(probe: () => Promise<ProbeLine>): Promise<ProbeLine> {
  try {
    return await probe();
  } catch (error) {
    const message =
      error instanceof ProviderFailure ? error.message : 'The check was stopped before Seam had answered.';
    return { ok: false, message };
  }
}

async function probeWorkspace(api: SeamApi, config: SeamConfig, call: Call): Promise<ProbeLine> {
  const { body } = await api.post('/workspaces/get', {}, call);
  const parsed = wireWorkspace.safeParse(body);
  if (!parsed.success) {
    return { ok: false, message: `${api.name} answered without a workspace: check that baseUrl is Seam's.` };
  }
  const { workspace_id: id, is_sandbox: sandbox } = parsed.data.workspace;
  if (config.workspaceId !== undefined && id !== config.workspaceId) {
    return { ok: false, message: `${api.name} answered for another workspace: check workspaceId.` };
  }
  const which = sandbox === true ? 'the sandbox workspace' : 'the workspace';
  return {
    ok: true,
    message:
      config.apiKey === undefined
        ? `The personal access token works for ${which} it was given for.`
        : `The API key works for ${which} it belongs to.`,
  };
}

async function probeClientSessions(api: SeamApi, call: Call): Promise<ProbeLine> {
  const { rows, brokenRows } = api.rows(
    await api.post('/client_sessions/list', {}, call),
    'client_sessions',
    wireClientSession,
  );
  return brokenRows === 0
    ? { ok: true, message: `${rows.length} client sessions can be read.` }
    : {
        ok: false,
        message: `${brokenRows} of ${rows.length + brokenRows} client sessions are not in the form this version reads: update sessiongraph.`,
      };
}

async function probeUserIdentities(api: SeamApi, call: Call): Promise<ProbeLine> {
  api.rows(await api.post('/user_identities/list', { limit: 1 }, call), 'user_identities', wireUserIdentity);
  return { ok: true, message: 'User identities can be read, so accounts are found by e-mail address.' };
}
