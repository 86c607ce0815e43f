/** A circuit whose waits are a tenth of the usual, so that a provider is asked again at most 3 s after a storm. */
import {
  createCircuit,
  longestWaitMs,
  type Circuit,
  type CircuitOptions,
} from '../../src/upstream/circuit.ts';

const times = 10;

export const longestQuickWaitMs = longestWaitMs / times;

export function quickCircuit({ clock, now, onChange, random }: CircuitOptions): Circuit {
  const inRealTime = (at: number | null) => at && Math.ceil(now() + (at - now()) / times);
  const circuit = createCircuit({
    clock: () => clock() * times,
    now,
    random,
    onChange: (state, retryAt) => onChange(state, inRealTime(retryAt)),
  });
  return {
    get state() {
      return circuit.state;
    },
    refusesUntil: () => inRealTime(circuit.refusesUntil()),
    enter: circuit.enter,
    leave: circuit.leave,
    correct: circuit.correct,
  };
}
