/** What one Seam installation holds, as plain data that tests and the demo fill and change while the emulator runs. */

/** All ids are UUIDs, as Seam's are; every moment is in epoch milliseconds. */
export interface SeamWorld {
  readonly workspaces: SeamWorkspace[];
  readonly apiKeys: { readonly token: string; readonly workspaceId: string }[];
  readonly personalAccessTokens: { readonly token: string; readonly workspaceIds: readonly string[] }[];
  clientSessions: SeamClientSession[];
  connectedAccounts: SeamConnectedAccount[];
  connectWebviews: SeamConnectWebview[];
  devices: SeamDevice[];
  userIdentities: SeamUserIdentity[];
}

export interface SeamWorkspace {
  readonly id: string;
  readonly name: string;
  readonly isSandbox: boolean;
  readonly publishableKey: string;
}

interface SeamResource {
  readonly id: string;
  readonly workspaceId: string;
  readonly createdAt: number;
  /** Fields to send in place of the right ones, to make a broken row. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

export interface SeamClientSession extends SeamResource {
  readonly token: string;
  readonly userIdentifierKey: string | null;
  userIdentityId: string | null;
  readonly customerKey: string | null;
  connectWebviewIds: readonly string[];
  connectedAccountIds: readonly string[];
  expiresAt: number;
  /** Kept by Seam, but told nowhere: a revoked session reads like a live one. */
  revokedAt: number | null;
}

/** What an application keeps with a resource, by keys of its own. */
export type SeamMetadata = Readonly<Record<string, string | boolean>>;

export interface SeamConnectedAccount extends SeamResource {
  readonly displayName: string;
  /** The address that signs in at the maker; null where it takes another name. */
  readonly email: string | null;
  readonly accountType: string;
  readonly customerKey: string | null;
  readonly customMetadata: SeamMetadata;
  readonly errors: readonly SeamProblem[];
}

export interface SeamConnectWebview extends SeamResource {
  readonly connectedAccountId: string | null;
  readonly status: 'pending' | 'failed' | 'authorized';
  readonly acceptedProviders: readonly string[];
  readonly selectedProvider: string | null;
  readonly authorizedAt: number | null;
  readonly customerKey: string | null;
  readonly customMetadata: SeamMetadata;
}

export interface SeamDevice extends SeamResource {
  readonly connectedAccountId: string;
  readonly deviceType: string;
  readonly name: string;
  readonly nickname: string | null;
  readonly manufacturer: string;
  readonly model: string;
  readonly serialNumber: string | null;
  readonly online: boolean;
  readonly locked: boolean | null;
  /** 0 to 1. */
  readonly batteryLevel: number | null;
  readonly capabilities: readonly string[];
  /** `can_remotely_unlock`, … */
  readonly abilities: readonly string[];
  readonly locationName: string | null;
  readonly timeZone: string | null;
  readonly customMetadata: SeamMetadata;
  /** Null for what is no thermostat. */
  readonly thermostat: SeamThermostat | null;
  /** The keypad beside the lock; null where there is none. */
  readonly keypad: SeamKeypad | null;
  readonly errors: readonly SeamProblem[];
  readonly warnings: readonly SeamProblem[];
}

export interface SeamThermostat {
  readonly celsius: number;
  /** 0 to 1. */
  readonly humidity: number;
  readonly heatingSetPointCelsius: number;
  readonly coolingSetPointCelsius: number;
  readonly mode: 'heat' | 'cool' | 'heat_cool' | 'off';
}

export interface SeamKeypad {
  readonly isConnected: boolean;
  /** 0 to 1. */
  readonly batteryLevel: number | null;
}

export interface SeamUserIdentity extends SeamResource {
  readonly key: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly fullName: string | null;
}

export interface SeamProblem {
  readonly code: string;
  readonly message: string;
  readonly createdAt: number;
}
