/** How many calls it takes Clerk to read what belongs to several people. */
import type { BatchPlan } from '../batch-plan.ts';

/** How many values one filter takes (clerk/openapi-specs, bapi/2026-05-12.yml). */
export const valuesPerCall = 100;

/** Accounts by any key: lists of a hundred values. */
export function planAccounts(wanted: number): BatchPlan {
  return { how: 'each', calls: Math.ceil(wanted / valuesPerCall) };
}

/** Clerk lists no sessions without naming one user or client (see `sessions.ts`), so there is nothing to choose. */
export function planSessions(wanted: number): BatchPlan {
  return { how: 'each', calls: wanted };
}
