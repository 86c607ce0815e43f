/** Secrets that can be told from everything else, and a search that finds them however they are written. */
import { createRandom, base62 } from '../../src/demo/random.ts';

export interface Marks {
  /** A secret of this name, the same every time. @param prefix what such secrets begin with, which is public: `sk_live_`. */
  make(name: string, prefix?: string): string;
  /** Takes one that was made elsewhere, if it is not known already. @param prefix as above. */
  add(name: string, secret: string, prefix?: string): void;
  /** The names of the secrets that stand in the text: whole, or a part of 12 characters from the start, the middle or the end. */
  namesIn(text: string): readonly string[];
}

const partLength = 12;

export function createMarks(): Marks {
  /** By the first signs of each spelling, so that a text is gone through once, whatever the number of secrets. */
  const byStart = new Map<string, { readonly name: string; readonly spelling: string }[]>();
  /** Whether any spelling begins with three such signs: most places of a text are done with so. */
  const isStart = new Uint8Array(1 << 18);
  const known = new Set<string>();

  const add: Marks['add'] = (name, secret, prefix = '') => {
    if (known.has(secret)) return;
    known.add(secret);
    const core = secret.slice(prefix.length);
    if (!secret.startsWith(prefix) || core.length < partLength)
      throw new Error(`${name} is too short to be told from anything else.`);
    for (const start of [0, Math.floor((core.length - partLength) / 2), core.length - partLength]) {
      for (const spelling of spellings(core.slice(start, start + partLength))) {
        const key = spelling.slice(0, partLength);
        isStart[Array.from(key.slice(0, 3)).reduce(withNext, 0)] = 1;
        byStart.set(key, [...(byStart.get(key) ?? []), { name, spelling }]);
      }
    }
  };

  function namesInReading(text: string): string[] {
    const found: string[] = [];
    let signs = 0;
    for (let end = 0; end < text.length; end += 1) {
      signs = withNext(signs, text[end] ?? '');
      if (isStart[signs] === 0) continue;
      const place = end - 2;
      for (const { name, spelling } of byStart.get(text.slice(place, place + partLength)) ?? [])
        if (text.startsWith(spelling, place)) found.push(name);
    }
    return found;
  }

  return {
    make(name, prefix = '') {
      const secret = prefix + createRandom(`secret: ${name}`).text(base62, 36);
      add(name, secret, prefix);
      return secret;
    },
    add,
    namesIn: (text) => [...new Set(readings(text).flatMap(namesInReading))],
  };
}

/** The last three signs as one number, roughly. */
function withNext(signs: number, sign: string): number {
  return ((signs << 6) | (sign.charCodeAt(0) & 63)) & 0x3ffff;
}

/** The part as it is, in other capitals, in hexadecimal digits, and in base64 from each of the three places where a byte can begin. */
function spellings(part: string): string[] {
  const hex = Buffer.from(part).toString('hex');
  const inBase64 = [0, 1, 2].flatMap((before) => {
    const whole = Buffer.from(`${' '.repeat(before)}${part}`)
      .toString('base64')
      .replaceAll('=', '');
    // The first and the last sign may hold bits of what stands beside.
    const inner = whole.slice(before === 0 ? 0 : before + 1, Math.floor(((before + part.length) * 4) / 3));
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [part, part.toLowerCase(), part.toUpperCase(), hex, hex.toUpperCase(), ...inBase64];
}

/** The text itself, without the escapes of URLs and JSON, and what base64 in it says, in which there may be base64 again. */
function readings(text: string, depth = 3): string[] {
  const unescaped = text
    .replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replaceAll(/\\(.)/g, '$1');
  const read = unescaped === text ? [text] : [text, unescaped];
  if (depth === 0) return read;
  const runs = new Set(read.flatMap((one) => one.match(/[\w+/-]{24,}/g) ?? []));
  const decoded = [...runs].map((run) => Buffer.from(run, 'base64url').toString('latin1')).join('\n');
  return decoded === '' ? read : [...read, ...readings(decoded, depth - 1)];
}
