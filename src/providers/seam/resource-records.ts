/**
 * What client sessions reach, as the product's records. A row is nothing without its id (a device not without its account either); every other
 * field only describes, and is null where it cannot be read. Shapes are those of seamapi/types, models/devices and models/thermostats.
 */
import type {
  ConnectedAccountRecord,
  ConnectedDeviceRecord,
  ConnectWebviewRecord,
  CustomMetadataRecord,
  DeviceBrandRecord,
  KeypadRecord,
  ProblemRecord,
  ThermostatRecord,
  UserIdentityRecord,
} from '../client-sessions-api.ts';
import { readFlag, readMoment, readNumber, readRow, type Row } from '../fields.ts';
import { readKey, readText, readUrl } from '../text.ts';

const nothing: Row = {};
const inside = (value: unknown): Row => readRow(value) ?? nothing;

export function deviceRecord(row: Row): ConnectedDeviceRecord | null {
  const nativeId = readKey(row['device_id']);
  const connectedAccountId = readKey(row['connected_account_id']);
  if (nativeId === null || connectedAccountId === null) return null;
  const properties = inside(row['properties']);
  const model = inside(properties['model']);
  const battery = inside(properties['battery']);
  const location = inside(row['location']);
  const deviceType = readText(row['device_type']);
  const manufacturer = brandRecord(row['device_manufacturer'], 'manufacturer');
  return {
    nativeId,
    deviceType,
    displayName:
      readText(row['display_name']) ??
      readText(inside(properties['appearance'])['name']) ??
      readText(properties['name']) ??
      deviceType,
    nickname: readText(row['nickname']),
    deviceProvider: brandRecord(row['device_provider'], 'device_provider_name'),
    deviceManufacturer: manufacturer,
    manufacturer:
      manufacturer?.displayName ??
      readText(model['manufacturer_display_name']) ??
      readText(properties['manufacturer']),
    model: readText(model['display_name']),
    online: readFlag(properties['online']),
    locked: readFlag(properties['locked']),
    doorOpen: readFlag(properties['door_open']),
    batteryLevel: readNumber(battery['level']) ?? readNumber(properties['battery_level']),
    batteryStatus: readText(battery['status']),
    serialNumber: readText(properties['serial_number']),
    imageUrl: readUrl(properties['image_url']),
    capabilities: texts(row['capabilities_supported']),
    // The twenty `can_…` flags are top-level fields whose number grows.
    abilities: Object.keys(row)
      .filter((name) => name.startsWith('can_') && row[name] === true)
      .flatMap((name) => readText(name) ?? [])
      .toSorted(),
    keypad: keypadRecord(properties, model),
    thermostat: thermostatRecord(properties),
    customMetadata: customMetadata(row['custom_metadata']),
    locationName: readText(location['location_name']),
    timeZone: readText(location['time_zone']) ?? readText(location['timezone']),
    connectedAccountId,
    workspaceId: readKey(row['workspace_id']),
    spaceIds: list(row['space_ids']).flatMap((id) => readKey(id) ?? []),
    problems: problemRecords(row),
    createdAt: readMoment(row['created_at']),
  };
}

function brandRecord(value: unknown, nameField: string): DeviceBrandRecord | null {
  const brand = inside(value);
  const name = readText(brand[nameField]);
  const displayName = readText(brand['display_name']) ?? name;
  if (displayName === null) return null;
  return { name, displayName, imageUrl: readUrl(brand['image_url']) };
}

/** Null where Seam says nothing of one; the older names of fields are still sent. */
function keypadRecord(properties: Row, model: Row): KeypadRecord | null {
  const accessory = inside(properties['accessory_keypad']);
  const keypad: KeypadRecord = {
    isBuiltIn: readFlag(model['has_built_in_keypad']),
    canConnectAccessory:
      readFlag(model['can_connect_accessory_keypad']) ??
      readFlag(model['accessory_keypad_supported']) ??
      readFlag(properties['supports_accessory_keypad']),
    isAccessoryConnected: readFlag(accessory['is_connected']),
    batteryLevel:
      readNumber(inside(accessory['battery'])['level']) ??
      readNumber(inside(properties['keypad_battery'])['level']),
  };
  return Object.values(keypad).every((value) => value === null) ? null : keypad;
}

function thermostatRecord(properties: Row): ThermostatRecord | null {
  const setting = inside(properties['current_climate_setting']);
  const availableHvacModes = texts(properties['available_hvac_mode_settings']);
  const availableFanModes = texts(properties['available_fan_mode_settings']);
  const told = {
    hvacMode: readText(setting['hvac_mode_setting']),
    fanMode: readText(setting['fan_mode_setting']) ?? readText(properties['fan_mode_setting']),
    heatingSetPointCelsius: readNumber(setting['heating_set_point_celsius']),
    heatingSetPointFahrenheit: readNumber(setting['heating_set_point_fahrenheit']),
    coolingSetPointCelsius: readNumber(setting['cooling_set_point_celsius']),
    coolingSetPointFahrenheit: readNumber(setting['cooling_set_point_fahrenheit']),
    temperatureCelsius: readNumber(properties['temperature_celsius']),
    temperatureFahrenheit: readNumber(properties['temperature_fahrenheit']),
    relativeHumidity: readNumber(properties['relative_humidity']),
    isHeating: readFlag(properties['is_heating']),
    isCooling: readFlag(properties['is_cooling']),
    isFanRunning: readFlag(properties['is_fan_running']),
    isManualOverrideActive: readFlag(properties['is_temporary_manual_override_active']),
  };
  const isNone =
    availableHvacModes.length === 0 &&
    availableFanModes.length === 0 &&
    Object.values(told).every((value) => value === null);
  return isNone ? null : { ...told, availableHvacModes, availableFanModes };
}

/** Seam takes strings and booleans, under at most fifty keys (seamapi/types, models/custom-metadata.ts). */
function customMetadata(value: unknown): readonly CustomMetadataRecord[] {
  return Object.entries(inside(value))
    .slice(0, 50)
    .flatMap(([name, entry]) => {
      const key = readText(name);
      const isEmpty = key === null || (typeof entry !== 'string' && typeof entry !== 'boolean');
      return isEmpty ? [] : [{ key, text: readText(entry), flag: readFlag(entry) }];
    });
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): readonly string[] {
  return list(value).flatMap((text) => readText(text) ?? []);
}

function problemRecords(row: Row): readonly ProblemRecord[] {
  return [
    ...problemsOf(row['errors'], 'ERROR', 'error_code'),
    ...problemsOf(row['warnings'], 'WARNING', 'warning_code'),
  ];
}

/** One whose code cannot be read is still a problem: leaving it out would say that all is well. */
function problemsOf(
  value: unknown,
  severity: ProblemRecord['severity'],
  codeField: string,
): readonly ProblemRecord[] {
  return list(value).map((entry) => {
    const problem = inside(entry);
    return {
      severity,
      code: readText(problem[codeField]) ?? 'unknown',
      message: readText(problem['message']),
      createdAt: readMoment(problem['created_at']),
    };
  });
}

export function connectedAccountRecord(row: Row): ConnectedAccountRecord | null {
  const nativeId = readKey(row['connected_account_id']);
  if (nativeId === null) return null;
  return {
    nativeId,
    accountType: readText(row['account_type']),
    accountTypeDisplayName: readText(row['account_type_display_name']),
    displayName: readText(row['display_name']),
    imageUrl: readUrl(row['image_url']),
    customerKey: readKey(row['customer_key']),
    createdAt: readMoment(row['created_at']),
    problems: problemRecords(row),
  };
}

export function connectWebviewRecord(row: Row): ConnectWebviewRecord | null {
  const nativeId = readKey(row['connect_webview_id']);
  if (nativeId === null) return null;
  return {
    nativeId,
    status: readText(row['status']),
    loginSuccessful: readFlag(row['login_successful']),
    connectedAccountId: readKey(row['connected_account_id']),
    selectedProvider: readText(row['selected_provider']),
    acceptedProviders: texts(row['accepted_providers']),
    customerKey: readKey(row['customer_key']),
    createdAt: readMoment(row['created_at']),
    authorizedAt: readMoment(row['authorized_at']),
  };
}

export function userIdentityRecord(row: Row): UserIdentityRecord | null {
  const nativeId = readKey(row['user_identity_id']);
  if (nativeId === null) return null;
  const address = readText(row['email_address']);
  return {
    nativeId,
    userIdentityKey: readKey(row['user_identity_key']),
    displayName: readText(row['display_name']),
    fullName: readText(row['full_name']),
    // People are found by it: what only looks like an address, once signs were taken out of it, is none.
    emailAddress: address === row['email_address'] ? address : null,
    phoneNumber: readText(row['phone_number']),
    createdAt: readMoment(row['created_at']),
    problems: problemRecords(row),
  };
}
