/** The locks and thermostats of the company's houses, reached through one account at a maker for each house. */
import { day, hour } from '../company/accounts.ts';
import { companyDomain } from '../company.ts';
import { siteKeys, sites, type SiteKey } from '../company/sites.ts';
import { seamConnectedAccount, seamConnectWebview, seamDevice, seamId } from './build.ts';
import type {
  SeamConnectedAccount,
  SeamDevice,
  SeamKeypad,
  SeamProblem,
  SeamThermostat,
  SeamWorld,
} from './world.ts';

const accountKind = 2;
const webviewKind = 3;
const deviceKind = 4;

export function accountIdOf(site: SiteKey): string {
  return seamId(accountKind, siteKeys.indexOf(site) + 1);
}

export function webviewIdOf(site: SiteKey): string {
  return seamId(webviewKind, siteKeys.indexOf(site) + 1);
}

type Hardware = Pick<SeamWorld, 'connectedAccounts' | 'connectWebviews' | 'devices'>;

export function seedHardware(now: number): Hardware {
  const connectedAt = (site: SiteKey) => now - (400 + 20 * siteKeys.indexOf(site)) * day;
  return {
    connectedAccounts: siteKeys.map((site) => accountOf(site, connectedAt(site), now)),
    connectWebviews: siteKeys.map((site) =>
      seamConnectWebview({
        id: webviewIdOf(site),
        createdAt: connectedAt(site) - 3 * 60_000,
        connectedAccountId: accountIdOf(site),
        acceptedProviders: ['august', 'schlage', 'yale', 'nuki', 'ecobee', 'minut'],
        selectedProvider: makers[site],
        customerKey: companyDomain,
        customMetadata: { house: site },
      }),
    ),
    devices: siteKeys.flatMap((site) =>
      devicesAt[site].map((device, index) =>
        seamDevice({
          id: seamId(deviceKind, (siteKeys.indexOf(site) + 1) * 100 + index),
          createdAt: connectedAt(site) + 60_000,
          connectedAccountId: accountIdOf(site),
          locationName: sites[site].name,
          timeZone: sites[site].timeZone,
          serialNumber: serialNumberOf(site, index),
          customMetadata: { house: site, cleaned_by_us: site !== 'office' },
          ...device,
          ...problemsOf(site, device, now),
        }),
      ),
    ),
  };
}

const makers: Readonly<Record<SiteKey, string>> = {
  office: 'schlage',
  harbour: 'august',
  alfama: 'nuki',
  cottage: 'yale',
  acacia: 'august',
  machiya: 'minut',
};

function accountOf(site: SiteKey, createdAt: number, now: number): SeamConnectedAccount {
  return seamConnectedAccount({
    id: accountIdOf(site),
    createdAt,
    displayName: `${site}@${companyDomain}`,
    email: `${site}@${companyDomain}`,
    accountType: makers[site],
    customerKey: companyDomain,
    customMetadata: { house: site },
    errors: site === disconnectedSite ? [accountDisconnected(now)] : [],
  });
}

const disconnectedSite = 'machiya';

const accountDisconnected = (now: number): SeamProblem => ({
  code: 'account_disconnected',
  message: 'The account was disconnected: sign in to it again through a Connect Webview.',
  createdAt: now - 2 * day,
});

const serialNumberOf = (site: SiteKey, index: number) => `LF${(siteKeys.indexOf(site) + 1) * 100 + index}`;

type Described = Partial<SeamDevice> & Pick<SeamDevice, 'name'>;

/**
 * What Seam says of a device that is not well: a lost account is told with each of its devices too. There is no warning of a low
 * battery, which its level alone tells.
 */
function problemsOf(
  site: SiteKey,
  { online, name }: Described,
  now: number,
): Pick<SeamDevice, 'errors' | 'warnings'> {
  return {
    errors: [
      ...(site === disconnectedSite ? [accountDisconnected(now)] : []),
      ...(online === false
        ? [{ code: 'device_offline', message: 'Device is offline.', createdAt: now - 7 * hour }]
        : []),
    ],
    warnings:
      name === 'Veranda'
        ? [
            {
              code: 'device_has_flaky_connection',
              message: 'The device goes offline again and again.',
              createdAt: now - 3 * day,
            },
          ]
        : [],
  };
}

const lock = (
  manufacturer: string,
  model: string,
  name: string,
  more: Partial<SeamDevice> = {},
): Described => ({
  deviceType: `${manufacturer.toLowerCase()}_lock`,
  manufacturer,
  model,
  name,
  ...more,
});

/** Has no bolt, and here no battery either. */
const thermostat = (name: string, celsius: number, mode: SeamThermostat['mode']): Described => ({
  deviceType: 'ecobee_thermostat',
  manufacturer: 'Ecobee',
  model: 'Smart Thermostat',
  name,
  capabilities: ['thermostat'],
  abilities: ['can_hvac_heat', 'can_hvac_cool', 'can_hvac_heat_cool', 'can_turn_off_hvac'],
  locked: null,
  batteryLevel: null,
  thermostat: {
    celsius,
    humidity: 0.44,
    heatingSetPointCelsius: 20.5,
    coolingSetPointCelsius: 25,
    mode,
  },
});

const noiseSensor = (name: string): Described => ({
  deviceType: 'minut_sensor',
  manufacturer: 'Minut',
  model: 'M3',
  name,
  capabilities: ['noise_detection', 'battery'],
  abilities: [],
  locked: null,
  batteryLevel: 0.97,
});

const keypad = (batteryLevel: number): SeamKeypad => ({ isConnected: true, batteryLevel });

const devicesAt: Readonly<Record<SiteKey, readonly Described[]>> = {
  office: [
    lock('Schlage', 'Encode', 'Main Entrance'),
    lock('Schlage', 'Encode', 'Key Room', { batteryLevel: 0.62 }),
    lock('Schlage', 'Encode Plus', 'Server Cupboard', { batteryLevel: 0.41 }),
  ],
  harbour: [
    lock('August', 'Wi-Fi Smart Lock', 'Front Door', { locked: false, keypad: keypad(0.12) }),
    lock('August', 'Wi-Fi Smart Lock', 'Quay Door', { batteryLevel: 0.74 }),
    thermostat('Living Room', 19, 'heat'),
  ],
  alfama: [
    lock('Nuki', 'Smart Lock Pro', 'Flat Door', { batteryLevel: 0.55, keypad: keypad(0.81) }),
    lock('Nuki', 'Opener', 'Street Door', { nickname: 'Street Door (push hard)' }),
  ],
  cottage: [
    lock('Yale', 'Assure Lock 2', 'Porch Door', { batteryLevel: 0.14 }),
    lock('Yale', 'Assure Lock 2', 'Back Door'),
    thermostat('Hallway', 26.5, 'heat_cool'),
  ],
  acacia: [
    lock('August', 'Smart Lock Pro', 'Gate', { online: false, batteryLevel: null, locked: null }),
    lock('August', 'Smart Lock Pro', 'Veranda'),
  ],
  machiya: [
    lock('August', 'Wi-Fi Smart Lock', 'Garden Door', { online: false }),
    noiseSensor('Ground Floor'),
  ],
};
