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
  const counted = lines.every(({ ok }) => ok) ? [await countListed(provider)] : [];
  return [...findings, ...counted, ...healthOf(provider)];
}

/** What was seen of it meanwhile: a provider that works now may be near its limit, or have failed on the way. */
function healthOf(provider: Provider): readonly Finding[] {
  const state = provider.state?.();
  if (state === undefined) return [];
  const { circuit, budgetLeft, lastFailure } = state;
  const parts = [
    circuit === 'closed' ? null : 'It fails, and would be left alone for a while.',
    budgetLeft === null ? 'No limit of calls is known.' : `Its limits allow ${budgetLeft} more calls now.`,
    lastFailure === null ? 'No call failed.' : `The last failure of a call was ${lastFailure}.`,
  ];
  const message = parts.filter((part) => part !== null).join(' ');
  return [finding(provider, circuit === 'closed' ? 'ok' : 'failed', message)];
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
