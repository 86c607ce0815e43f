/** What `sessiongraph check` says of a Clerk provider. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { ProbeLine } from '../provider.ts';
import type { ClerkApi } from './api.ts';

export async function probeClerk(
  api: ClerkApi,
  secretKey: string,
  call: Call,
): Promise<readonly ProbeLine[]> {
  try {
    await api.readAnyUser(call);
  } catch (error) {
    return [{ ok: false, message: explain(error, secretKey) }];
  }
  const works = {
    ok: true,
    message: 'The secret key works: users and their sessions can be read and revoked.',
  };
  if (!secretKey.startsWith('sk_test_')) return [works];
  return [
    works,
    {
      ok: true,
      message:
        'This is a development instance: Clerk allows it 100 requests in 10 seconds (a production instance 1,000).',
    },
  ];
}

function explain(error: unknown, secretKey: string): string {
  if (!(error instanceof ProviderFailure)) return 'Clerk was not asked to the end: the check was stopped.';
  if (error.status !== 'NOT_AUTHORIZED') return error.message;
  if (secretKey.startsWith('pk_')) {
    return 'secretKey is a publishable key (pk_…): use the secret key (sk_live_… or sk_test_…) from the Clerk Dashboard, API keys.';
  }
  if (!/^sk_(live|test)_/.test(secretKey)) {
    return 'secretKey has the wrong form: a secret key begins with sk_live_ or sk_test_; copy it from the Clerk Dashboard, API keys.';
  }
  return error.message;
}
