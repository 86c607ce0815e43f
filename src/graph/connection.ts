import type { Connection, Edge as EdgeShape } from '../sessions/connection.ts';
import { builder, type Types } from './builder.ts';
import { costs } from './cost.ts';
import { PageInfo } from './page-info.ts';
import { ProviderReport } from './provider-report.ts';

/** The connection type of a node type, and its edge type: `SessionConnection` and `SessionEdge`. */
export function connectionOf<Node extends object>(
  node: PothosSchemaTypes.ObjectRef<Types, Node>,
  rows: string,
) {
  // An edge is typed loosely, since a field of a type parameter cannot be checked; the connection is not.
  const row: PothosSchemaTypes.ObjectRef<Types, object> = node;
  const Edge = builder.objectRef<EdgeShape<object>>(`${node.name}Edge`).implement({
    description: `One of the ${rows} of a page, with its place in the list.`,
    fields: (t) => ({
      cursor: t.exposeString('cursor', {
        nullable: false,
        description: 'The place of this row: pass it as `after` or `before` to go on from here.',
      }),
      node: t.field({
        type: row,
        description: 'The row itself; null only when one of its required fields could not be answered.',
        resolve: (parent) => parent.node,
      }),
    }),
  });
  return builder.objectRef<Connection<Node>>(`${node.name}Connection`).implement({
    description: `One page of ${rows}, with what each provider said about the question.`,
    fields: (t) => ({
      edges: t.field({
        type: [Edge],
        extensions: costs({ rows: 'page' }),
        nullable: false,
        description: 'The rows of this page in order, each with its cursor.',
        resolve: (connection): readonly EdgeShape<object>[] => connection.edges,
      }),
      nodes: t.field({
        type: [node],
        extensions: costs({ rows: 'page' }),
        nullable: { list: false, items: true },
        description: 'The rows of this page in order, for those who need no cursor per row.',
        resolve: (connection) => connection.edges.map((edge) => edge.node),
      }),
      pageInfo: t.field({
        type: PageInfo,
        nullable: false,
        description: 'Whether there is more, and from which cursor to go on.',
        resolve: (connection) => connection.pageInfo,
      }),
      totalCount: t.int({
        description: `How many ${rows} there are in all pages together. Counted only when asked for; null when a provider cannot count or did not answer fully.`,
        resolve: (connection) => connection.totalCount(),
      }),
      providerReports: t.field({
        type: [ProviderReport],
        extensions: costs({ rows: 'each provider' }),
        nullable: false,
        description:
          'What each provider that was asked had to say. A provider that failed costs only its own rows, so look here before you call a list complete.',
        resolve: (connection) => connection.providerReports,
      }),
    }),
  });
}
