/** Everything that can be asked and changed, asked once. */
import type { MarkedProviders } from './marked-providers.ts';
import type { MarkedServer } from './marked-server.ts';
import type { Operation } from './operations.ts';

type Cases = Readonly<Record<string, readonly Operation[]>>;

/** All at the same time. */
export async function askAll(server: MarkedServer, where: string, cases: Cases): Promise<void> {
  await Promise.all(
    Object.entries(cases).flatMap(([field, operations]) =>
      operations.map(({ principal, query, variables }) =>
        server.ask(
          `the answer to ${field} of ${principal} (${where})`,
          server.principals[principal],
          query,
          variables,
        ),
      ),
    ),
  );
}

/** One field after the other, on sessions that are as they were at the start. */
export async function changeAll(
  server: MarkedServer,
  providers: MarkedProviders,
  where: string,
  cases: Cases,
): Promise<void> {
  providers.reseed();
  for (const [field, operations] of Object.entries(cases))
    await askAll(server, where, { [field]: operations });
  providers.markIssued();
}

/** Calls by what they are for, so that the calls before them can be as they should be. */
export const callsFor = {
  readingSessions: /\/v1\/sessions|\/sessions\/list|\/sessions(\.json)?(\?|$)|\/client_sessions\/(list|get)$/,
  readingResources: /\/(devices|connected_accounts|connect_webviews|user_identities|users|identities)/,
  changing: /\/revoke$|logout|^DELETE|\/client_sessions\/(get_or_create|create|grant_access|delete)$/,
};
