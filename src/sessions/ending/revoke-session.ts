import { carryOut, type Wish } from './carry-out.ts';
import { checkWhy } from './check-why.ts';
import type { EndingContext } from './context.ts';
import { inputError, refusal, type Revocation } from './outcome.ts';
import { planIds } from './plan.ts';
import { requireMayEnd } from './who-may-end.ts';

/** Ends one session. Rejects with `AccessError` where the asker may end none. */
export async function revokeSession(id: string, wish: Wish, context: EndingContext): Promise<Revocation> {
  requireMayEnd(context);
  const problem = checkWhy(wish);
  if (problem !== null) return refusal(problem);
  const plan = await planIds([id], context);
  if (plan === null) {
    return refusal(inputError('id', 'This is not the id of a session. Use an id just as a query gave it.'));
  }
  return carryOut('revokeSession', plan, wish, context);
}
