import { type AnyVariables, Client, fetchExchange, type TypedDocumentNode } from 'urql';

/**
 * No cache: the page shows what is true now, and a sign-out must be seen at once. Relative, so that the page works behind a path prefix.
 * @param token of the signed-in person.
 */
export function createClient(token: string | null): Client {
  return new Client({
    url: 'graphql',
    exchanges: [fetchExchange],
    preferGetMethod: false,
    ...(token === null ? {} : { fetchOptions: { headers: { authorization: `Bearer ${token}` } } }),
  });
}

/** An answer without data, in words for the person who waits for it. */
export class AskingFailed extends Error {
  override readonly name = 'AskingFailed';
}

/** Rejects with an `AskingFailed` where there is no answer, or one with nothing in it. */
export async function ask<Data, Variables extends AnyVariables>(
  client: Client,
  kind: 'query' | 'mutation',
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, error } = await client[kind](document, variables).toPromise();
  if (data != null) return data;
  const [refusal] = error?.graphQLErrors ?? [];
  if (refusal?.extensions['code'] === 'UNAUTHENTICATED') {
    throw new AskingFailed('Your sign-in is not valid any more. Sign in again.');
  }
  throw new AskingFailed(refusal?.message ?? 'The server cannot be reached. Check your connection.');
}
