import type { SessionOrder as Order, SessionOrderField as Field } from '../sessions/query.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';

const SessionOrderField = describedEnum<Field>('SessionOrderField', 'What sessions can be ordered by.', {
  LAST_ACTIVE_AT: 'By `lastActiveAt`, the latest activity.',
  CREATED_AT: 'By `createdAt`, the sign-in.',
  EXPIRES_AT: 'By `expiresAt`, the end to come.',
});

const OrderDirection = describedEnum<Order['direction']>(
  'OrderDirection',
  'Which end of a list comes first. Rows without a value come last in both directions.',
  { ASC: 'Earliest first.', DESC: 'Latest first.' },
);

export const SessionOrder = builder.inputType('SessionOrder', {
  description:
    'The order of sessions; equal moments are ordered by id. Without it the latest activity comes first. Example: `{ field: CREATED_AT, direction: DESC }`.',
  fields: (t) => ({
    field: t.field({ type: SessionOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'Which end comes first.' }),
  }),
});
