export type AccessErrorCode = 'UNAUTHENTICATED' | 'FORBIDDEN';

/** Who asks may not do this, whatever they name. For things that are theirs or not, see `access.ts`: those are answered as not there. */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly code: AccessErrorCode;

  constructor(code: AccessErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function othersSessions(): AccessError {
  return new AccessError(
    'FORBIDDEN',
    "Other people's sessions take the scope sessions:read:any, or client-sessions:read for client sessions.",
  );
}
