/** For the tests of this folder: a Seam workspace where Jane has a client session already, and an app that may change client sessions. */
import { principalWith, askThe } from '../../../test/support/asking.ts';
import { seamClientSession, seamConnectedAccount, seamId, seamWorld } from '../../demo/seam/build.ts';
import { call, openSeam, startOfTests } from '../../providers/seam/testing.ts';
import { clientSessionIdOf, sessionIdOf } from '../id.ts';

export const createdAt = startOfTests - 1000;
export const account = seamId(2, 1);
export const account2 = seamId(2, 2);
export const app = principalWith({ name: 'key:app' }, 'client-sessions:write');

/** Tests that use it have `closeAfterEach` of the Seam testbed close it. */
export async function openCompany() {
  const { emulator, provider, clientSessions } = await openSeam(
    seamWorld({
      clientSessions: [
        seamClientSession({
          id: seamId(9, 1),
          createdAt,
          userIdentifierKey: 'jane',
          connectedAccountIds: [account],
        }),
      ],
      connectedAccounts: [account, account2].map((id) => seamConnectedAccount({ id, createdAt })),
    }),
  );
  const record = await clientSessions.get(seamId(9, 1), call());
  if (record === null) throw new Error('Jane has one');
  emulator.clearCalls();
  return {
    emulator,
    provider,
    ask: askThe([provider]),
    /** Of Jane's client session, as such and as one of the list. */
    id: clientSessionIdOf(provider.id, seamId(9, 1)),
    sessionId: sessionIdOf(provider, clientSessions.toSession(record)),
  };
}

export type Company = Awaited<ReturnType<typeof openCompany>>;

/** `outcome createClientSession CREATED`, for each record. */
export function recorded({ ask }: Company): readonly string[] {
  return ask.records.map(({ phase, change, sessions: [session] }) =>
    `${phase} ${change} ${session?.outcome ?? ''}`.trim(),
  );
}
