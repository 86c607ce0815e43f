/** Signed tokens (JWT) of the configured issuers. */
import { decodeJwt, errors, jwtVerify, type JWTVerifyOptions } from 'jose';
import type { JwtIssuerConfig } from '../../config/config.ts';
import type { Log } from '../watch/log.ts';
import { readClaims, type OtherIssuers } from './claims.ts';
import type { Principal } from '../../sessions/principal.ts';
import { createIssuerKeys } from './issuer-keys.ts';
import { IdentityRefusal, invalidToken } from './refusal.ts';

/** How far clocks may differ, in seconds. */
const clockTolerance = 5;

/** @returns tells whom a token speaks of. Rejects with an `IdentityRefusal`, and with nothing else. */
export function createTokens(
  configs: readonly JwtIssuerConfig[],
  now: () => number,
  log: Log,
): (token: string) => Promise<Principal> {
  const prefixes = configs.flatMap(({ userIdPrefix }) => userIdPrefix ?? []);
  const issuers = new Map(
    configs.map((config) => {
      const otherPrefixes = prefixes.filter((prefix) => prefix !== config.userIdPrefix);
      const others = { otherPrefixes, isOneOfSeveral: configs.length > 1 };
      return [config.issuer, createIssuer(config, others, now, log)];
    }),
  );

  async function verify(token: string): Promise<Principal> {
    // Not to be believed yet: it only says which issuer to ask. Of an unknown one nothing is fetched.
    const { iss } = decodeJwt(token);
    const identify = issuers.get(iss ?? '');
    if (identify === undefined) throw invalidToken('The token comes from an issuer that is not known here.');
    return identify(token);
  }

  return async (token) => {
    try {
      return await verify(token);
    } catch (error) {
      if (error instanceof IdentityRefusal) throw error;
      if (error instanceof errors.JOSEError) throw invalidToken(explain(error));
      // No token is known to lead here. It is refused all the same; the error is of a library, and holds nothing of the token.
      log.error({ err: error }, 'unexpected error while checking a token');
      throw invalidToken('The token is not valid.');
    }
  };
}

function createIssuer(config: JwtIssuerConfig, others: OtherIssuers, now: () => number, log: Log) {
  const findKey = createIssuerKeys(config.keys, now, log);
  const options: JWTVerifyOptions = {
    issuer: config.issuer,
    ...(config.audience === undefined ? {} : { audience: [...config.audience] }),
    algorithms: [...config.algorithms],
    clockTolerance,
    requiredClaims: ['exp', ...config.requiredClaims],
  };
  return async (token: string): Promise<Principal> => {
    const { payload } = await jwtVerify(token, findKey, { ...options, currentDate: new Date(now()) });
    return readClaims(payload, config, others);
  };
}

/** Why a token does not hold, in words of ours: jose's errors carry the claims. */
function explain(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired. Sign in again, or renew it.';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'The token is not valid.';
  if (error.reason === 'missing') return `The token has no "${error.claim}" claim.`;
  if (error.claim === 'aud') return 'The token is for another audience.';
  if (error.claim === 'nbf') return 'The token is not valid yet.';
  return 'The token is not valid.';
}
