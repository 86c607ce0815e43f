/**
 * Which host names may be asked for while nobody has to sign in: a page of any site can point its own name at 127.0.0.1 (DNS
 * rebinding) and would then be of the same origin as this server. Its requests still carry the site's name.
 */
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether only this computer can reach a server that listens there. @param host without brackets. */
export function isLoopback(host: string): boolean {
  const version = isIP(host);
  return version === 0 ? host === 'localhost' : loopback.check(host, version === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a `Host` header names this computer or `publicHost`. @param publicHost as in a URL, with its port; null for none. */
export function isHostAllowed(header: string | undefined, publicHost: string | null): boolean {
  if (header === undefined || !URL.canParse(`http://${header}`)) return false;
  if (header.toLowerCase() === publicHost) return true;
  return isLoopback(new URL(`http://${header}`).hostname.replaceAll(/^\[|\]$/g, ''));
}

/** The last `Host` header that could be read. Nearly all say the same, and to read one takes longer than to find who asks. */
let lastReadable: string | undefined;

/** Whether a `Host` header can stand in a URL: yoga makes one of it, and answers with a stack trace where it cannot. */
export function isHostReadable(header: string | undefined): boolean {
  if (header === undefined || header === '' || header === lastReadable) return true;
  if (/[\s/?#@\\]/.test(header) || !URL.canParse(`http://${header}`)) return false;
  lastReadable = header;
  return true;
}
