/** A device in Seam's own JSON (seamapi/types c846ec1, `models/devices/device.ts`). */
import { timestamp } from './timestamp.ts';
import type { SeamDevice, SeamProblem, SeamThermostat } from './world.ts';

export function renderDevice(device: SeamDevice): object {
  const manufacturer = device.manufacturer.toLowerCase();
  return {
    device_id: device.id,
    workspace_id: device.workspaceId,
    connected_account_id: device.connectedAccountId,
    device_type: device.deviceType,
    display_name: device.nickname ?? device.name,
    ...(device.nickname === null ? {} : { nickname: device.nickname }),
    capabilities_supported: device.capabilities,
    ...Object.fromEntries(device.abilities.map((ability) => [ability, true])),
    custom_metadata: device.customMetadata,
    created_at: timestamp(device.createdAt, device.id),
    is_managed: true,
    space_ids: [],
    device_provider: {
      provider_category: 'stable',
      device_provider_name: manufacturer,
      display_name: device.manufacturer,
      image_url: `https://connect.getseam.com/assets/images/providers/${manufacturer}.png`,
    },
    device_manufacturer: {
      manufacturer,
      display_name: device.manufacturer,
      image_url: `https://connect.getseam.com/assets/images/manufacturers/${manufacturer}.png`,
    },
    ...(device.locationName === null && device.timeZone === null
      ? {}
      : { location: { location_name: device.locationName, time_zone: device.timeZone } }),
    properties: propertiesOf(device),
    errors: device.errors.map(renderError),
    warnings: device.warnings.map(({ code, message, createdAt }) => ({
      warning_code: code,
      message,
      created_at: new Date(createdAt).toISOString(),
    })),
    ...device.overrides,
  };
}

function propertiesOf(device: SeamDevice): object {
  const { keypad } = device;
  return {
    online: device.online,
    name: device.name,
    appearance: { name: device.name },
    manufacturer: device.manufacturer.toLowerCase(),
    model: {
      display_name: device.model,
      manufacturer_display_name: device.manufacturer,
      ...(keypad === null ? {} : { can_connect_accessory_keypad: true, has_built_in_keypad: false }),
    },
    ...(device.serialNumber === null ? {} : { serial_number: device.serialNumber }),
    ...(device.locked === null ? {} : { locked: device.locked }),
    ...(device.batteryLevel === null ? {} : batteryOf(device.batteryLevel)),
    ...(keypad === null
      ? {}
      : {
          accessory_keypad: {
            is_connected: keypad.isConnected,
            ...(keypad.batteryLevel === null ? {} : { battery: { level: keypad.batteryLevel } }),
          },
        }),
    ...(device.thermostat === null ? {} : thermostatOf(device.thermostat)),
  };
}

/** Four words for the level, of which Seam does not publish the bounds. */
function batteryOf(level: number): object {
  const status = level < 0.05 ? 'critical' : level < 0.2 ? 'low' : level < 0.95 ? 'good' : 'full';
  return { battery_level: level, battery: { level, status } };
}

/** What troubles the account troubles its devices, and is told apart by two flags. */
const accountErrors = new Set([
  'account_disconnected',
  'insufficient_permissions',
  'salto_ks_subscription_limit_exceeded',
  'dormakaba_sites_disconnected',
]);

function renderError({ code, message, createdAt }: SeamProblem): object {
  const ofAccount = accountErrors.has(code);
  return {
    error_code: code,
    message,
    created_at: new Date(createdAt).toISOString(),
    is_device_error: !ofAccount,
    ...(ofAccount ? { is_connected_account_error: true } : {}),
  };
}

/** Every temperature is told twice (`capability-properties/thermostat.ts`). */
function thermostatOf(thermostat: SeamThermostat): object {
  const { celsius, mode, heatingSetPointCelsius, coolingSetPointCelsius } = thermostat;
  const setting = {
    hvac_mode_setting: mode,
    fan_mode_setting: 'auto',
    ...twice('heating_set_point', heatingSetPointCelsius),
    ...twice('cooling_set_point', coolingSetPointCelsius),
    manual_override_allowed: true,
  };
  const isHeating = mode.startsWith('heat') && celsius < heatingSetPointCelsius;
  const isCooling = mode.endsWith('cool') && celsius > coolingSetPointCelsius;
  return {
    ...twice('temperature', celsius),
    relative_humidity: thermostat.humidity,
    available_hvac_mode_settings: ['off', 'heat', 'cool', 'heat_cool'],
    available_fan_mode_settings: ['auto', 'on'],
    available_climate_preset_modes: ['home', 'away'],
    is_heating: isHeating,
    is_cooling: isCooling,
    is_fan_running: isHeating || isCooling,
    fan_mode_setting: 'auto',
    is_temporary_manual_override_active: false,
    current_climate_setting: setting,
    default_climate_setting: setting,
    available_climate_presets: [
      {
        climate_preset_key: 'occupied',
        can_edit: true,
        can_delete: true,
        can_use_with_thermostat_daily_programs: false,
        name: 'Occupied',
        display_name: 'Occupied',
        ...setting,
      },
    ],
    fallback_climate_preset_key: 'occupied',
    active_thermostat_schedule: null,
    active_thermostat_schedule_id: null,
    ...twice('min_cooling_set_point', 18),
    ...twice('max_cooling_set_point', 33),
    ...twice('min_heating_set_point', 7),
    ...twice('max_heating_set_point', 26),
    min_heating_cooling_delta_celsius: 2.5,
    min_heating_cooling_delta_fahrenheit: 4.5,
  };
}

function twice(name: string, celsius: number): Readonly<Record<string, number>> {
  return {
    [`${name}_celsius`]: celsius,
    [`${name}_fahrenheit`]: Math.round((celsius * 9) / 5 + 32),
  };
}
