/** Zendesk: the sessions of one account's users, seen by an admin, or one user's own (`access: self`). */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { withCapabilities } from '../capabilities.ts';
import type { ProviderDependencies } from '../dependencies.ts';
import type { AccountSessions, SessionRef } from '../provider.ts';
import type { SessionRecord } from '../records.ts';
import { findAccounts, findOwnAccount, isId } from './accounts.ts';
import { createZendeskApi, malformed, parse } from './api.ts';
import type { ZendeskConfig } from './config.ts';
import { createCredentials } from './credentials.ts';
import { failureOf, isRecordNotFound } from './errors.ts';
import { createIdentity } from './identity.ts';
import { probeZendesk } from './probe.ts';
import { toSession } from './records.ts';
import { createSessionLists } from './session-lists.ts';
import { readPage, type PagedList } from './session-pages.ts';
import { allSessionsPath, noSessions, readByPlan, readEach, userSessionsPath } from './sessions.ts';
import { readRows, wireSession, wireSessionAnswer, wireSessionList } from './wire.ts';

/** Makes the adapter. Nothing is sent until it is first asked. */
export function createZendesk(config: ZendeskConfig, { upstream, now }: ProviderDependencies) {
  const { id: providerId, linkBy } = config;
  const name = `Zendesk (${providerId})`;
  const isSelf = config.access === 'self';
  const credentials = createCredentials(config, name, upstream, now);
  const api = createZendeskApi(upstream, credentials, name);
  const lists = createSessionLists(api);
  const identity = createIdentity(api, now);
  const source = { providerId, lists, identity, now };

  /** Whether an account is one that may be asked for: any, or the credentials' own. */
  const isWithinReach = async (accountId: string, call: Call) =>
    isId(accountId) && (!isSelf || accountId === (await identity.ownId(call)));

  const sessionPath = async ({ nativeId, accountId }: SessionRef, call: Call) =>
    accountId !== null && isId(nativeId) && (await isWithinReach(accountId, call))
      ? `${userSessionsPath(accountId)}/${nativeId}`
      : null;

  const readOwn = async (accountIds: readonly string[], call: Call) => {
    if (accountIds.length === 0) return new Map<string, AccountSessions>();
    const ownId = await identity.ownId(call);
    return readEach(
      source,
      accountIds.filter((accountId) => accountId === ownId),
      call,
    );
  };

  /** Everything the credentials can see. */
  const wholeList = async (call: Call): Promise<PagedList> => {
    if (!isSelf) return { path: allSessionsPath, owner: null };
    const owner = await identity.ownId(call);
    return { path: userSessionsPath(owner), owner };
  };

  return withCapabilities(
    {
      id: providerId,
      kind: 'zendesk',
      name,
      linkBy,
      timeoutMs: config.timeoutMs,
      maxConcurrency: config.maxConcurrency,
      freshForMs: config.freshForMs,

      async findAccounts(key, values, call) {
        if (key !== 'nativeId' && key !== 'email' && key !== 'externalId') {
          throw new ProviderFailure(
            'NOT_SUPPORTED',
            `${name} finds accounts by nativeId, email and externalId, not by ${key}.`,
          );
        }
        if (values.length === 0) return { found: new Map(), brokenRows: 0 };
        if (!isSelf) return findAccounts(api, providerId, key, values, call);
        return findOwnAccount(api, providerId, key, values, await api.me(call), call);
      },

      async sessionsOf(accountIds, call) {
        const known = [...new Set(accountIds)].filter(isId);
        const read = isSelf ? await readOwn(known, call) : await readByPlan(source, known, call);
        return new Map(accountIds.map((accountId) => [accountId, read.get(accountId) ?? noSessions(now())]));
      },

      async readSession(ref, call) {
        const path = await sessionPath(ref, call);
        if (path === null) return null;
        const response = await api.send('GET', path, call);
        if (isRecordNotFound(response)) return null;
        const { session } = parse(response, wireSessionAnswer, name);
        return findSession(session, ref, response.receivedAt);
      },

      async readSessionPage(position, size, call) {
        const list = await wholeList(call);
        const page = await readPage(lists, providerId, name, list, position, size, call);
        const owners = new Set(page.rows.map(({ session }) => session.accountId));
        // Sessions of one person are all that anybody but an admin would be shown.
        if (!isSelf && position === null && owners.size < 2) await identity.confirmAdmin(call);
        return page;
      },

      async countSessions(call) {
        if (!isSelf) await identity.confirmAdmin(call);
        const { path } = await wholeList(call);
        const { count } = await api.read(`${path}?per_page=1`, wireSessionList, call);
        return count ?? null;
      },

      /**
       * Zendesk answers 404 to a session that has ended and to one that never was. Both are NOT_FOUND here, since the other word would
       * say that an invented id had been a session.
       */
      async revokeSession(ref, call) {
        const path = await sessionPath(ref, call);
        if (path === null) return { outcome: 'NOT_FOUND', session: null };
        const response = await api.send('DELETE', path, call);
        if (isRecordNotFound(response)) return { outcome: 'NOT_FOUND', session: null };
        if (response.status !== 204) throw failureOf(response, name);
        return { outcome: 'REVOKED', session: null };
      },

      async revokeAllSessions(accountId, call) {
        if (!(await isWithinReach(accountId, call))) {
          throw new ProviderFailure(
            'NOT_FOUND',
            `${name} has no such account within these credentials' reach.`,
          );
        }
        const response = await api.send('DELETE', userSessionsPath(accountId), call);
        if (response.status !== 204) throw failureOf(response, name);
        return 'REVOKED';
      },

      probe: (call) => probeZendesk({ config, api, credentials, now }, call),
    },
    {
      tellsDevice: false,
      tellsAddresses: true,
      tellsIpAddress: false,
      tellsLocation: false,
      tellsExpiry: false,
      tellsEndedSessions: false,
      tellsCurrent: false,
      keepsOldIds: false,
    },
  );

  function findSession(
    answer: readonly unknown[],
    { nativeId, accountId }: SessionRef,
    observedAt: number,
  ): SessionRecord | null {
    const { rows, brokenRows } = readRows(answer, wireSession);
    if (brokenRows > 0) throw malformed(name);
    const row = rows.find(
      ({ id, user_id: userId }) => id === nativeId && (userId ?? accountId) === accountId,
    );
    return row === undefined ? null : toSession(providerId, row, accountId, observedAt);
  }
}
