/** What people sign in with. Versions as browsers tell them: they hide the newer systems and all but the first part of their own. */
import { createRandom } from '../random.ts';

export interface Device {
  /** Tells the devices of one person apart; the same browser or app has the same one in all its sessions. */
  readonly key: string;
  readonly type: 'desktop' | 'phone' | 'tablet' | 'headset';
  /** Where the browser names one; null otherwise. */
  readonly model: string | null;
  readonly os: { readonly name: string; readonly version: string };
  readonly program: {
    /** `in-app` is a page that another app shows. */
    readonly kind: 'browser' | 'mobile-app' | 'desktop-app' | 'in-app';
    readonly name: string;
    /** Whole: "154.0.0.0". */
    readonly version: string;
  };
}

const machines = {
  // Safari and Chrome say 10.15.7, Edge and Chrome say Windows 10 and Android 10, whatever is installed.
  mac: { type: 'desktop', model: 'Macintosh', os: { name: 'Mac OS', version: '10.15.7' } },
  windows: { type: 'desktop', model: null, os: { name: 'Windows', version: '10' } },
  linux: { type: 'desktop', model: null, os: { name: 'Linux', version: 'x86_64' } },
  iPhone: { type: 'phone', model: 'iPhone', os: { name: 'iOS', version: '18.7' } },
  android: { type: 'phone', model: null, os: { name: 'Android', version: '10' } },
  iPad: { type: 'tablet', model: 'iPad', os: { name: 'iOS', version: '18.7' } },
  androidTablet: { type: 'tablet', model: null, os: { name: 'Android', version: '10' } },
} as const;
type Machine = keyof typeof machines;

/** The current version first, then those of people who put updates off. */
const versions = {
  Chrome: ['154.0.0.0', '154.0.0.0', '153.0.0.0', '149.0.0.0'],
  Edge: ['154.0.0.0', '153.0.0.0'],
  Firefox: ['157.0', '157.0', '156.0', '153.0'],
  Safari: ['26.6', '26.6', '26.4', '18.6'],
  'Samsung Internet': ['30.0', '29.0'],
} as const;
type Browser = keyof typeof versions;

const browsersOf: Readonly<Record<Machine, readonly Browser[]>> = {
  mac: ['Chrome', 'Chrome', 'Safari', 'Firefox'],
  windows: ['Chrome', 'Edge', 'Edge', 'Firefox'],
  linux: ['Firefox', 'Chrome'],
  iPhone: ['Safari'],
  android: ['Chrome', 'Chrome', 'Samsung Internet'],
  iPad: ['Safari'],
  androidTablet: ['Chrome'],
};

/** Without a version, the current one. */
export function browser(machine: Machine, name: Browser, version: string = versions[name][0]): Device {
  return {
    key: `${machine} ${name}`,
    ...machines[machine],
    program: { kind: 'browser', name, version },
  };
}

/** Rocket.Chat's own app, which tells the true version of the system on a phone. */
export function chatApp(machine: Machine): Device {
  const { type, model, os } = machines[machine];
  if (type === 'desktop') {
    const program = { kind: 'desktop-app', name: 'Rocket.Chat', version: '4.13.0' } as const;
    return { key: `${machine} app`, type, model, os, program };
  }
  const system = os.name === 'iOS' ? { name: 'iOS', version: '26.6' } : { name: 'Android', version: '16' };
  const program = { kind: 'mobile-app', name: 'RC Mobile', version: '4.76.0 77120' } as const;
  return { key: `${machine} app`, type, model, os: system, program };
}

/** Worn on the head, with a browser of its own. */
export const headset: Device = {
  key: 'headset',
  type: 'headset',
  model: 'Quest 3',
  os: { name: 'Android', version: '14' },
  program: { kind: 'browser', name: 'Oculus Browser', version: '41.2.0' },
};

/** A link that was opened within another app. */
export function withinApp(machine: Machine, name: string): Device {
  return {
    key: `${machine} ${name}`,
    ...machines[machine],
    program: { kind: 'in-app', name, version: '412.0.0' },
  };
}

/** What one person has. */
export interface Devices {
  readonly computer: Device;
  readonly phone: Device;
  readonly tablet: Device | null;
  readonly desktopChat: Device | null;
  readonly mobileChat: Device;
}

/** @param id of the person. */
export function devicesOf(id: string): Devices {
  const random = createRandom(`devices of ${id}`);
  const browserOn = (machine: Machine): Device => {
    const name = random.pick(browsersOf[machine]);
    return browser(machine, name, random.pick<string>(versions[name]));
  };
  const computer = random.pick(['mac', 'mac', 'windows', 'windows', 'windows', 'linux'] as const);
  const phone = random.pick(['iPhone', 'android'] as const);
  const tablet = random.pick(['iPad', 'androidTablet'] as const);
  return {
    computer: browserOn(computer),
    phone: browserOn(phone),
    tablet: random.chance(25) ? browserOn(tablet) : null,
    desktopChat: random.chance(40) ? chatApp(computer) : null,
    mobileChat: chatApp(phone),
  };
}
