import type { Ordering } from '../page.ts';
import type { SessionOrder, SessionOrderField } from '../query.ts';
import type { Session } from '../session.ts';

export const defaultOrder: SessionOrder = { field: 'LAST_ACTIVE_AT', direction: 'DESC' };

const fields = {
  LAST_ACTIVE_AT: 'lastActiveAt',
  CREATED_AT: 'createdAt',
  EXPIRES_AT: 'expiresAt',
} as const satisfies Record<SessionOrderField, string>;

export function sessionOrdering(order: SessionOrder): Ordering<Session> {
  const field = fields[order.field];
  return {
    direction: order.direction,
    valueOf: ({ record }) => record[field],
    idOf: ({ id }) => id,
  };
}
