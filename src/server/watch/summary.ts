/** What a server that has just started says of itself, so that a wrong setting is seen before the first request. No secret is part of it. */
import { isatty } from 'node:tty';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Config } from '../../config/config.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Log } from './log.ts';

export interface Started {
  /** As it is served: without `auth` where that is not applied. */
  readonly config: Config;
  /** Where the configuration came from: a file, or other words for the operator. */
  readonly source: string;
  readonly providers: readonly Provider[];
  /** Of the GraphQL endpoint. */
  readonly url: string;
  /** Where `/metrics` is; null where it is not served. */
  readonly metricsUrl: string | null;
  readonly hasGraphiql: boolean;
  /** Where the page for people is, such as `/devices`; null where there is none. */
  readonly pagePath: string | null;
  /** 0 for any free one. */
  readonly wantedPort: number;
}

/** Says it once: as a block for people where standard error is a terminal, else as one line of the log. */
export function tellStart(started: Started, log: Log): void {
  const summary = summaryOf(started);
  if (isatty(2)) process.stderr.write(blockOf(summary));
  else log.info(summary, 'started');
}

/** Everything as short texts, by what it is about. */
export type Summary = Readonly<Record<string, string | readonly string[]>>;

export function summaryOf({ config, source, providers, url, ...rest }: Started): Summary {
  const { auth, limits, audit, shutdown, log } = config;
  const { rates } = limits;
  return {
    version: `${packageJson.version} on Node ${process.versions.node}`,
    ...portLine(rest.wantedPort, url),
    configuration: source,
    providers: providers.map(providerLine),
    auth:
      auth === undefined
        ? ['nobody has to sign in: whoever reaches this address may do everything']
        : [
            ...auth.apiKeys.map(
              ({ name, scopes }) => `key ${name}: ${scopes.join(', ') || 'may do nothing'}`,
            ),
            ...auth.jwt.map(({ issuer }) => `tokens of ${issuer}`),
          ],
    limits: [
      `an operation costs at most ${limits.cost} and takes at most ${limits.timeoutMs} ms`,
      auth === undefined || !rates.enabled
        ? 'requests are not counted'
        : `${rates.asker.requests} requests in ${rates.windowSeconds} s for each key or person, ${rates.address.requests} for each address`,
    ],
    store: storeLine(config.store),
    audit: `${audit.file ?? 'standard output'}; a change that cannot be recorded ${audit.onFailure === 'refuse' ? 'is refused' : 'goes on'}`,
    accessLog:
      log.access === 'all' || log.access === 'off'
        ? log.access
        : `${Number((log.access * 100).toPrecision(3))} % of requests`,
    metrics: rest.metricsUrl ?? 'off',
    page: rest.pagePath === null ? 'off' : new URL(rest.pagePath, url).href,
    graphiql: rest.hasGraphiql ? url : 'off',
    shutdown: `after SIGTERM /ready says 503 for ${shutdown.noticeMs} ms, then requests have ${shutdown.graceMs} ms to finish`,
  };
}

/** Only where it is another than the wanted one. */
function portLine(wanted: number, url: string): Summary {
  const { port } = new URL(url);
  return wanted === 0 || String(wanted) === port ? {} : { port: `${wanted} is taken, so this is ${port}` };
}

function storeLine(store: Config['store']): string {
  if (store?.postgres !== undefined) {
    // No more of it: it holds a password.
    const { host, pathname } = new URL(store.postgres);
    return `PostgreSQL at ${host}${pathname}: replicas share the budgets of providers`;
  }
  const alone = 'this process has the whole budget of every provider';
  return store?.file === undefined
    ? `memory: ${alone}, and forgets what it revoked when it ends`
    : `${store.file}: ${alone}`;
}

function providerLine({ id, name, linkBy, capabilities }: Provider): string {
  const { listsSessions, listsAllSessions, revokesSessions, hasClientSessions } = capabilities;
  const can = [
    listsAllSessions ? 'lists all sessions' : listsSessions ? 'lists sessions of a user' : null,
    revokesSessions ? 'revokes' : 'cannot revoke',
    hasClientSessions ? 'has client sessions' : null,
  ];
  const title = name.endsWith(`(${id})`) ? name : `${name} (${id})`;
  return `${title}: linked by ${linkBy}; ${can.filter((one) => one !== null).join(', ')}`;
}

function blockOf(summary: Summary): string {
  const width = Math.max(...Object.keys(summary).map((key) => key.length));
  const lines = Object.entries(summary).flatMap(([key, value]) =>
    [value].flat().map((text, index) => `  ${(index === 0 ? key : '').padEnd(width)}  ${text}`),
  );
  return `sessiongraph\n${lines.join('\n')}\n`;
}
