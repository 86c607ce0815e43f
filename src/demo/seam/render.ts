/** The world in Seam's own JSON. */
import type {
  SeamClientSession,
  SeamConnectedAccount,
  SeamConnectWebview,
  SeamDevice,
  SeamProblem,
  SeamUserIdentity,
  SeamWorkspace,
  SeamWorld,
} from './world.ts';

/** With microseconds, as in Seam's examples; they vary by resource, so that nobody relies on their being zero. */
function timestamp(ms: number, id: string): string {
  const micros = String(Number.parseInt(id.slice(-3), 16) % 1000).padStart(3, '0');
  return new Date(ms).toISOString().replace('Z', `${micros}Z`);
}

/** The live bearer token is in every row, and nothing tells that a session was revoked. */
export function renderClientSession(world: SeamWorld, session: SeamClientSession): object {
  const accounts = new Set(session.connectedAccountIds);
  return {
    client_session_id: session.id,
    workspace_id: session.workspaceId,
    created_at: timestamp(session.createdAt, session.id),
    expires_at: new Date(session.expiresAt).toISOString(),
    token: session.token,
    user_identifier_key: session.userIdentifierKey,
    device_count: world.devices.filter((device) => accounts.has(device.connectedAccountId)).length,
    connected_account_ids: session.connectedAccountIds,
    connect_webview_ids: session.connectWebviewIds,
    user_identity_ids: session.userIdentityId === null ? [] : [session.userIdentityId],
    // Absent, not null, where there is none.
    ...(session.userIdentityId === null ? {} : { user_identity_id: session.userIdentityId }),
    ...(session.customerKey === null ? {} : { customer_key: session.customerKey }),
    ...session.overrides,
  };
}

const renderErrors = (problems: readonly SeamProblem[]): object[] =>
  problems.map(({ code, message, createdAt }) => ({
    error_code: code,
    message,
    created_at: new Date(createdAt).toISOString(),
  }));

const renderWarnings = (problems: readonly SeamProblem[]): object[] =>
  problems.map(({ code, message, createdAt }) => ({
    warning_code: code,
    message,
    created_at: new Date(createdAt).toISOString(),
  }));

export function renderDevice(device: SeamDevice): object {
  return {
    device_id: device.id,
    workspace_id: device.workspaceId,
    connected_account_id: device.connectedAccountId,
    device_type: device.deviceType,
    display_name: device.nickname ?? device.name,
    ...(device.nickname === null ? {} : { nickname: device.nickname }),
    capabilities_supported: device.capabilities,
    ...Object.fromEntries(device.abilities.map((ability) => [ability, true])),
    can_hvac_cool: false,
    custom_metadata: {},
    created_at: timestamp(device.createdAt, device.id),
    is_managed: true,
    space_ids: [],
    ...(device.locationName === null && device.timeZone === null
      ? {}
      : { location: { location_name: device.locationName, time_zone: device.timeZone } }),
    properties: {
      online: device.online,
      name: device.name,
      appearance: { name: device.name },
      manufacturer: device.manufacturer.toLowerCase(),
      model: { display_name: device.model, manufacturer_display_name: device.manufacturer },
      ...(device.locked === null ? {} : { locked: device.locked }),
      ...(device.batteryLevel === null
        ? {}
        : { battery: { level: device.batteryLevel, status: device.batteryLevel < 0.2 ? 'low' : 'good' } }),
    },
    errors: renderErrors(device.errors),
    warnings: renderWarnings(device.warnings),
    ...device.overrides,
  };
}

export function renderConnectedAccount(account: SeamConnectedAccount): object {
  return {
    connected_account_id: account.id,
    created_at: timestamp(account.createdAt, account.id),
    account_type: account.accountType,
    account_type_display_name: account.accountType[0]?.toUpperCase() + account.accountType.slice(1),
    display_name: account.displayName,
    ...(account.customerKey === null ? {} : { customer_key: account.customerKey }),
    accepted_capabilities: ['lock'],
    automatically_manage_new_devices: true,
    custom_metadata: {},
    errors: renderErrors(account.errors),
    warnings: [],
    ...account.overrides,
  };
}

export function renderConnectWebview(webview: SeamConnectWebview): object {
  return {
    connect_webview_id: webview.id,
    workspace_id: webview.workspaceId,
    created_at: timestamp(webview.createdAt, webview.id),
    connected_account_id: webview.connectedAccountId,
    url: `https://connect.getseam.com/connect_webviews/view?connect_webview_id=${webview.id}`,
    status: webview.status,
    login_successful: webview.status === 'authorized',
    accepted_providers: webview.acceptedProviders,
    accepted_capabilities: ['lock'],
    selected_provider: webview.selectedProvider,
    authorized_at: webview.authorizedAt === null ? null : new Date(webview.authorizedAt).toISOString(),
    ...(webview.customerKey === null ? {} : { customer_key: webview.customerKey }),
    device_selection_mode: 'none',
    any_provider_allowed: false,
    custom_redirect_url: null,
    custom_redirect_failure_url: null,
    custom_metadata: {},
    automatically_manage_new_devices: true,
    wait_for_device_creation: false,
    ...webview.overrides,
  };
}

export function renderUserIdentity(identity: SeamUserIdentity): object {
  return {
    user_identity_id: identity.id,
    workspace_id: identity.workspaceId,
    created_at: timestamp(identity.createdAt, identity.id),
    user_identity_key: identity.key,
    email_address: identity.email,
    phone_number: identity.phone,
    full_name: identity.fullName,
    display_name: identity.fullName ?? identity.email ?? identity.key ?? identity.id,
    acs_user_ids: [],
    errors: [],
    warnings: [],
    ...identity.overrides,
  };
}

export function renderWorkspace(workspace: SeamWorkspace): object {
  return {
    workspace_id: workspace.id,
    name: workspace.name,
    company_name: workspace.name,
    is_sandbox: workspace.isSandbox,
    is_suspended: false,
    publishable_key: workspace.publishableKey,
  };
}
