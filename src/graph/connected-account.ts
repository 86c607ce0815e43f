import type { ConnectedAccountRecord } from '../providers/client-sessions-api.ts';
import { builder } from './builder.ts';
import { ResourceProblem } from './resource-problem.ts';

export const ConnectedAccount = builder.objectRef<ConnectedAccountRecord>('ConnectedAccount').implement({
  description:
    "Somebody's account at a maker of devices, such as August or Nest, through which Seam reaches their devices.",
  fields: (t) => ({
    nativeId: t.exposeID('nativeId', { nullable: false, description: "Seam's `connected_account_id`." }),
    accountType: t.exposeString('accountType', {
      description: 'The maker in Seam\'s spelling, such as "august"; null when not told.',
    }),
    accountTypeDisplayName: t.exposeString('accountTypeDisplayName', {
      description: 'The maker to show, such as "August"; null when not told.',
    }),
    displayName: t.exposeString('displayName', {
      description: 'A name for the account to show; null when not told.',
    }),
    imageUrl: t.exposeString('imageUrl', {
      description: "Where the maker's logo is; null when there is none.",
    }),
    customerKey: t.exposeString('customerKey', {
      description: 'Your own key for the customer it belongs to; null when none was given.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When it was connected; null when not told.',
    }),
    problems: t.expose('problems', {
      type: [ResourceProblem],
      nullable: false,
      description: 'What is wrong with it, such as "account_disconnected"; empty when nothing is.',
    }),
  }),
});
