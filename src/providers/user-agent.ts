/** The device behind a raw `User-Agent`, for kinds of providers that give nothing better. Whoever signed in chose the text, so it proves nothing. */
import { getParser } from 'bowser';
import type { DeviceRecord, DeviceType } from './records.ts';
import { readText } from './text.ts';

/** Browsers send 100 to 250 characters; the parser's expressions are not made for more. */
const maxUserAgentLength = 512;

const types: Readonly<Record<string, DeviceType>> = {
  desktop: 'DESKTOP',
  mobile: 'PHONE',
  tablet: 'TABLET',
  tv: 'TV',
  bot: 'OTHER',
};

/** Null where the text says nothing of a browser, a system or a device. */
export function readUserAgent(value: unknown): DeviceRecord | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  const { browser, os, platform } = getParser(value.slice(0, maxUserAgentLength)).getResult();
  const name = readText(browser.name);
  const fullVersion = readText(browser.version);
  const osName = readText(os.name);
  const type = types[platform.type ?? ''] ?? 'UNKNOWN';
  if (name === null && osName === null && type === 'UNKNOWN') return null;
  return {
    type,
    model: readText(platform.model),
    client:
      name === null
        ? null
        : { kind: 'BROWSER', name, version: /^\d+/.exec(fullVersion ?? '')?.[0] ?? null, fullVersion },
    os: osName === null ? null : { name: osName, version: readText(os.versionName ?? os.version) },
  };
}
