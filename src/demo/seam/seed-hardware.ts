/** The locks and thermostats of the company's houses, reached through one account at a maker for each house. */
import { day, hour } from '../company/accounts.ts';
import { companyDomain } from '../company.ts';
import { siteKeys, sites, type SiteKey } from '../company/sites.ts';
import { seamConnectedAccount, seamConnectWebview, seamDevice, seamId } from './build.ts';
import type { SeamConnectedAccount, SeamDevice, SeamWorld } from './world.ts';

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
          ...device,
          ...problemsOf(device, now),
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
  const isDisconnected = site === 'machiya';
  return seamConnectedAccount({
    id: accountIdOf(site),
    createdAt,
    displayName: `${site}@${companyDomain}`,
    accountType: makers[site],
    customerKey: companyDomain,
    errors: isDisconnected
      ? [
          {
            code: 'account_disconnected',
            message: 'The account was disconnected: sign in to it again through a Connect Webview.',
            createdAt: now - 2 * day,
          },
        ]
      : [],
  });
}

type Described = Partial<SeamDevice> & Pick<SeamDevice, 'name'>;

/** What Seam says of a device that is not well. */
function problemsOf({ online, batteryLevel }: Described, now: number): Partial<SeamDevice> {
  if (online === false) {
    return { errors: [{ code: 'device_offline', message: 'Device is offline.', createdAt: now - 7 * hour }] };
  }
  if (typeof batteryLevel === 'number' && batteryLevel < 0.2) {
    return { warnings: [{ code: 'low_battery', message: 'The battery is low.', createdAt: now - 3 * day }] };
  }
  return {};
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

/** Everything else has no bolt, and here no battery either. */
const fixture = (
  deviceType: string,
  manufacturer: string,
  model: string,
  name: string,
  capability: string,
): Described => ({
  deviceType,
  manufacturer,
  model,
  name,
  capabilities: [capability],
  abilities: [],
  locked: null,
  batteryLevel: null,
});

const devicesAt: Readonly<Record<SiteKey, readonly Described[]>> = {
  office: [
    lock('Schlage', 'Encode', 'Main Entrance'),
    lock('Schlage', 'Encode', 'Key Room', { batteryLevel: 0.62 }),
    lock('Schlage', 'Encode Plus', 'Server Cupboard', { batteryLevel: 0.41 }),
  ],
  harbour: [
    lock('August', 'Wi-Fi Smart Lock', 'Front Door', { locked: false }),
    lock('August', 'Wi-Fi Smart Lock', 'Quay Door', { batteryLevel: 0.74 }),
    fixture('ecobee_thermostat', 'Ecobee', 'Smart Thermostat', 'Living Room', 'thermostat'),
  ],
  alfama: [
    lock('Nuki', 'Smart Lock Pro', 'Flat Door', { batteryLevel: 0.55 }),
    lock('Nuki', 'Opener', 'Street Door', { nickname: 'Street Door (push hard)' }),
  ],
  cottage: [
    lock('Yale', 'Assure Lock 2', 'Porch Door', { batteryLevel: 0.14 }),
    lock('Yale', 'Assure Lock 2', 'Back Door'),
    fixture('ecobee_thermostat', 'Ecobee', 'Smart Thermostat', 'Hallway', 'thermostat'),
  ],
  acacia: [
    lock('August', 'Smart Lock Pro', 'Gate', { online: false, batteryLevel: null, locked: null }),
    lock('August', 'Smart Lock Pro', 'Veranda'),
  ],
  machiya: [
    lock('August', 'Wi-Fi Smart Lock', 'Garden Door', { online: false }),
    fixture('minut_sensor', 'Minut', 'M3', 'Ground Floor', 'noise_detection'),
  ],
};
