/** Whom a token speaks of. Its signature, issuer, audience and times are checked already. */
import type { JWTPayload } from 'jose';
import type { JwtIssuerConfig } from '../../config/config.ts';
import { lowerCaseAddress } from '../../providers/email-address.ts';
import { type Scope, scopes as knownScopes } from '../../sessions/scope.ts';
import type { Principal } from '../../sessions/principal.ts';
import { invalidToken } from './refusal.ts';

export interface OtherIssuers {
  /** Of their user ids; none of this issuer's may have one. */
  readonly otherPrefixes: readonly string[];
  readonly isOneOfSeveral: boolean;
}

/** Throws an `IdentityRefusal` where the token speaks of nobody who is signed in here. */
export function readClaims(
  payload: JWTPayload,
  issuer: JwtIssuerConfig,
  { otherPrefixes, isOneOfSeveral }: OtherIssuers,
): Principal {
  const { claims, authorizedParties, requiredClaims } = issuer;
  // Clerk signs tokens also for sessions with tasks left to do, and its helper accepts them.
  if (payload['sts'] === 'pending')
    throw invalidToken('The sign-in is not finished: its session is still pending.');
  if (authorizedParties !== undefined && !authorizedParties.some((party) => party === payload['azp']))
    throw invalidToken('The token was made for another application.');

  const givenId = text(payload[claims.userId]);
  if (givenId === null) throw invalidToken(`The token names nobody in its "${claims.userId}" claim.`);
  const userId = `${issuer.userIdPrefix ?? ''}${givenId}`;
  if (otherPrefixes.some((prefix) => userId.startsWith(prefix)))
    throw invalidToken(`The token names somebody of another issuer in its "${claims.userId}" claim.`);
  const currentSessionId = text(payload[claims.sessionId]);
  if (currentSessionId === null && requiredClaims.includes(claims.sessionId))
    throw invalidToken(`The token names no session in its "${claims.sessionId}" claim.`);

  const email = text(payload[claims.email]);
  // An address that nobody has verified would give its owner's sessions to whoever typed it.
  const isVerified = payload[claims.emailVerified] === true;
  return {
    name: `person:${userId}`,
    viewer: { id: userId, verifiedEmails: email !== null && isVerified ? [lowerCaseAddress(email)] : [] },
    currentSessionId,
    currentSessionIssuer: currentSessionId === null ? null : { iss: issuer.issuer, isOneOfSeveral },
    issuer: issuer.issuer,
    scopes: readScopes(payload[claims.scopes]),
  };
}

function text(claim: unknown): string | null {
  return typeof claim === 'string' && claim.trim() !== '' ? claim : null;
}

/** The known ones of a text with spaces between (RFC 8693, 4.2) or of a list; a token may hold scopes for others too. */
function readScopes(claim: unknown): ReadonlySet<Scope> {
  const given: readonly unknown[] =
    typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return new Set(knownScopes.filter((scope) => given.includes(scope)));
}
