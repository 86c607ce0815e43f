import type { FailureStatus } from './failure.ts';
import type { SentEvent } from './observer.ts';
import type { UpstreamState } from './state.ts';

/** What was last seen of a provider. */
export class Seen {
  #lastSuccessAt: number | null = null;
  #lastFailureAt: number | null = null;
  #lastFailure: FailureStatus | null = null;

  /** @param at in epoch milliseconds. */
  note(failure: SentEvent['failure'], at: number): void {
    if (failure === null) {
      this.#lastSuccessAt = at;
    } else if (tellsOfProvider(failure)) {
      this.#lastFailureAt = at;
      this.#lastFailure = failure;
    }
  }

  state(): Pick<UpstreamState, 'lastSuccessAt' | 'lastFailureAt' | 'lastFailure'> {
    return {
      lastSuccessAt: this.#lastSuccessAt,
      lastFailureAt: this.#lastFailureAt,
      lastFailure: this.#lastFailure,
    };
  }
}

/** Whether a failure says how the provider is. Others say something of what was asked, or of who asked. */
function tellsOfProvider(failure: FailureStatus | 'ABANDONED'): failure is FailureStatus {
  return failure !== 'ABANDONED' && failure !== 'NOT_FOUND' && failure !== 'REJECTED';
}
