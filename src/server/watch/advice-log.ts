/**
 * What providers' failures ask of the operator, in the log: a permission, a key of the configuration. People are told nothing of it. A line at
 * once where it changes, but one a second at most for each kind of failure, and one a minute while it stays.
 */
import type { Provider } from '../../providers/provider.ts';
import type { ProviderFailure } from '../../upstream/failure.ts';
import type { Log } from './log.ts';

const whileItStaysMs = 60_000;
const whereItChangesMs = 1000;

/** @param now a clock in milliseconds that never goes back. */
export function createAdviceLog(
  log: Log,
  now: () => number = () => performance.now(),
): (provider: Provider, failure: ProviderFailure) => void {
  const latest = new Map<string, { readonly message: string; readonly at: number }>();
  return ({ id }, { status, message }) => {
    const kind = `${id} ${status}`;
    const at = now();
    const before = latest.get(kind);
    const pause = before?.message === message ? whileItStaysMs : whereItChangesMs;
    if (before !== undefined && at - before.at < pause) return;
    latest.set(kind, { message, at });
    log.warn({ provider: id, failure: status, advice: message }, 'a provider could not be read');
  };
}
