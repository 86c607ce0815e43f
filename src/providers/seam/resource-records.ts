/** What client sessions reach, as the product's records. */
import type {
  ConnectedAccountRecord,
  ConnectedDeviceRecord,
  ConnectWebviewRecord,
  ProblemRecord,
  UserIdentityRecord,
} from '../client-sessions-api.ts';
import type {
  WireConnectedAccount,
  WireConnectWebview,
  WireDevice,
  WireProblems,
  WireUserIdentity,
} from './wire.ts';

function problemRecords({ errors, warnings }: WireProblems): readonly ProblemRecord[] {
  return [
    ...errors.map(({ error_code: code, message, created_at: createdAt }) => ({
      severity: 'ERROR' as const,
      code,
      message,
      createdAt,
    })),
    ...warnings.map(({ warning_code: code, message, created_at: createdAt }) => ({
      severity: 'WARNING' as const,
      code,
      message,
      createdAt,
    })),
  ];
}

export function deviceRecord(row: WireDevice): ConnectedDeviceRecord {
  const { properties, location } = row;
  return {
    nativeId: row.device_id,
    deviceType: row.device_type,
    displayName: row.display_name ?? properties?.appearance?.name ?? properties?.name ?? row.device_type,
    nickname: row.nickname,
    manufacturer: properties?.model?.manufacturer_display_name ?? properties?.manufacturer ?? null,
    model: properties?.model?.display_name ?? null,
    online: properties?.online ?? null,
    locked: properties?.locked ?? null,
    doorOpen: properties?.door_open ?? null,
    batteryLevel: properties?.battery?.level ?? properties?.battery_level ?? null,
    batteryStatus: properties?.battery?.status ?? null,
    serialNumber: properties?.serial_number ?? null,
    imageUrl: properties?.image_url ?? null,
    capabilities: row.capabilities_supported,
    abilities: Object.keys(row)
      .filter((name) => name.startsWith('can_') && row[name] === true)
      .toSorted(),
    locationName: location?.location_name ?? null,
    timeZone: location?.time_zone ?? location?.timezone ?? null,
    connectedAccountId: row.connected_account_id,
    workspaceId: row.workspace_id,
    spaceIds: row.space_ids,
    problems: problemRecords(row),
    createdAt: row.created_at,
  };
}

export function connectedAccountRecord(row: WireConnectedAccount): ConnectedAccountRecord {
  return {
    nativeId: row.connected_account_id,
    accountType: row.account_type,
    accountTypeDisplayName: row.account_type_display_name,
    displayName: row.display_name,
    imageUrl: row.image_url,
    customerKey: row.customer_key,
    createdAt: row.created_at,
    problems: problemRecords(row),
  };
}

export function connectWebviewRecord(row: WireConnectWebview): ConnectWebviewRecord {
  return {
    nativeId: row.connect_webview_id,
    status: row.status,
    loginSuccessful: row.login_successful,
    connectedAccountId: row.connected_account_id,
    selectedProvider: row.selected_provider,
    acceptedProviders: row.accepted_providers,
    customerKey: row.customer_key,
    createdAt: row.created_at,
    authorizedAt: row.authorized_at,
  };
}

export function userIdentityRecord(row: WireUserIdentity): UserIdentityRecord {
  return {
    nativeId: row.user_identity_id,
    userIdentityKey: row.user_identity_key,
    displayName: row.display_name,
    fullName: row.full_name,
    emailAddress: row.email_address,
    phoneNumber: row.phone_number,
    createdAt: row.created_at,
    problems: problemRecords(row),
  };
}
