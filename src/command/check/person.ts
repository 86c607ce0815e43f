/** How one person is linked at each provider, and why not: what the server would do for them, told to the operator. */
import type { Provider } from '../../providers/provider.ts';
import { createLinker, type Linker } from '../../sessions/people/link.ts';
import type { ProviderReads } from '../../sessions/reads/provider-reads.ts';
import { createRequestReads } from '../../sessions/reads/request-reads.ts';
import { createSharedTable } from '../../sessions/reads/shared-table.ts';
import { table } from '../../sessions/reads/table.ts';
import type { Account, User } from '../../sessions/session.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Finding } from './finding.ts';

/** @param named the person's id in the operator's directory, or an e-mail address. Never rejects because of a provider. */
export async function checkPerson(
  providers: readonly Provider[],
  named: string,
): Promise<readonly Finding[]> {
  const shared = new Map(providers.map((provider) => [provider, createSharedTable(provider)]));
  const reads = createRequestReads(shared, { signal: new AbortController().signal });
  const linker = createLinker(reads);
  const user = named.includes('@')
    ? await linker.userByEmail(named).catch(notTold)
    : { id: named, verifiedEmails: [] };
  if (user === null) return Promise.all(reads.all.map((asked) => withoutUser(asked, named)));
  const who: Finding = { about: 'person', id: 'user', state: 'ok', message: `User.id is "${user.id}".` };
  return [who, ...(await Promise.all(reads.all.map((asked) => atProvider(asked, linker, user)))).flat()];
}

/** Which provider it was shows beside its own name. */
function notTold(error: unknown): null {
  if (error instanceof ProviderFailure) return null;
  throw error;
}

async function atProvider(asked: ProviderReads, linker: Linker, user: User): Promise<readonly Finding[]> {
  const { provider } = asked;
  const { accounts, report } = await linker.accountsAt(user, provider);
  const found = await Promise.all(accounts.map((account) => describe(asked, account)));
  if (report.status === 'OK' && report.complete) return found;
  if (report.status === 'NOT_LINKED') {
    const by =
      provider.linkBy === 'email'
        ? "one of the person's verified addresses, verified there"
        : `the ${provider.linkBy} "${user.id}"`;
    return [finding(provider, 'none', `No account with ${by} (linkBy: ${provider.linkBy}).`)];
  }
  const state = report.status === 'LINK_UNKNOWN' && report.operatorMessage === null ? 'none' : 'failed';
  return [...found, finding(provider, state, report.operatorMessage ?? report.message ?? report.status)];
}

/** The address leads to no id. */
async function withoutUser(asked: ProviderReads, address: string): Promise<Finding> {
  const { provider } = asked;
  const { linkBy } = provider;
  if (!provider.capabilities.tellsAddresses)
    return finding(
      provider,
      'none',
      `Has no addresses; it links by ${linkBy}, so name the person by their id.`,
    );
  try {
    const { records } = await asked.accounts('email', address.toLowerCase());
    const [record] = records;
    if (record === undefined)
      return finding(provider, 'none', 'No account has this address as a verified one.');
    const account = `Account ${record.nativeId} has this address`;
    return linkBy === 'email'
      ? finding(
          provider,
          'ok',
          `${account}, and is linked by it where another provider, or the token, tells whose it is.`,
        )
      : finding(provider, 'none', `${account}, but no ${linkBy} (linkBy): set it there, to the person's id.`);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return finding(provider, 'failed', error.message);
  }
}

async function describe(asked: ProviderReads, { provider, record }: Account): Promise<Finding> {
  const names = [record.username, record.email].filter((name) => name !== null);
  const account = `Account ${record.nativeId}${names.length === 0 ? '' : ` (${names.join(', ')})`}, linked by ${provider.linkBy}`;
  try {
    const { sessions, failure } = await asked.read(table.sessionsOf, record.nativeId);
    if (failure !== null) throw failure;
    return finding(
      provider,
      'ok',
      `${account}: ${sessions.length === 1 ? '1 session' : `${sessions.length} sessions`}.`,
    );
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return finding(provider, 'failed', `${account}; its sessions could not be read. ${error.message}`);
  }
}

function finding({ id }: Provider, state: Finding['state'], message: string): Finding {
  return { about: 'person', id, state, message };
}
