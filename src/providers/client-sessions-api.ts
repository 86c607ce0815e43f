/** What Seam's client sessions can do, free of Seam's spelling. Every method rejects with a `ProviderFailure`. */
import { inspect } from 'node:util';
import type { Call } from '../upstream/call.ts';
import type { Found } from './found.ts';
import type { ClientSessionRecord, SessionRecord } from './records.ts';

export interface ClientSessionsApi {
  /** The client session as a row of the one list. Asks nobody. */
  toSession(record: ClientSessionRecord): SessionRecord;
  /** Every client session the filter matches, in no order that Seam promises: sorted here by creation, newest first, then id. */
  list(filter: ClientSessionQuery, call: Call): Promise<ClientSessionList>;
  get(clientSessionId: string, call: Call): Promise<ClientSessionRecord | null>;
  /** Existing sessions match by `userIdentifierKey`; given id lists and expiry replace what the session had. */
  getOrCreate(input: ClientSessionInput, call: Call): Promise<CreatedClientSession>;
  /** Strict: an existing `userIdentifierKey` rejects with ALREADY_EXISTS. */
  create(
    input: ClientSessionInput & { readonly customerKey?: string },
    call: Call,
  ): Promise<CreatedClientSession>;
  /** Adds to what a session reaches; nothing is taken away. NOT_FOUND where there is no such session or resource. */
  grantAccess(input: GrantAccessInput, call: Call): Promise<ClientSessionRecord>;
  /** The token stops working; the session stays readable. False where there was none. */
  revoke(clientSessionId: string, call: Call): Promise<boolean>;
  /** The session is removed. False where there was none. */
  delete(clientSessionId: string, call: Call): Promise<boolean>;

  /** Devices of all the connected accounts, in one `/devices/list` and all its pages; no accounts is no call. */
  connectedDevices(connectedAccountIds: readonly string[], call: Call): Promise<ConnectedDeviceList>;
  /** By id; an id that Seam does not know is missing from the map, here and in the next two. */
  connectedAccounts(ids: readonly string[], call: Call): Promise<Found<ConnectedAccountRecord>>;
  connectWebviews(ids: readonly string[], call: Call): Promise<Found<ConnectWebviewRecord>>;
  userIdentities(ids: readonly string[], call: Call): Promise<Found<UserIdentityRecord>>;
}

export interface ClientSessionQuery {
  readonly clientSessionId?: string;
  /** null: sessions without any Connect Webview. */
  readonly connectWebviewId?: string | null;
  readonly userIdentifierKey?: string;
  /** null: sessions without a user identity. */
  readonly userIdentityId?: string | null;
  readonly withoutUserIdentifierKey?: boolean;
}

export interface ClientSessionList {
  readonly clientSessions: readonly ClientSessionRecord[];
  readonly brokenRows: number;
  readonly observedAt: number;
}

export interface ClientSessionInput {
  readonly userIdentifierKey?: string;
  readonly userIdentityId?: string;
  /** Deprecated by Seam: exactly one id. */
  readonly userIdentityIds?: readonly string[];
  readonly connectWebviewIds?: readonly string[];
  readonly connectedAccountIds?: readonly string[];
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}

export interface GrantAccessInput {
  /** The session is named by its id or by its key: exactly one of the two, and at least one grant. */
  readonly clientSessionId?: string;
  readonly userIdentifierKey?: string;
  readonly connectedAccountIds?: readonly string[];
  readonly connectWebviewIds?: readonly string[];
  readonly userIdentityId?: string;
  readonly userIdentityIds?: readonly string[];
}

/** A live bearer secret: unreadable by accident, since logging or serialising it gives "[secret]". */
export class SecretToken {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  /** The token itself, for the one payload that may carry it. */
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
  [inspect.custom](): string {
    return '[secret]';
  }
}

export interface CreatedClientSession {
  readonly clientSession: ClientSessionRecord;
  readonly token: SecretToken;
  /** Why the token will not work although Seam gave it (the session has expired, or was revoked); null where it works. */
  readonly problem: string | null;
  /** Names of the inputs that the session does not show although Seam accepted them; empty where all was taken. */
  readonly ignored: readonly (keyof ClientSessionInput | 'customerKey')[];
}

export interface ConnectedDeviceList {
  readonly records: readonly ConnectedDeviceRecord[];
  /** Devices that could not be read and are left out. */
  readonly brokenRows: number;
}

export interface ConnectedDeviceRecord {
  readonly nativeId: string;
  readonly deviceType: string | null;
  readonly displayName: string | null;
  readonly nickname: string | null;
  /** The company through whose interface Seam reaches it: `august`. */
  readonly deviceProvider: DeviceBrandRecord | null;
  /** The company that made it, which may be another. */
  readonly deviceManufacturer: DeviceBrandRecord | null;
  /** The manufacturer's name to show. */
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly online: boolean | null;
  readonly locked: boolean | null;
  readonly doorOpen: boolean | null;
  /** 0 to 1. */
  readonly batteryLevel: number | null;
  readonly batteryStatus: string | null;
  readonly serialNumber: string | null;
  readonly imageUrl: string | null;
  readonly capabilities: readonly string[];
  /** Names of the `can_…` flags that are true: `can_remotely_unlock`. */
  readonly abilities: readonly string[];
  /** Null where Seam tells of none. */
  readonly keypad: KeypadRecord | null;
  /** Null for what is no thermostat. */
  readonly thermostat: ThermostatRecord | null;
  /** What the operator noted on it in Seam. */
  readonly customMetadata: readonly CustomMetadataRecord[];
  readonly locationName: string | null;
  readonly timeZone: string | null;
  readonly connectedAccountId: string;
  readonly workspaceId: string | null;
  readonly spaceIds: readonly string[];
  readonly problems: readonly ProblemRecord[];
  readonly createdAt: number | null;
}

export interface DeviceBrandRecord {
  /** Seam's word: `august`. */
  readonly name: string | null;
  readonly displayName: string;
  readonly imageUrl: string | null;
}

export interface KeypadRecord {
  readonly isBuiltIn: boolean | null;
  readonly canConnectAccessory: boolean | null;
  readonly isAccessoryConnected: boolean | null;
  /** 0 to 1. */
  readonly batteryLevel: number | null;
}

export interface ThermostatRecord {
  /** Seam's words: `heat`, `cool`, `heat_cool`, `eco`, `off`. */
  readonly hvacMode: string | null;
  readonly availableHvacModes: readonly string[];
  /** Seam's words: `auto`, `on`, `circulate`. */
  readonly fanMode: string | null;
  readonly availableFanModes: readonly string[];
  readonly heatingSetPointCelsius: number | null;
  readonly heatingSetPointFahrenheit: number | null;
  readonly coolingSetPointCelsius: number | null;
  readonly coolingSetPointFahrenheit: number | null;
  readonly temperatureCelsius: number | null;
  readonly temperatureFahrenheit: number | null;
  /** 0 to 1. */
  readonly relativeHumidity: number | null;
  readonly isHeating: boolean | null;
  readonly isCooling: boolean | null;
  readonly isFanRunning: boolean | null;
  /** Somebody at the thermostat has changed what Seam's schedule set. */
  readonly isManualOverrideActive: boolean | null;
}

/** Exactly one of `text` and `flag` is set; an empty text is null as well. */
export interface CustomMetadataRecord {
  readonly key: string;
  readonly text: string | null;
  readonly flag: boolean | null;
}

/** An error or warning that Seam reports on a resource. */
export interface ProblemRecord {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string | null;
  readonly createdAt: number | null;
}

export interface ConnectedAccountRecord {
  readonly nativeId: string;
  readonly accountType: string | null;
  readonly accountTypeDisplayName: string | null;
  readonly displayName: string | null;
  readonly imageUrl: string | null;
  readonly customerKey: string | null;
  readonly createdAt: number | null;
  readonly problems: readonly ProblemRecord[];
}

export interface ConnectWebviewRecord {
  readonly nativeId: string;
  readonly status: string | null;
  readonly loginSuccessful: boolean | null;
  readonly connectedAccountId: string | null;
  readonly selectedProvider: string | null;
  readonly acceptedProviders: readonly string[];
  readonly customerKey: string | null;
  readonly createdAt: number | null;
  readonly authorizedAt: number | null;
}

export interface UserIdentityRecord {
  readonly nativeId: string;
  readonly userIdentityKey: string | null;
  readonly displayName: string | null;
  readonly fullName: string | null;
  readonly emailAddress: string | null;
  readonly phoneNumber: string | null;
  readonly createdAt: number | null;
  readonly problems: readonly ProblemRecord[];
}
