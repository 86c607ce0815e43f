import type { CircuitState, UpstreamState } from '../upstream/state.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';
import { ProviderStatus } from './provider-report.ts';
import { Provider } from './provider.ts';

const ProviderCircuit = describedEnum<CircuitState>(
  'ProviderCircuit',
  'Whether a provider is asked. One whose calls fail is left alone for a while, and then asked by one call to see whether it is back.',
  {
    closed: 'It is asked.',
    open: 'Half of at least five calls in ten seconds failed: it is not asked before `retryAt`.',
    probing: 'One call is under way to see whether it is back; others are not sent.',
  },
);

const ProviderHealth = builder.objectRef<UpstreamState>('ProviderHealth').implement({
  description:
    'How a provider is, as this process has seen it. Other processes of this server have their own view.',
  fields: (t) => ({
    circuit: t.expose('circuit', {
      type: ProviderCircuit,
      nullable: false,
      description: 'Whether it is asked, or left alone because it fails.',
    }),
    retryAt: t.expose('retryAt', {
      type: 'DateTime',
      description: 'When it is asked again; null where it is asked now.',
    }),
    callsInFlight: t.exposeInt('inFlight', {
      nullable: false,
      description: 'How many calls to it are under way.',
    }),
    callsWaiting: t.exposeInt('waiting', {
      nullable: false,
      description: 'How many calls wait for others to end (`maxConcurrency`), or for its rate limit.',
    }),
    budgetLeft: t.exposeInt('budgetLeft', {
      description: 'How many calls its rate limit still allows now; null where nothing is limited.',
    }),
    lastSuccessAt: t.expose('lastSuccessAt', {
      type: 'DateTime',
      description: 'When a call last succeeded; null where none has since this process began.',
    }),
    lastFailureAt: t.expose('lastFailureAt', {
      type: 'DateTime',
      description: 'When a call last failed, each try counted; null where none has since this process began.',
    }),
    lastFailure: t.expose('lastFailure', {
      type: ProviderStatus,
      description: 'What that failure was; null where there was none.',
    }),
  }),
});

builder.objectField(Provider, 'health', (t) =>
  t.field({
    type: ProviderHealth,
    description:
      'How it is at the moment: whether calls to it succeed, and how many more it allows. Nobody is asked for it. Null for everybody without the scope `sessions:read:any`.',
    resolve: (provider, _args, { access }) =>
      access.readsOperatorMessages ? (provider.state?.() ?? null) : null,
  }),
);
