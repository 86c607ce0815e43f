import type { ProviderReport } from './report.ts';

/** One page of anything, with what the providers said about it. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
  /** Counted when called; null where a provider cannot count or failed. */
  totalCount(): number | null | Promise<number | null>;
  readonly providerReports: readonly ProviderReport[];
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}
