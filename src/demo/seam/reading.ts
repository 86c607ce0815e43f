/** What the read-only endpoints have in common: who may call them, in which order rows come, and how they are searched. */
import type { Context } from './endpoint.ts';
import type { SeamMetadata } from './world.ts';

export const servers = ['apiKey', 'personalAccessToken'] as const;
export const reading = ['GET', 'POST'];
export const pageParameters = { limit: 'limit', page_cursor: 'textOrNull' } as const;

/** Oldest first, then by id. */
export function ownSorted<Row extends { id: string; workspaceId: string; createdAt: number }>(
  rows: readonly Row[],
  workspaceId: string,
): Row[] {
  return rows
    .filter((row) => row.workspaceId === workspaceId)
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

interface Reach {
  readonly connectedAccountIds: readonly string[];
  readonly connectWebviewIds: readonly string[];
}

/** What a user identifier key, or the asking client session, reaches; null for whoever reaches everything. */
export function reachOf({ world, principal }: Context, key: string | undefined): Reach | null {
  if (key === undefined) return principal.clientSession;
  const session = world.clientSessions.find(
    (row) => row.workspaceId === principal.workspaceId && row.userIdentifierKey === key,
  );
  return session ?? { connectedAccountIds: [], connectWebviewIds: [] };
}

/** A partial match of any of the texts, in any case of letters; without a search everything matches. */
export function isFound(search: string | undefined, texts: readonly (string | null)[]): boolean {
  const wanted = search?.toLowerCase();
  return wanted === undefined || texts.some((text) => text?.toLowerCase().includes(wanted) === true);
}

/** Whether all of the pairs are there. A pair of null asks that the key is not. */
export function hasMetadata(
  metadata: SeamMetadata,
  wanted: Readonly<Record<string, string | boolean | null>> | undefined,
): boolean {
  return Object.entries(wanted ?? {}).every(([key, value]) => (metadata[key] ?? null) === value);
}

export function textsOf(metadata: SeamMetadata): readonly string[] {
  return Object.entries(metadata).flatMap(([key, value]) => [key, String(value)]);
}
