/** One line a request to `/graphql`: what was asked and what it came to. Variables, addresses and tokens are no part of it. */
import type { Config } from '../../config/config.ts';
import type { Log } from './log.ts';
import type { RequestListener } from './watch.ts';

export function createAccessLog({ access, userIds }: Config['log'], log: Log): readonly RequestListener[] {
  if (access === 'off') return [];
  const isChosen = sampled(access === 'all' ? 1 : access);
  const ended: RequestListener['ended'] = (record, status, ms) => {
    if (record.route !== '/graphql' || (!isChosen() && (status === null || status < 500))) return;
    const { id, traceId, principal, operation, codes, cost, callOrigin } = record;
    log.info(
      {
        requestId: id,
        traceId: traceId ?? undefined,
        status,
        ms: Math.round(ms * 100) / 100,
        operation: operation?.name,
        type: operation?.type,
        codes: codes.length === 0 ? undefined : codes,
        cost: cost ?? undefined,
        providerCalls: callOrigin?.calls,
        principal: principal === null ? undefined : (principal.issuer ?? principal.name),
        user: userIds ? principal?.viewer?.id : undefined,
      },
      'request',
    );
  };
  return [{ ended }];
}

/** Chooses a share of all, evenly. */
function sampled(share: number): () => boolean {
  let due = 0;
  return () => {
    due += share;
    if (due < 1) return false;
    due -= 1;
    return true;
  };
}
