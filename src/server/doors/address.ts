import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Where a request comes from: the other end of the connection, or what the outermost trusted proxy saw there. Null where the
 * connection is gone.
 * @param trustedProxies how many proxies stand in front and add to `x-forwarded-for`. What stands further left came with the request,
 * and may be anything.
 */
export function addressOf(request: IncomingMessage, trustedProxies: number): string | null {
  const { remoteAddress = null } = request.socket;
  if (trustedProxies === 0) return withoutMapping(remoteAddress);
  const hops = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const hop = hops.at(-trustedProxies)?.trim();
  // Some proxies write the port too.
  const forwarded = hop?.replace(/^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/, '$1$2');
  const address = forwarded !== undefined && isIP(forwarded) !== 0 ? forwarded : remoteAddress;
  return withoutMapping(address);
}

/** An IPv4 address on a socket of both families; one client must not have two addresses. */
function withoutMapping(address: string | null): string | null {
  return address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? null;
}
