// What a guarded peer does beside answering, by the usual packages: who asks, what they may see, how deep and how dear an operation may be.
import { createHash, timingSafeEqual } from 'node:crypto';
import depthLimit from 'graphql-depth-limit';
import { getComplexity } from 'graphql-query-complexity';
import { GraphQLError } from 'graphql';
import { guards } from './settings.js';

const keys = (guards?.keys ?? []).map(({ name, sha256, owner }) => ({
  name,
  owner,
  digest: Buffer.from(sha256, 'hex'),
}));

/** The key behind an Authorization header; undefined where there is none. */
export function askerOf(authorization = '') {
  const given = createHash('sha256')
    .update(authorization.replace(/^Bearer /, ''))
    .digest();
  return keys.find(({ digest }) => timingSafeEqual(digest, given));
}

export const unauthorized = { errors: [{ message: 'Send an API key.' }] };

/** Whether the asker may see what belongs to that user. A bare peer knows no askers and shows everything. */
export function maySee(asker, userId) {
  return asker === undefined || asker.owner === null || asker.owner === userId;
}

/** A page without the sessions of others. */
export function visible(asker, { nodes, pageInfo }) {
  return { nodes: nodes.filter(({ userId }) => maySee(asker, userId)), pageInfo };
}

export const depthRule = guards === null ? null : depthLimit(guards.depth);

const estimators = [
  ({ args, childComplexity }) => 1 + childComplexity * (args.first ?? args.ids?.length ?? 1),
];

/** Throws where the operation, with these variables, would cost too much. */
export function requireAffordable(schema, document, variables) {
  const cost = getComplexity({ schema, query: document, variables, estimators });
  if (cost > guards.cost)
    throw new GraphQLError(`The operation costs ${cost}, above the limit of ${guards.cost}.`);
}
