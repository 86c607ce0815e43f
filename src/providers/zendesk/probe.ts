/** What `sessiongraph check` says of a Zendesk provider. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { ProbeLine } from '../provider.ts';
import { parse, type Me, type ZendeskApi } from './api.ts';
import type { ZendeskConfig } from './config.ts';
import type { Credentials } from './credentials.ts';
import { refusesCursorPaging } from './errors.ts';
import { notAdmin } from './identity.ts';
import { allSessions } from './sessions.ts';
import { wireSessionList } from './wire.ts';

/** "On April 30, 2027, all API tokens stop working" (documentation/api-basics/authentication/oauth-migration). */
const apiTokensEndAt = Date.parse('2027-05-01T00:00:00Z');

interface Probed {
  readonly config: ZendeskConfig;
  readonly api: ZendeskApi;
  readonly credentials: Credentials;
  readonly now: () => number;
}

/** A line for each thing that was tried; what depends on a thing that failed is not tried. */
export async function probeZendesk(probed: Probed, call: Call): Promise<readonly ProbeLine[]> {
  const { api, config } = probed;
  const lines: ProbeLine[] = [];
  try {
    const me = await api.me(call);
    lines.push(whoLine(probed, me), ...scopeLines(probed));
    lines.push(await sessionsLine(api, call));
  } catch (error) {
    const message =
      error instanceof ProviderFailure ? error.message : `${api.name} was not asked to the end: ask again.`;
    lines.push({ ok: false, message });
  }
  return [...lines, ...expiryLines(config, probed.now())];
}

function whoLine({ config, api }: Probed, { user }: Me): ProbeLine {
  if (config.access === 'admin' && user.role !== 'admin') {
    return { ok: false, message: notAdmin(api.name, user.role).message };
  }
  const who = user.email ?? user.name ?? `user ${user.id}`;
  return { ok: true, message: `Signed in as ${who}, role "${user.role ?? 'unknown'}".` };
}

/** Only a token that was fetched here tells its scopes. */
function scopeLines({ credentials }: Probed): readonly ProbeLine[] {
  const scopes = credentials.grantedScope()?.split(/\s+/);
  if (scopes === undefined || scopes.includes('write')) return [];
  return [
    {
      ok: false,
      message:
        'The token may not write, so sessions cannot be ended: allow the scope "write" for the OAuth client.',
    },
  ];
}

async function sessionsLine(api: ZendeskApi, call: Call): Promise<ProbeLine> {
  const response = await api.send('GET', `${allSessions.path}?page%5Bsize%5D=1`, call);
  if (refusesCursorPaging(response)) {
    return {
      ok: true,
      message: 'Reads sessions, by offsets only: of more than 10,000 sessions the rest is not shown.',
    };
  }
  parse(response, wireSessionList, api.name);
  return { ok: true, message: 'Reads sessions.' };
}

function expiryLines({ apiToken, bearerToken }: ZendeskConfig, now: number): readonly ProbeLine[] {
  if (apiToken !== undefined) {
    const ended = now >= apiTokensEndAt;
    return [
      {
        ok: !ended,
        message: `${ended ? 'API tokens stopped' : 'The API token stops'} working on 2027-04-30, when Zendesk ${ended ? 'ended' : 'ends'} all of them, and one that is unused for 30 days is switched off: use oauth instead.`,
      },
    ];
  }
  if (bearerToken !== undefined) {
    return [
      {
        ok: true,
        message:
          'The bearerToken is not renewed here and works until it expires or is revoked: oauth renews itself.',
      },
    ];
  }
  return [];
}
