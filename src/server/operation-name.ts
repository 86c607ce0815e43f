/** The name of the operation that runs, for the audit: as the request names it, or as its document does. */
import { Kind, type DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';

export interface NamedOperation {
  /** Null where neither names it. */
  readonly operationName: string | null;
}

/** Puts it into the context before `context` is made of it. */
export function useOperationName(): Plugin<NamedOperation> {
  return {
    onParse: ({ context, extendContext }) => {
      const asked = context.params.operationName ?? null;
      return ({ result }) => extendContext({ operationName: asked ?? nameIn(result) });
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
