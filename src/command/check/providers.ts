/** What each provider says of its credentials, and how much it lists with them. */
import type { Provider } from '../../providers/provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Call } from '../../upstream/call.ts';
import type { Finding } from './finding.ts';

/** Asks all at once; the findings stand in the order of the configuration. Never rejects because of a provider. */
export async function checkProviders(providers: readonly Provider[]): Promise<readonly Finding[]> {
  return (await Promise.all(providers.map(checkProvider))).flat();
}

async function checkProvider(provider: Provider): Promise<readonly Finding[]> {
  const lines = await provider.probe(newCall(provider));
  const findings = lines.map(({ ok, message }) => finding(provider, ok ? 'ok' : 'failed', message));
  // What the credentials may not do fails again.
  return lines.every(({ ok }) => ok) ? [...findings, await countListed(provider)] : findings;
}

async function countListed(provider: Provider): Promise<Finding> {
  try {
    const count = await countOf(provider, newCall(provider));
    if (count === undefined)
      return finding(provider, 'ok', 'Lists sessions of people who are named, not of everybody.');
    return finding(
      provider,
      'ok',
      count === null
        ? 'Lists sessions of everybody, and does not say how many.'
        : `Lists ${count} sessions in all.`,
    );
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return finding(provider, 'failed', `Its sessions could not be counted. ${error.message}`);
  }
}

/** Undefined where it has no list of everybody's, null where it does not say how many. */
async function countOf(provider: Provider, call: Call): Promise<number | null | undefined> {
  if (provider.readAllSessions !== undefined) return (await provider.readAllSessions(call)).total;
  return provider.readSessionPage === undefined
    ? undefined
    : ((await provider.countSessions?.(call)) ?? null);
}

function newCall({ timeoutMs }: Provider): Call {
  return { signal: new AbortController().signal, deadlineAt: performance.now() + timeoutMs };
}

function finding({ id }: Provider, state: Finding['state'], message: string): Finding {
  return { about: 'provider', id, state, message };
}
