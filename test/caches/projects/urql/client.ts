import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import { keys } from './graphcache.ts';

export const createClient = (url: string, getToken: () => string) =>
  new Client({
    url,
    // By POST: a GET puts the question into URLs, and so into logs.
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { authorization: `Bearer ${getToken()}` } }),
    exchanges: [
      cacheExchange({ keys }),
      persistedExchange({
        enforcePersistedQueries: true,
        preferGetForPersistedQueries: false,
        enableForMutation: true,
        generateHash: async (_text, document) =>
          (document as { __meta__?: { hash: string } }).__meta__?.hash ?? '',
      }),
      fetchExchange,
    ],
  });
