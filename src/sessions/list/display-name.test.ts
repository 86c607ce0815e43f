import { expect, test } from 'vitest';
import type { DeviceRecord, SessionDetails } from '../../providers/records.ts';
import { displayNameOf } from './display-name.ts';

const zendesk: SessionDetails = { kind: 'zendesk' };
const nothing: DeviceRecord = { type: 'UNKNOWN', model: null, client: null, os: null };

function client(
  kind: 'BROWSER' | 'MOBILE_APP' | 'DESKTOP_APP' | 'OTHER',
  name: string | null,
  version: string | null = null,
) {
  return { client: { kind, name, version, fullVersion: version } };
}

test.each<[Partial<DeviceRecord>, string]>([
  [
    { ...client('BROWSER', 'Chrome', '113'), os: { name: 'Windows', version: '10' } },
    'Chrome 113 on Windows 10',
  ],
  [
    { ...client('BROWSER', 'Safari'), model: 'iPhone', os: { name: 'iOS', version: '17' } },
    'Safari on iPhone',
  ],
  [{ ...client('BROWSER', 'Firefox', '126'), os: { name: 'Linux', version: null } }, 'Firefox 126 on Linux'],
  [{ ...client('BROWSER', 'Chrome', '113') }, 'Chrome 113'],
  [{ ...client('BROWSER', null), os: { name: 'Windows', version: '10' } }, 'Browser on Windows 10'],
  [
    { ...client('MOBILE_APP', 'Rocket.Chat', '4'), os: { name: 'Android', version: '10' } },
    'Rocket.Chat app on Android 10',
  ],
  [{ ...client('DESKTOP_APP', 'Support App', '2') }, 'Support App'],
  [{ ...client('MOBILE_APP', null), model: 'Pixel 8' }, 'Mobile app on Pixel 8'],
  [{ ...client('OTHER', 'curl', '8') }, 'curl 8'],
  [{ ...client('OTHER', null), os: { name: 'Windows', version: '10' } }, 'Windows 10'],
  [{ model: 'Macintosh' }, 'Macintosh'],
  [{ type: 'TABLET' }, 'Tablet'],
  [{ type: 'OTHER' }, 'Zendesk session'],
  [{}, 'Zendesk session'],
])('%j is called "%s"', (device, name) => {
  expect(displayNameOf({ device: { ...nothing, ...device }, details: zendesk })).toBe(name);
});

test('a session without any device is named after its provider', () => {
  expect(displayNameOf({ device: null, details: zendesk })).toBe('Zendesk session');
});
