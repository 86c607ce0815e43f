/** Seam's `/workspaces/get`. */
import { notFound } from './api-error.ts';
import { endpoint, type Endpoint } from './endpoint.ts';
import { reading, servers } from './reading.ts';
import { renderWorkspace } from './render.ts';

export const workspaceEndpoints: Readonly<Record<string, Endpoint>> = {
  '/workspaces/get': endpoint(reading, servers, {}, ({ world, principal }) => {
    const workspace = world.workspaces.find((row) => row.id === principal.workspaceId);
    if (workspace === undefined) throw notFound('workspace');
    return { workspace: renderWorkspace(workspace) };
  }),
};
