import { ProviderFailure } from './failure.ts';

/** The connection failed, so that the same call may succeed a moment later. */
export class ConnectionFailure extends ProviderFailure {
  constructor(providerName: string, reason: string) {
    super('UNAVAILABLE', unreachable(providerName, reason));
  }
}

/** Reasons that may pass by themselves, by the codes of Node and undici. */
const passingReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed',
  EPIPE: 'connection closed',
  UND_ERR_SOCKET: 'connection closed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'connection closed in the middle of the answer',
  EAI_AGAIN: 'the name lookup failed',
  ETIMEDOUT: 'connecting took too long',
  UND_ERR_CONNECT_TIMEOUT: 'connecting took too long',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the host',
};

const lastingReasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'unknown host name',
  UND_ERR_CLOSED: 'this server is shutting down',
  UND_ERR_DESTROYED: 'this server is shutting down',
};

const tlsCode =
  /^(EPROTO|CERT_|CRL_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;

/**
 * What an error of the socket or the HTTP parser means: UNAVAILABLE, a `ConnectionFailure` where that may pass, or MALFORMED where the other side speaks no HTTP. The error itself is
 * not kept, since the parser's holds bytes of the answer. A request that undici refuses to send is a fault of ours and stays the ordinary
 * error it is; its message names a header, never a value.
 */
export function networkFailure(error: Error, providerName: string): Error {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') return error;
  // The parser also complains of an answer without an end, which is a connection closed too early.
  const endMissing = error.message.includes('Invalid EOF state');
  if ((error.name === 'HTTPParserError' && !endMissing) || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new ProviderFailure('MALFORMED', `${providerName} did not answer in valid HTTP; check baseUrl.`);
  }
  const passing = endMissing ? 'connection closed in the middle of the answer' : passingReasons[code];
  if (passing !== undefined) return new ConnectionFailure(providerName, passing);
  const lasting = lastingReasons[code] ?? (tlsCode.test(code) ? `no TLS connection, ${code}` : code);
  return new ProviderFailure('UNAVAILABLE', unreachable(providerName, lasting));
}

function unreachable(providerName: string, reason: string): string {
  return `${providerName} could not be reached (${reason}).`;
}
