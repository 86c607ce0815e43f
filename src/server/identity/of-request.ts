/** Whom a request comes from, for plugins of yoga that are given no more than the request. */
import type { Plugin } from 'graphql-yoga';
import type { Identity } from './identity.ts';

const identities = new WeakMap<Request, Identity>();

/** Notes the identity that the server found out before it handed the request to yoga. To stand before every other plugin. */
export function useIdentity(): Plugin<object, { readonly identity: Identity }> {
  return {
    onRequest({ request, serverContext }) {
      identities.set(request, serverContext.identity);
    },
  };
}

/**
 * Whether the asker may know the schema, be it by introspection or by suggestions in errors: everybody who is identified may, and nobody
 * else, should a request ever come here unidentified.
 */
export function mayIntrospect(request: Request): boolean {
  return identities.get(request) !== undefined;
}
