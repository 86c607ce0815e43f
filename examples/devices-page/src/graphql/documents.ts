/** What the page asks. urql sends a document's id instead of its text where the document carries nothing but an id. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  SessionsOfUserDocument,
  SessionsOfViewerDocument,
  SignOutOneDocument,
  SignOutOthersDocument,
  SignOutPersonDocument,
  SignOutSomeDocument,
} from './generated/graphql.ts';

/** @param document as codegen writes it with `replaceDocumentWithHash`: the id alone, where urql does not look for it. */
export function byId<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
): TypedDocumentNode<Data, Variables> {
  const { __meta__: meta } = document as { readonly __meta__?: { readonly documentId: string } };
  if (meta === undefined) throw new TypeError('codegen wrote a document without an id');
  const bare = { kind: 'Document', definitions: [], documentId: meta.documentId };
  return bare as unknown as TypedDocumentNode<Data, Variables>;
}

export const SessionsOfUser = byId(SessionsOfUserDocument);
export const SessionsOfViewer = byId(SessionsOfViewerDocument);
export const SignOutOne = byId(SignOutOneDocument);
export const SignOutOthers = byId(SignOutOthersDocument);
export const SignOutPerson = byId(SignOutPersonDocument);
export const SignOutSome = byId(SignOutSomeDocument);
