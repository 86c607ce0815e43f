import type { ConnectWebviewRecord } from '../providers/client-sessions-api.ts';
import { builder } from './builder.ts';

export const ConnectWebview = builder.objectRef<ConnectWebviewRecord>('ConnectWebview').implement({
  description: 'A page of Seam on which a person connects their account at a maker of devices.',
  fields: (t) => ({
    nativeId: t.exposeID('nativeId', { nullable: false, description: "Seam's `connect_webview_id`." }),
    status: t.exposeString('status', {
      description: 'How far the person has come: "pending", "failed" or "authorized"; null when not told.',
    }),
    loginSuccessful: t.exposeBoolean('loginSuccessful', {
      description: 'Whether the person signed in at the maker; null when not told.',
    }),
    connectedAccountId: t.exposeID('connectedAccountId', {
      description: 'The account that came of it: a `ConnectedAccount.nativeId`; null until there is one.',
    }),
    selectedProvider: t.exposeString('selectedProvider', {
      description: 'The maker the person chose, such as "august"; null until one is chosen.',
    }),
    acceptedProviders: t.exposeStringList('acceptedProviders', {
      nullable: false,
      description: 'The makers the person may choose from.',
    }),
    customerKey: t.exposeString('customerKey', {
      description: 'Your own key for the customer it is for; null when none was given.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When it was made; null when not told.',
    }),
    authorizedAt: t.expose('authorizedAt', {
      type: 'DateTime',
      description: 'When the person finished; null until then.',
    }),
  }),
});
