/** What the credentials may do, for `sessiongraph check`. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { ProbeLine } from '../provider.ts';
import type { Me, RocketChatApi } from './api.ts';
import type { RocketChatConfig } from './config.ts';

type Probed = Pick<RocketChatConfig, 'access' | 'userId' | 'linkBy'>;

/** Never rejects: what goes wrong is a line. */
export async function probe(api: RocketChatApi, config: Probed, call: Call): Promise<readonly ProbeLine[]> {
  let me: Me;
  try {
    me = await api.me(call);
  } catch (error) {
    return [failed('Who the credentials are', error)];
  }
  if (me.account.nativeId !== config.userId) {
    return [
      {
        ok: false,
        message: 'The credentials are not those of userId: set the userId that the token belongs to.',
      },
    ];
  }
  const [permissions, sessions] = await Promise.all([
    config.access === 'admin' ? probePermissions(api, config, me, call) : [],
    probeSessions(api, call),
  ]);
  return [
    {
      ok: true,
      message: `Signed in as ${me.account.username ?? me.account.nativeId}, with access to ${config.access === 'admin' ? 'everybody' : 'this account only'}.`,
    },
    ...permissions,
    ...sessions,
  ];
}

const permissionsFor: readonly {
  permission: string;
  purpose: string;
  needed: (config: Probed) => boolean;
}[] = [
  { permission: 'view-device-management', purpose: 'reading sessions', needed: () => true },
  { permission: 'logout-device-management', purpose: 'ending sessions', needed: () => true },
  {
    permission: 'view-full-other-user-info',
    purpose: 'linking by e-mail',
    needed: ({ linkBy }) => linkBy === 'email',
  },
];

async function probePermissions(
  api: RocketChatApi,
  config: Probed,
  me: Me,
  call: Call,
): Promise<readonly ProbeLine[]> {
  const { roles: own } = me;
  if (own === null)
    return [{ ok: false, message: 'Permissions: Rocket.Chat did not say which roles the user has.' }];
  try {
    const rolesByPermission = await api.permissions(call);
    return permissionsFor
      .filter(({ needed }) => needed(config))
      .map(({ permission, purpose }) => {
        const roles = rolesByPermission.get(permission) ?? [];
        return roles.some((role) => own.includes(role))
          ? { ok: true, message: `Permission ${permission}, for ${purpose}.` }
          : {
              ok: false,
              message: `No permission ${permission}, for ${purpose}: give the user a role that has it.`,
            };
      });
  } catch (error) {
    return [failed('Permissions', error)];
  }
}

async function probeSessions(api: RocketChatApi, call: Call): Promise<readonly ProbeLine[]> {
  try {
    const { callsPerMinute } = await api.sessions({ offset: 0, count: 1 }, call);
    const lines = [{ ok: true, message: 'Device management answers.' }];
    if (callsPerMinute === null) return lines;
    return [
      ...lines,
      {
        ok: true,
        message: `Rocket.Chat limits these credentials to ${callsPerMinute} calls a minute to each route: give the user a role with the permission api-bypass-rate-limit, or expect RATE_LIMITED.`,
      },
    ];
  } catch (error) {
    return [failed('Device management', error)];
  }
}

function failed(what: string, error: unknown): ProbeLine {
  const reason = error instanceof ProviderFailure ? error.message : 'the question was not finished.';
  return { ok: false, message: `${what}: ${reason}` };
}
