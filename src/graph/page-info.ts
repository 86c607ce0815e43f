import type { Connection } from '../sessions/connection.ts';
import { builder } from './builder.ts';

export const PageInfo = builder.objectRef<Connection<unknown>['pageInfo']>('PageInfo').implement({
  description: 'Where a page lies in its list, by the Relay connection rules.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', {
      nullable: false,
      description: 'Whether rows follow this page: ask again with `after: endCursor`.',
    }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      nullable: false,
      description: 'Whether rows come before this page.',
    }),
    startCursor: t.exposeString('startCursor', {
      description: 'Cursor of the first row of this page; null when the page is empty.',
    }),
    endCursor: t.exposeString('endCursor', {
      description: 'Cursor of the last row of this page; null when the page has no place to go on from.',
    }),
  }),
});
