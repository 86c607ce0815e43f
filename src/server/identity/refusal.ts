/** The answers to a request whose sender cannot be told. Their messages are for the client and hold nothing of the credentials. */

export class IdentityRefusal extends Error {
  override readonly name = 'IdentityRefusal';
  readonly status: 401 | 503;
  readonly code: 'UNAUTHENTICATED' | 'UNAVAILABLE';
  readonly headers: Readonly<Record<string, string>>;

  constructor(answer: Pick<IdentityRefusal, 'status' | 'code' | 'headers'>, message: string) {
    super(message);
    this.status = answer.status;
    this.code = answer.code;
    this.headers = answer.headers;
  }
}

/** Nothing was given to tell the principal by. Without an `error`, as RFC 6750 (3.1) wants it. */
export function missingCredentials(): IdentityRefusal {
  return unauthenticated(
    null,
    'Sign in: send "authorization: Bearer <token>" with a token or a key, or "x-api-key: <key>".',
  );
}

/** What was given cannot be read as one credential. */
export function malformedCredentials(message: string): IdentityRefusal {
  return unauthenticated('invalid_request', message);
}

/** What was given is readable, and does not hold. */
export function invalidToken(message: string): IdentityRefusal {
  return unauthenticated('invalid_token', message);
}

/** The token may be good, but nobody can tell now. */
export function keysUnavailable(retryAfterSeconds: number): IdentityRefusal {
  return new IdentityRefusal(
    { status: 503, code: 'UNAVAILABLE', headers: { 'retry-after': String(retryAfterSeconds) } },
    "The token cannot be checked now, because its issuer's keys could not be read. Ask again later.",
  );
}

function unauthenticated(error: 'invalid_request' | 'invalid_token' | null, message: string) {
  const challenge = `Bearer realm="sessiongraph"${error === null ? '' : `, error="${error}"`}`;
  return new IdentityRefusal(
    { status: 401, code: 'UNAUTHENTICATED', headers: { 'www-authenticate': challenge } },
    message,
  );
}
