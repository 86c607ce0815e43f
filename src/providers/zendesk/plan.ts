/** How many calls it takes Zendesk to read what belongs to several people. */
import { planBatch, type BatchPlan } from '../batch-plan.ts';

/** More are refused with TooManyValues. */
export const maxValuesPerCall = 100;
export const sessionsPerPage = 100;

/** An address is searched for by itself; ids and external ids go in lists, which long ids make shorter (see `accounts.ts`). */
export function planAccounts(key: 'nativeId' | 'externalId' | 'email', wanted: number): BatchPlan {
  return { how: 'each', calls: key === 'email' ? wanted : Math.ceil(wanted / maxValuesPerCall) };
}

/**
 * A list of each user, or the list of the whole account.
 *
 * @param rows how many sessions the account has; null where that is not known.
 * @param callsLeft how many calls the limits allow now.
 */
export function planSessions(wanted: number, rows: number | null, callsLeft: number): BatchPlan {
  const sweep = rows === null ? null : Math.max(1, Math.ceil(rows / sessionsPerPage));
  return planBatch(wanted, sweep, 2, callsLeft);
}
