/** The world in Seam's own JSON. */
import { timestamp } from './timestamp.ts';
import type {
  SeamClientSession,
  SeamConnectedAccount,
  SeamConnectWebview,
  SeamUserIdentity,
  SeamWorkspace,
  SeamWorld,
} from './world.ts';

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

export function renderConnectedAccount(account: SeamConnectedAccount): object {
  return {
    connected_account_id: account.id,
    created_at: timestamp(account.createdAt, account.id),
    account_type: account.accountType,
    account_type_display_name: account.accountType[0]?.toUpperCase() + account.accountType.slice(1),
    display_name: account.displayName,
    ...(account.email === null ? {} : { user_identifier: { email: account.email } }),
    ...(account.customerKey === null ? {} : { customer_key: account.customerKey }),
    accepted_capabilities: ['lock'],
    automatically_manage_new_devices: true,
    custom_metadata: account.customMetadata,
    errors: account.errors.map(({ code, message, createdAt }) => ({
      error_code: code,
      message,
      created_at: new Date(createdAt).toISOString(),
      is_connected_account_error: true,
      is_bridge_error: false,
    })),
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
    // Of no use, and yet in every answer (seamapi/types c846ec1, connect-webview.ts).
    accepted_devices: [],
    any_device_allowed: false,
    selected_provider: webview.selectedProvider,
    authorized_at: webview.authorizedAt === null ? null : new Date(webview.authorizedAt).toISOString(),
    ...(webview.customerKey === null ? {} : { customer_key: webview.customerKey }),
    device_selection_mode: 'none',
    any_provider_allowed: false,
    custom_redirect_url: null,
    custom_redirect_failure_url: null,
    custom_metadata: webview.customMetadata,
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
    connect_partner_name: workspace.name,
    connect_webview_customization: {},
    is_sandbox: workspace.isSandbox,
    is_suspended: false,
    publishable_key: workspace.publishableKey,
    is_publishable_key_auth_enabled: true,
    organization_id: null,
  };
}
