/** What a principal may do beyond seeing and revoking their own sessions: the scopes of an API key or of a token. */
export const scopes = [
  'sessions:read:any',
  'sessions:revoke:any',
  'client-sessions:read',
  'client-sessions:write',
  'users:read:any',
] as const;
export type Scope = (typeof scopes)[number];
