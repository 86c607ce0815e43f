import type { Scope as ScopeValue } from '../sessions/scope.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';

export const Scope = describedEnum<ScopeValue>(
  'Scope',
  'What you may do beyond reading and revoking your own sessions. API keys and tokens carry scopes.',
  {
    'sessions:read:any':
      "Read anybody's sessions and devices, and with them whatever `users:read:any` and `client-sessions:read` let read (`sessions:read:any`).",
    'sessions:revoke:any':
      "Revoke anybody's sessions; takes `sessions:read:any` as well, since one revokes what one sees (`sessions:revoke:any`).",
    'client-sessions:read': 'Read all Seam client sessions and what they control (`client-sessions:read`).',
    'client-sessions:write':
      'Create, change, revoke and delete Seam client sessions, and read those one can name (`client-sessions:write`).',
    'users:read:any': 'Look up any user and their accounts (`users:read:any`).',
  },
);

builder.queryField('permissions', (t) =>
  t.field({
    type: [Scope],
    nullable: false,
    description: 'What you may do beyond your own sessions; empty for an ordinary signed-in person.',
    resolve: (_root, _args, context) => context.permissions,
  }),
);
