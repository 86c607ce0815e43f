import type { PageArguments } from '../sessions/query.ts';
import { builder } from './builder.ts';

/** For a list that is read forwards only. */
export const forwardArguments = builder.args((arg) => ({
  first: arg.int({
    description:
      'How many rows to return, 1 to 100; 20 when left out. Anything else is an error, never a silent cut.',
  }),
  after: arg.string({
    description:
      'Return the rows after this cursor, taken from `endCursor` or an edge of the same list with the same filter and order.',
  }),
}));

export const pageArguments = {
  ...forwardArguments,
  ...builder.args((arg) => ({
    last: arg.int({
      description: 'Return this many rows from the end instead, 1 to 100. Not together with `first`.',
    }),
    before: arg.string({
      description:
        'Return the rows before this cursor, taken from `startCursor` or an edge of the same list with the same filter and order.',
    }),
  })),
};

/** As GraphQL gives them: left out and null are the same request here. */
export type GivenPageArguments = { readonly [Name in keyof PageArguments]: PageArguments[Name] | null };

export function pageOf(args: GivenPageArguments): PageArguments {
  return {
    first: args.first ?? undefined,
    after: args.after ?? undefined,
    last: args.last ?? undefined,
    before: args.before ?? undefined,
  };
}
