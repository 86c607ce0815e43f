import type { SentEvent } from './observer.ts';
import type { ProviderTrouble, UpstreamState } from './state.ts';

/** What was last seen of a provider. */
export class Seen {
  #lastSuccessAt: number | null = null;
  #lastFailureAt: number | null = null;
  #lastFailure: ProviderTrouble | null = null;

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

const others: ReadonlySet<string> = new Set(['ABANDONED', 'NOT_FOUND', 'ALREADY_EXISTS', 'REJECTED']);

function tellsOfProvider(failure: NonNullable<SentEvent['failure']>): failure is ProviderTrouble {
  return !others.has(failure);
}
