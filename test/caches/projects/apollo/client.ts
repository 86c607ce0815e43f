import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { apolloCache } from './apollo.ts';

export const createClient = (uri: string, getToken: () => string) =>
  new ApolloClient({
    cache: apolloCache(),
    link: ApolloLink.from([
      new SetContextLink(() => ({ headers: { authorization: `Bearer ${getToken()}` } })),
      new PersistedQueryLink({
        generateHash: (document) => (document as { __meta__?: { hash: string } }).__meta__?.hash ?? '',
        // The server would not take the text either.
        retry: () => false,
        disable: () => false,
      }),
      new HttpLink({ uri }),
    ]),
  });
