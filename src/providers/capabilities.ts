/** What a provider can do shows in the methods it has; only what it tells has to be said. */
import type { Provider, ProviderCapabilities, ProviderTells } from './provider.ts';

/** Completes a provider: a method that is absent is a thing it cannot do, and there is no other way to say so. */
export function withCapabilities<Methods extends Omit<Provider, 'capabilities'>>(
  methods: Methods,
  tells: ProviderTells,
): Methods & { readonly capabilities: ProviderCapabilities } {
  return {
    ...methods,
    capabilities: {
      ...tells,
      listsSessions: methods.sessionsOf !== undefined,
      listsAllSessions: methods.readSessionPage !== undefined,
      countsSessions: methods.countSessions !== undefined,
      revokesSessions: methods.revokeSession !== undefined,
      revokesAllSessions: methods.revokeAllSessions !== undefined,
      hasClientSessions: methods.clientSessions !== undefined,
    },
  };
}
