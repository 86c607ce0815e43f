import { type AnyVariables, Client, fetchExchange, type TypedDocumentNode } from 'urql';

/**
 * No cache: the page shows what is true now, and a sign-out must be seen at once. The address is relative, so that the page works behind a
 * path prefix.
 * @param getToken the signed-in person's token, asked for with each request, since tokens may live a minute only.
 */
export function createClient(getToken: () => Promise<string | null>): Client {
  return new Client({
    url: 'graphql',
    exchanges: [fetchExchange],
    preferGetMethod: false,
    async fetch(input, init) {
      const token = await getToken();
      const headers = new Headers(init?.headers);
      if (token !== null) headers.set('authorization', `Bearer ${token}`);
      return fetch(input, { ...init, headers });
    },
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
