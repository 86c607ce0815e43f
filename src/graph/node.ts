import type { ClientSession, Device, Session } from '../sessions/session.ts';
import { findClientSession } from '../sessions/client-sessions/read.ts';
import { findDevice } from '../sessions/list/devices.ts';
import { findSession } from '../sessions/list/find-session.ts';
import { decodeId } from '../sessions/id.ts';
import { builder } from './builder.ts';
import { checkIds } from './check-ids.ts';
import type { GraphContext } from './context.ts';
import { costs } from './cost.ts';

type AnyNode = Session | Device | ClientSession;

export const Node = builder.interfaceRef<AnyNode>('Node').implement({
  description: 'Anything that can be asked for again by its id alone.',
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description: 'An opaque id. Do not take it apart: what is inside may change.',
    }),
  }),
  resolveType: (node) =>
    'sessions' in node ? 'Device' : 'details' in node.record ? 'Session' : 'ClientSession',
});

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    extensions: costs({ calls: 'one provider' }),
    description:
      'A session, device or client session by its id. Null when there is none, and just the same when you may not see it; an error for a malformed id, and while its provider cannot be asked.',
    args: { id: t.arg.id({ required: true, description: 'An `id` as a query gave it.' }) },
    resolve: (_root, { id }, context) => findNode(id, context),
  }),
  nodes: t.field({
    type: [Node],
    extensions: costs({ calls: 'one provider', things: ['ids'], rows: 'each thing' }),
    nullable: { list: false, items: true },
    description:
      'What `node` gives, for several ids in the order asked. Each id stands alone: a bad one gives an error and a null in its place, and the others are answered.',
    args: { ids: t.arg.idList({ required: true, description: 'At most 100 ids as queries gave them.' }) },
    resolve: (_root, { ids }, context) => {
      checkIds(ids);
      return ids.map((id) => findNode(id, context));
    },
  }),
}));

/** Async, so that a malformed id rejects in its own place instead of breaking the list. */
async function findNode(id: string, context: GraphContext): Promise<AnyNode | null> {
  switch (decodeId(id, 'Session', 'Device', 'ClientSession').type) {
    case 'Session':
      return findSession(context, id);
    case 'Device':
      return findDevice(context, id);
    case 'ClientSession':
      return findClientSession(context, id);
  }
}
