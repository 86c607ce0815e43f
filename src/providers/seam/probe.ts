/** What `sessiongraph check` says of a Seam provider. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { ProbeLine } from '../provider.ts';
import type { SeamApi } from './api.ts';
import type { SeamConfig } from './config.ts';
import { pagedList } from './paging.ts';
import type { RecordContext } from './records.ts';
import { userIdentityRecord } from './resource-records.ts';
import { listClientSessions } from './sessions.ts';
import { wireWorkspace } from './wire.ts';

/** The workspace, then reading client sessions, then, where it links by e-mail, user identities. Never rejects. */
export async function probeSeam(
  api: SeamApi,
  config: SeamConfig,
  context: RecordContext,
  call: Call,
): Promise<readonly ProbeLine[]> {
  const workspace = await line(() => probeWorkspace(api, config, call));
  // Credentials that are refused would be refused again.
  if (!workspace.ok) return [workspace];
  const sessions = await line(() => probeClientSessions(api, context, call));
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

async function probeClientSessions(api: SeamApi, context: RecordContext, call: Call): Promise<ProbeLine> {
  const { records, brokenRows } = await listClientSessions(api, {}, context, call);
  return brokenRows === 0
    ? { ok: true, message: `${records.length} client sessions can be read.` }
    : {
        ok: false,
        message: `${brokenRows} of ${records.length + brokenRows} client sessions are not in the form this version reads: update sessiongraph.`,
      };
}

async function probeUserIdentities(api: SeamApi, call: Call): Promise<ProbeLine> {
  const identities = pagedList('user_identities', userIdentityRecord);
  const { brokenRows } = await api.list(identities, { limit: 1 }, call);
  return brokenRows === 0
    ? { ok: true, message: 'User identities can be read, so accounts are found by e-mail address.' }
    : { ok: false, message: 'User identities are not in the form this version reads: update sessiongraph.' };
}
