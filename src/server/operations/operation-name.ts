/** The name of the operation that runs, for the audit: as the request names it, or as its document does. */
import { Kind, type DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';

export interface NamedOperation {
  /** Null where neither names it. */
  readonly operationName: string | null;
}

/** It is a document of its own making that an asker names: more of the name would only fill the audit. */
const maxNameLength = 200;

/** Puts it into the context before `context` is made of it. */
export function useOperationName(): Plugin<NamedOperation> {
  return {
    onParse: ({ context, extendContext }) => {
      // Not checked yet; yoga refuses other values than texts later.
      const asked: unknown = context.params.operationName;
      return ({ result }) => {
        const name = typeof asked === 'string' ? asked : nameIn(result);
        extendContext({ operationName: name?.slice(0, maxNameLength) ?? null });
      };
    },
  };
}

/** A document of several operations has no name that goes without saying. */
function nameIn(document: DocumentNode | Error | null): string | null {
  if (document === null || document instanceof Error) return null;
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const [only, another] = operations;
  return only?.kind === Kind.OPERATION_DEFINITION && another === undefined
    ? (only.name?.value ?? null)
    : null;
}
