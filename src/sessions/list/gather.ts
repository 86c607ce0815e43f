/** All sessions of some people or accounts, from all providers at once. A provider that fails costs its own rows and says so. */
import type { AccountSessions, Provider } from '../../providers/provider.ts';
import type { SessionRecord } from '../../providers/records.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Linker } from '../people/link.ts';
import type { ProviderReads } from '../reads/provider-reads.ts';
import { table } from '../reads/table.ts';
import { accountReport, failureReport, mergeReports, notSupported, type ProviderReport } from '../report.ts';
import { sessionOf, type Session, type User } from '../session.ts';

export interface Gathered {
  /** In no particular order, each once. */
  readonly sessions: readonly Session[];
  /** One per provider asked. */
  readonly reports: readonly ProviderReport[];
}

/** An account or a device that was named itself. */
export interface NamedAt {
  readonly reads: ProviderReads;
  readonly nativeId: string;
}

/** What one provider has of one person or account. */
interface Share {
  readonly sessions: readonly Session[];
  readonly reports: readonly ProviderReport[];
}

export async function gatherUsers(
  users: readonly User[],
  readsOfProviders: readonly ProviderReads[],
  linker: Linker,
): Promise<Gathered> {
  const shares = users.flatMap((user) => readsOfProviders.map((reads) => shareOfUser(user, reads, linker)));
  return join(await Promise.all(shares));
}

/** Sessions of accounts that were named themselves; whose they are is not known yet. */
export async function gatherAccounts(accounts: readonly NamedAt[]): Promise<Gathered> {
  return join(
    await Promise.all(
      accounts.map(({ reads, nativeId }) =>
        shareOf(reads, () => reads.read(table.sessionsOf, nativeId), null),
      ),
    ),
  );
}

/** Sessions on devices that were named themselves, of any user. */
export async function gatherDevices(devices: readonly NamedAt[]): Promise<Gathered> {
  return join(
    await Promise.all(
      devices.map(({ reads, nativeId }) =>
        shareOf(reads, () => reads.read(table.sessionsOfDevice, nativeId), null),
      ),
    ),
  );
}

async function shareOfUser(user: User, reads: ProviderReads, linker: Linker): Promise<Share> {
  const { provider } = reads;
  const linked = linker.linkOf(user, provider);
  const link = linked instanceof Promise ? await linked : linked;
  const [only] = link.accountIds;
  if (only !== undefined && link.accountIds.length === 1 && link.report === null) {
    const share = await shareOf(reads, () => reads.read(table.sessionsOf, only), user);
    return link.isAssumed && isEmpty(share) ? confirmed(share, user, provider, linker) : share;
  }
  const shares = await Promise.all(
    link.accountIds.map((accountId) => shareOf(reads, () => reads.read(table.sessionsOf, accountId), user)),
  );
  return {
    sessions: shares.flatMap((share) => share.sessions),
    reports: [...(link.report === null ? [] : [link.report]), ...shares.flatMap((share) => share.reports)],
  };
}

/** Whether it is all there is, and nothing. */
function isEmpty({ sessions, reports }: Share): boolean {
  return sessions.length === 0 && reports.every(({ complete }) => complete);
}

/** An account without sessions and no account look the same until somebody asks. */
async function confirmed(share: Share, user: User, provider: Provider, linker: Linker): Promise<Share> {
  const { report } = await linker.accountsAt(user, provider);
  return report.status === 'NOT_LINKED' ? { sessions: [], reports: [report] } : share;
}

async function shareOf(
  { provider }: ProviderReads,
  ask: () => Promise<AccountSessions | null>,
  user: User | null,
): Promise<Share> {
  try {
    const read = await ask();
    if (read === null) {
      return { sessions: [], reports: [notSupported(provider, `${provider.name} gives devices no id.`)] };
    }
    const sessions = read.sessions.map((record) => sessionOf(provider, record, user));
    return { sessions, reports: [accountReport(provider, read)] };
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return { sessions: [], reports: [failureReport(provider, error)] };
  }
}

function join(shares: readonly Share[]): Gathered {
  const [only] = shares;
  if (only !== undefined && shares.length === 1) return { ...only, reports: mergeReports(only.reports) };
  // Two people who share an account are given the same records, since a request reads an account once.
  const sessions = new Map<SessionRecord, Session>();
  for (const share of shares) for (const session of share.sessions) sessions.set(session.record, session);
  return {
    sessions: [...sessions.values()],
    reports: mergeReports(shares.flatMap(({ reports }) => reports)),
  };
}
