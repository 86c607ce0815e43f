import type { SessionRowFragment } from '../graphql/generated/graphql.ts';

/** A sign-in at Zendesk, which tells little, unless told otherwise. */
export function signIn(id: string, more: Partial<SessionRowFragment> = {}): SessionRowFragment {
  return {
    id,
    state: 'ACTIVE',
    createdAt: null,
    lastActiveAt: null,
    lastActivePrecision: null,
    expiresAt: null,
    endedAt: null,
    isCurrent: null,
    viewerCanRevoke: true,
    ipAddress: null,
    provider: { id: 'support', kind: 'ZENDESK', name: 'Zendesk', capabilities: { endsSessions: true } },
    location: null,
    device: null,
    actor: null,
    ...more,
  };
}

export function device(id: string, name = 'Chrome'): NonNullable<SessionRowFragment['device']> {
  const client = { name, version: '154', fullVersion: '154.0.0.0' };
  return { id, type: 'DESKTOP', model: 'Macintosh', client, os: null };
}
