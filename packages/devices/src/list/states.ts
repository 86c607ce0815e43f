import type { SessionState } from '../graphql/generated/graphql.ts';

export type OverState = Exclude<SessionState, 'ACTIVE' | 'PENDING' | 'UNKNOWN'>;

/** Those that may still be used: what is unknown is not over. */
export const signedInStates: readonly SessionState[] = ['ACTIVE', 'PENDING', 'UNKNOWN'];

export const overStates: readonly OverState[] = [
  'ENDED',
  'EXPIRED',
  'REVOKED',
  'REPLACED',
  'ABANDONED',
  'REMOVED',
];

export function isOver(state: SessionState): state is OverState {
  return overStates.some((over) => over === state);
}
