import { signedInStates } from '../providers/records.ts';
import type { PageArguments, SessionFilter as Filter, SessionOrder as Order } from '../sessions/query.ts';
import { builder } from './builder.ts';
import { pageArguments, pageOf, type GivenPageArguments } from './page-arguments.ts';
import { SessionFilter, sessionFilterOf } from './session-filter.ts';
import { SessionOrder } from './session-order.ts';

/** What every list of sessions takes that can be filtered and ordered. */
export const sessionListArguments = {
  ...builder.args((arg) => ({
    filter: arg.field({
      type: SessionFilter,
      defaultValue: { states: [...signedInStates] },
      description:
        'Which sessions; when left out, those that still count, or may. Ended ones come too with `{ states: null }`.',
    }),
    orderBy: arg.field({
      type: SessionOrder,
      description: 'The order, where the list is about named users; the latest activity first when left out.',
    }),
  })),
  ...pageArguments,
};

interface SessionListArguments extends GivenPageArguments {
  readonly filter?: typeof SessionFilter.$inferInput | null | undefined;
  readonly orderBy?: Order | null | undefined;
}

export function sessionListOf({ filter, orderBy, ...page }: SessionListArguments): {
  readonly filter: Filter | undefined;
  readonly order: Order | undefined;
  readonly page: PageArguments;
} {
  return {
    filter: filter ? sessionFilterOf(filter) : undefined,
    order: orderBy ?? undefined,
    page: pageOf(page),
  };
}
