/** A fifth kind, as a stranger would write it (CONTRIBUTING.md, "Write a provider"): nothing outside of this folder knows of it. */
import { z } from 'zod';
import { withCapabilities } from '../../src/providers/capabilities.ts';
import { baseUrl, commonProviderShape, headerSecret } from '../../src/providers/config.ts';
import type { ProviderDependencies } from '../../src/providers/dependencies.ts';
import { defineKind, providerName } from '../../src/providers/kind.ts';
import { cutSessions } from '../../src/providers/cut-sessions.ts';
import { isNativeId } from '../../src/providers/native-id.ts';
import { type AccountSessions, maxSessionsPerAccount } from '../../src/providers/provider.ts';
import { ProviderFailure } from '../../src/upstream/failure.ts';
import { readJsonRows } from '../../src/upstream/json-rows.ts';
import { statusFailure } from '../../src/upstream/status-failure.ts';
import type { Call } from '../../src/upstream/call.ts';
import { toySession } from './details.ts';
import { readAccount, readSession } from './records.ts';

export const toyConfig = z.strictObject({
  ...commonProviderShape,
  kind: z.literal('toy'),
  baseUrl,
  key: headerSecret,
  linkBy: z.enum(['username', 'email']).default('username'),
});
type ToyConfig = z.output<typeof toyConfig>;

const label = 'Toy';

export const toy = defineKind({
  name: 'toy',
  label,
  description: 'Toy: sessions that exist for the tests only.',
  config: toyConfig,
  limits: () => ({
    provider: null,
    route: null,
    areTold: false,
    routeOf: () => '',
    read: () => ({ news: [], ignored: [] }),
  }),
  create: createToy,
  linkKeys: ['username', 'email'],
  sessionName: 'Toy session',
  details: toySession,
  searchedDetails: ['badge'],
});

function pathOf(accountId: string): string {
  return `/people/${encodeURIComponent(accountId)}/sessions`;
}

export function createToy(config: ToyConfig, { upstream, now }: ProviderDependencies) {
  const { id, linkBy, timeoutMs, maxConcurrency, freshForMs } = config;
  const name = providerName(label, config);
  const headers = { 'x-key': config.key };

  async function rows<Row>(path: string, read: (row: unknown) => Row | null, call: Call) {
    const response = await upstream.send({ method: 'GET', path, headers }, call);
    if (response.status !== 200) throw statusFailure(response, name);
    const wanted = { key: 'rows', maxRows: maxSessionsPerAccount + 1, read, providerName: name };
    const list = await readJsonRows(response, wanted);
    if (list === null) throw new ProviderFailure('MALFORMED', `${name} gave no list: check baseUrl.`);
    return { ...list, receivedAt: response.receivedAt };
  }

  /** Rejects with a `ProviderFailure`. */
  async function sessionsOfOne(accountId: string, call: Call): Promise<AccountSessions> {
    const nothing = { sessions: [], brokenRows: 0, truncated: false, failure: null, observedAt: now() };
    if (!isNativeId(accountId)) return nothing;
    const read = (row: unknown) => readSession(row, id, accountId, now());
    const { rows: all, brokenRows, receivedAt } = await rows(pathOf(accountId), read, call);
    const sessions = all.filter((row) => row !== null);
    return { ...cutSessions(sessions, false), brokenRows, failure: null, observedAt: receivedAt };
  }

  /** The toy works off what it was told later, so nothing is ever said to be revoked. Null where there is no such thing. */
  async function revokeLater(path: string, call: Call): Promise<'ACCEPTED' | null> {
    const response = await upstream.send({ method: 'DELETE', path, headers }, call);
    if (response.status === 202) return 'ACCEPTED';
    if (response.status === 404) return null;
    throw statusFailure(response, name);
  }

  return withCapabilities(
    {
      id,
      kind: 'toy',
      name,
      linkBy,
      timeoutMs,
      maxConcurrency,
      freshForMs,
      async findAccounts(key, values, call) {
        if (key === 'externalId' || key === 'userIdentifierKey') {
          throw new ProviderFailure('NOT_SUPPORTED', `${name} knows no ${key}.`);
        }
        if (values.length === 0) return { found: new Map(), brokenRows: 0 };
        const people = await rows('/people', (row) => readAccount(row, id), call);
        const carries = (value: string) =>
          people.rows
            .filter((account) => account !== null)
            .filter(({ keys, verifiedEmails }) =>
              key === 'email' ? verifiedEmails.includes(value) : keys[key] === value,
            );
        const found = values.flatMap((value) => {
          const accounts = carries(value);
          return accounts.length === 0 ? [] : [[value, accounts] as const];
        });
        return { found: new Map(found), brokenRows: people.brokenRows };
      },
      async sessionsOf(accountIds, call) {
        const read = accountIds.map(async (accountId) => {
          const sessions = sessionsOfOne(accountId, call).catch((failure: unknown) => {
            if (!(failure instanceof ProviderFailure)) throw failure;
            return { sessions: [], brokenRows: 0, truncated: false, failure, observedAt: now() };
          });
          return [accountId, await sessions] as const;
        });
        return new Map(await Promise.all(read));
      },
      async readSession({ nativeId, accountId }, call) {
        if (accountId === null) return null;
        const { sessions } = await sessionsOfOne(accountId, call);
        return sessions.find((session) => session.nativeId === nativeId) ?? null;
      },
      async revokeSession({ nativeId, accountId }, call) {
        const canBeAsked = accountId !== null && isNativeId(accountId) && isNativeId(nativeId);
        const path = canBeAsked ? `${pathOf(accountId)}/${encodeURIComponent(nativeId)}` : null;
        const outcome = path === null ? null : await revokeLater(path, call);
        return { outcome: outcome ?? 'NOT_FOUND', session: null };
      },
      revokeAllSessions: async (accountId, call) =>
        (await revokeLater(pathOf(accountId), call)) ?? 'ACCEPTED',
      async probe(call) {
        try {
          await rows('/people', (row) => readAccount(row, id), call);
          return [{ ok: true, message: 'The key works: people and their sessions can be read and revoked.' }];
        } catch (error) {
          const message =
            error instanceof ProviderFailure ? error.message : `${name} was not asked to the end.`;
          return [{ ok: false, message }];
        }
      },
    },
    {
      tellsDevice: true,
      tellsAddresses: true,
      tellsIpAddress: false,
      tellsLocation: false,
      tellsExpiry: false,
      tellsEndedSessions: false,
      tellsCurrent: false,
      keepsOldIds: false,
    },
  );
}
