/** What the emulated Seam holds: each client session with its live token, and secrets in rows of every sort. */
import {
  seamClientSession,
  seamConnectedAccount,
  seamConnectWebview,
  seamDevice,
  seamId,
  seamUserIdentity,
  seamWorkspaceId,
  seamWorld,
} from '../../src/demo/seam/build.ts';
import { startSeamEmulator } from '../../src/demo/seam/emulator.ts';
import type { SeamWorld } from '../../src/demo/seam/world.ts';
import { people, type IssuedSecret, type StartMarked } from './marked-provider.ts';
import type { Marks } from './marks.ts';

/** What a client session can be given. */
export const workspaceResources = {
  accountId: seamId(2, 1),
  webviewId: seamId(3, 1),
  identityId: seamId(5, 1),
};

interface MarkedSeam {
  readonly world: SeamWorld;
  readonly apiKey: string;
  readonly personalAccessToken: string;
}

/** The same every time. */
function markedSeam(marks: Marks, createdAt: number): MarkedSeam {
  const apiKey = marks.make("Seam's apiKey", 'seam_test');
  const personalAccessToken = marks.make("Seam's personalAccessToken", 'seam_at1');
  const { accountId, webviewId } = workspaceResources;
  const secretIn = (sort: string) => ({
    custom_metadata: { pin: marks.make(`the custom_metadata of a ${sort} at Seam`) },
    access_code: marks.make(`the access code of a ${sort} at Seam`),
  });
  const world = seamWorld({
    workspaces: [
      {
        id: seamWorkspaceId,
        name: 'Marked',
        isSandbox: true,
        publishableKey: marks.make("Seam's publishable key", 'seam_pk1'),
      },
    ],
    apiKeys: [{ token: apiKey, workspaceId: seamWorkspaceId }],
    personalAccessTokens: [{ token: personalAccessToken, workspaceIds: [seamWorkspaceId] }],
    clientSessions: people.map((person, index) =>
      seamClientSession({
        id: seamId(1, index + 1),
        createdAt,
        token: marks.make(`the token of ${person}'s client session`, 'seam_cst1'),
        userIdentifierKey: person,
        userIdentityId: seamId(5, index + 1),
        connectedAccountIds: [accountId],
        connectWebviewIds: [webviewId],
      }),
    ),
    connectedAccounts: [
      seamConnectedAccount({ id: accountId, createdAt, overrides: secretIn('connected account') }),
    ],
    connectWebviews: [
      seamConnectWebview({
        id: webviewId,
        createdAt,
        connectedAccountId: accountId,
        overrides: secretIn('Connect Webview'),
      }),
    ],
    devices: [
      seamDevice({
        id: seamId(4, 1),
        createdAt,
        connectedAccountId: accountId,
        // What an operator notes on a device is shown: Seam shows it to whoever holds the token of the client session.
        overrides: { ...secretIn('device'), custom_metadata: {} },
      }),
    ],
    userIdentities: people.map((person, index) =>
      seamUserIdentity({
        id: seamId(5, index + 1),
        createdAt,
        key: person,
        overrides: secretIn('user identity'),
      }),
    ),
  });
  return { world, apiKey, personalAccessToken };
}

export const startMarkedSeam: StartMarked = async (marks, startedAt) => {
  const { world, apiKey, personalAccessToken } = markedSeam(marks, startedAt);
  const emulator = await startSeamEmulator({ world });
  const tokens = new Map<string, IssuedSecret>();
  const issued = () => {
    for (const { id, token } of emulator.world.clientSessions) {
      const what = `the token of client session ${id}`;
      tokens.set(id, { what, secret: token, prefix: 'seam_cst1', clientSessionId: id });
    }
    return [...tokens.values()];
  };
  return {
    label: 'Seam',
    kind: 'seam',
    emulator,
    entriesAt: (baseUrl) => [
      { id: 'locks', kind: 'seam', baseUrl, apiKey },
      { id: 'gates', kind: 'seam', baseUrl, personalAccessToken, workspaceId: seamWorkspaceId },
    ],
    ann: { session: seamId(1, 1), account: 'ann' },
    ownError: (text, type = 'client_session_not_found') => ({
      error: {
        type,
        message: text,
        validation_errors: { user_identifier_key: { _errors: [text] }, [text]: { _errors: [text] } },
      },
      ok: false,
    }),
    reseed() {
      // Sessions that are gone then have had tokens.
      issued();
      emulator.world.clientSessions = markedSeam(marks, startedAt).world.clientSessions;
    },
    issued,
  };
};
