/** For tests of single failures, one after the other at one server: none of them makes it leave the provider alone in the next. */
import type { Circuit } from '../../src/upstream/circuit.ts';

export function closedCircuit(): Circuit {
  return {
    state: 'closed',
    refusesUntil: () => null,
    enter: () => false,
    leave: () => {},
    correct: () => {},
  };
}
