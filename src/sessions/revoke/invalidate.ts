/** After a change, what it touched is read again. */
import type { RequestContext } from '../request-context.ts';
import type { Target } from './result.ts';

export function invalidate({ reads }: RequestContext, targets: readonly Target[]): void {
  reads.invalidate(new Set(targets.map(({ provider }) => provider)));
}
