import type { DetailsType } from '../../src/providers/kind.ts';

export interface ToyDetails {
  readonly kind: 'toy';
  readonly badge: string | null;
  readonly doors: readonly string[];
  readonly userAgent: string | null;
}

export const toySession: DetailsType<ToyDetails> = {
  typeName: 'ToySession',
  description: 'What only the toy tells of a session.',
  fields: {
    badge: { type: 'ID', description: 'The badge it was begun with; null when none.' },
    doors: { type: '[String!]!', description: 'The doors that it opened; empty when none.' },
    userAgent: { type: 'String', description: 'What the browser sent of itself; null when nothing.' },
  },
};
