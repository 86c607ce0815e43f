import type { ProviderReport as Report, ProviderStatus as Status } from '../sessions/report.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';
import { Provider } from './provider.ts';

export const ProviderStatus = describedEnum<Status>('ProviderStatus', 'How a provider answered a question.', {
  OK: 'It answered. `complete` tells whether with everything.',
  UNAVAILABLE: 'It could not be reached, or it answered that it cannot serve.',
  TIMED_OUT: 'It did not answer within its `timeoutMs`.',
  RATE_LIMITED: 'Its rate limit is used up; `retryAt` tells when to ask again, where that is known.',
  NOT_AUTHORIZED: 'It refused the credentials this server was configured with, or they may not do this.',
  NOT_LICENSED: 'Its plan or licence lacks this: Rocket.Chat lists sessions only with device management.',
  NOT_LINKED: 'It was asked, and the user has no account there.',
  LINK_UNKNOWN:
    'Nobody could tell whether the user has an account there, since nothing is known by which to find it, or those who would know did not answer. Their sessions there, if any, are not in the answer.',
  NOT_SUPPORTED: 'It has no such function: Clerk cannot list sessions without a user.',
  TRUNCATED:
    'It has more than is read: more than 1,000 sessions of an account, or more than its own list of everybody gives. The rest is left out.',
  MALFORMED: 'It answered, but not as its API documents, so its answer could not be used.',
});

export const ProviderReport = builder.objectRef<Report>('ProviderReport').implement({
  description: 'What one provider had to say to a question. Providers fail one by one, never the whole list.',
  fields: (t) => ({
    provider: t.expose('provider', { type: Provider, nullable: false, description: 'Who this is about.' }),
    status: t.expose('status', { type: ProviderStatus, nullable: false, description: 'How it answered.' }),
    complete: t.exposeBoolean('complete', {
      nullable: false,
      description: 'Whether every row it has for this question is in the answer, counting all pages.',
    }),
    message: t.exposeString('message', {
      description:
        'For people: what happened and what they can do about it; null when there is nothing to say.',
    }),
    operatorMessage: t.string({
      description:
        'For whoever runs this server: what the provider answered and what to change, such as a permission or a key of the configuration. Null where the provider did not fail, and for everybody without the scope `sessions:read:any`.',
      resolve: ({ operatorMessage }, _args, { access }) =>
        access.readsOperatorMessages ? operatorMessage : null,
    }),
    retryAt: t.expose('retryAt', {
      type: 'DateTime',
      description: 'When asking again may help; null when the provider did not say.',
    }),
    observedAt: t.expose('observedAt', {
      type: 'DateTime',
      description:
        'When the provider told what is shown here, since an answer may be reused for a moment; null when it told nothing.',
    }),
  }),
});
