/** Log lines of what goes wrong at providers: no more than one a second for each provider and kind of failure, with a count of those left out. */
import type { UpstreamObserver } from '../../upstream/observer.ts';
import type { Log } from './log.ts';

interface Line {
  readonly level: 'info' | 'warn';
  readonly message: string;
  readonly fields: object;
}

/** What was logged of a kind in the last second, or is to be. */
interface Recent {
  leftOut: number;
  latest: Line | null;
}

const everyMs = 1000;

/** Nothing of a path, a body or a person is in what it is told, so none can be in what it writes. */
export function createFailureLog(log: Log): UpstreamObserver {
  const recents = new Map<string, Recent>();

  function write({ level, message, fields }: Line, leftOut: number): void {
    log[level](leftOut === 0 ? fields : { ...fields, leftOut }, message);
  }

  function tell(kind: string, line: Line): void {
    const recent = recents.get(kind);
    if (recent === undefined) {
      write(line, 0);
      watch(kind, { leftOut: 0, latest: null });
      return;
    }
    if (recent.latest !== null) recent.leftOut += 1;
    recent.latest = line;
  }

  /** Writes the latest of those that come within a second, when that is over. */
  function watch(kind: string, recent: Recent): void {
    recents.set(kind, recent);
    setTimeout(() => {
      recents.delete(kind);
      const { latest, leftOut } = recent;
      if (latest === null) return;
      write(latest, leftOut);
      watch(kind, { leftOut: 0, latest: null });
    }, everyMs).unref();
  }

  const failed: NonNullable<UpstreamObserver['sent']> = (event) => {
    const { provider, method, status, failure, durationMs, attempt, origin } = event;
    // Who leaves is no failure.
    if (failure === null || failure === 'ABANDONED') return;
    const ms = Math.round(durationMs);
    const fields = { provider, failure, status, method, ms, attempt, requestId: origin?.requestId };
    // These may be the answer that was looked for: there is no such session.
    const isAnswer = failure === 'NOT_FOUND' || failure === 'REJECTED';
    const line = isAnswer
      ? ({ level: 'info', message: 'provider refused a call', fields } as const)
      : ({ level: 'warn', message: 'provider failed', fields } as const);
    tell(`${provider} ${failure} ${status}`, line);
  };

  return {
    sent: failed,
    malformed: failed,
    refused({ provider, reason, retryAt, origin }) {
      const fields = { provider, reason, retryAt: isoOf(retryAt), requestId: origin?.requestId };
      tell(`${provider} ${reason}`, { level: 'warn', message: 'call to provider not sent', fields });
    },
    circuit({ provider, state, retryAt }) {
      if (state === 'open') {
        log.warn({ provider, retryAt: isoOf(retryAt) }, 'provider left alone: its circuit is open');
      }
      if (state === 'closed') log.info({ provider }, 'provider answers again: its circuit is closed');
    },
    limitIgnored({ provider, header }) {
      const fields = { provider, header };
      tell(`${provider} ${header}`, { level: 'warn', message: 'limit of provider not believed', fields });
    },
    tokenRenewed({ provider, durationMs }) {
      log.info({ provider, ms: Math.round(durationMs) }, 'access token renewed');
    },
  };
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
