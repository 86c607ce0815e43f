/** Parts of a Seam world with usual values, so that whoever fills one says only what matters. */
import type {
  SeamClientSession,
  SeamConnectedAccount,
  SeamConnectWebview,
  SeamDevice,
  SeamUserIdentity,
  SeamWorld,
} from './world.ts';

/** The workspace that everything built here is in unless told otherwise. */
export const seamWorkspaceId = '5eab0000-0000-4000-8000-000000000001';
export const seamApiKey = 'seam_test2bMS_94SrGUXuNR2JmJkjtvBQDg5c';

const dayMs = 86_400_000;

/** A UUID made of a kind and a number: stable, and easy to tell apart in a failing test. */
export function seamId(kind: number, number: number): string {
  return `5eab${String(kind).padStart(4, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** One sandbox workspace with an API key, and whatever is given. */
export function seamWorld(parts: Partial<SeamWorld> = {}): SeamWorld {
  return {
    workspaces: [
      { id: seamWorkspaceId, name: 'Demo', isSandbox: true, publishableKey: 'seam_pk1demo_7vYx2k9QpLm4' },
    ],
    apiKeys: [{ token: seamApiKey, workspaceId: seamWorkspaceId }],
    personalAccessTokens: [],
    clientSessions: [],
    connectedAccounts: [],
    connectWebviews: [],
    devices: [],
    userIdentities: [],
    ...parts,
  };
}

type Required = 'id' | 'createdAt';
type Given<Row extends { id: string; createdAt: number }> = Pick<Row, Required> & Partial<Row>;

/** Lives for a year, reaches nothing, and has a token that its id can be told from. */
export function seamClientSession(parts: Given<SeamClientSession>): SeamClientSession {
  return {
    workspaceId: seamWorkspaceId,
    token: `seam_cst1${parts.id.slice(-8)}_${parts.id.replaceAll('-', '')}`,
    userIdentifierKey: null,
    userIdentityId: null,
    customerKey: null,
    connectWebviewIds: [],
    connectedAccountIds: [],
    expiresAt: parts.createdAt + 365.25 * dayMs,
    revokedAt: null,
    ...parts,
  };
}

export function seamConnectedAccount(parts: Given<SeamConnectedAccount>): SeamConnectedAccount {
  return {
    workspaceId: seamWorkspaceId,
    displayName: 'jane@example.com',
    email: 'jane@example.com',
    accountType: 'august',
    customerKey: null,
    customMetadata: {},
    errors: [],
    ...parts,
  };
}

/** Authorized a minute after it was made. */
export function seamConnectWebview(parts: Given<SeamConnectWebview>): SeamConnectWebview {
  return {
    workspaceId: seamWorkspaceId,
    connectedAccountId: null,
    status: 'authorized',
    acceptedProviders: ['august'],
    selectedProvider: 'august',
    authorizedAt: parts.createdAt + 60_000,
    customerKey: null,
    customMetadata: {},
    ...parts,
  };
}

/** A lock that is online. */
export function seamDevice(parts: Given<SeamDevice> & Pick<SeamDevice, 'connectedAccountId'>): SeamDevice {
  return {
    workspaceId: seamWorkspaceId,
    deviceType: 'august_lock',
    name: 'Front Door',
    nickname: null,
    manufacturer: 'August',
    model: 'Smart Lock Pro',
    serialNumber: null,
    online: true,
    locked: true,
    batteryLevel: 0.9,
    capabilities: ['access_code', 'lock'],
    abilities: ['can_remotely_lock', 'can_remotely_unlock'],
    locationName: null,
    timeZone: null,
    customMetadata: {},
    thermostat: null,
    keypad: null,
    errors: [],
    warnings: [],
    ...parts,
  };
}

export function seamUserIdentity(parts: Given<SeamUserIdentity>): SeamUserIdentity {
  return { workspaceId: seamWorkspaceId, key: null, email: null, phone: null, fullName: null, ...parts };
}
