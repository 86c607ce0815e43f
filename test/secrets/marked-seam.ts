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
import type { SeamWorld } from '../../src/demo/seam/world.ts';
import type { Marks } from './marks.ts';

export const workspaceId = seamWorkspaceId;

/** What a client session can be given. */
export const workspaceResources = {
  accountId: seamId(2, 1),
  webviewId: seamId(3, 1),
  identityId: seamId(5, 1),
};

export interface MarkedSeam {
  readonly world: SeamWorld;
  readonly apiKey: string;
  readonly personalAccessToken: string;
}

/** The same every time. */
export function markedSeam(marks: Marks, people: readonly string[], createdAt: number): MarkedSeam {
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
        id: workspaceId,
        name: 'Marked',
        isSandbox: true,
        publishableKey: marks.make("Seam's publishable key", 'seam_pk1'),
      },
    ],
    apiKeys: [{ token: apiKey, workspaceId }],
    personalAccessTokens: [{ token: personalAccessToken, workspaceIds: [workspaceId] }],
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
