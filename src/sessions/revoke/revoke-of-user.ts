/** Revokes sessions of a person, in as many passes as a provider with more sessions than are read at once takes. */
import type { Provider } from '../../providers/provider.ts';
import { gatherUsers, type Gathered } from '../list/gather.ts';
import { ok, showsAllAlive, type ProviderReport } from '../report.ts';
import type { User } from '../session.ts';
import type { UserError } from '../user-error.ts';
import type { RequestContext } from '../request-context.ts';
import { invalidateUsers } from './invalidate.ts';
import { accountTarget, type AccountTarget, type Revocation, type RevokeResult } from './result.ts';
import { revokeSelected, type RevokeOptions, type Selected } from './revoke-selected.ts';
import type { EnteredChange } from './single-flight.ts';
import { revocationOf } from './user-errors.ts';

/** A further pass begins at most so long after the first. What is left then is reported, and the same call again goes on. */
const readOnForMs = 15_000;

export interface RevokeOfUser {
  /** The mutation, for the audit. */
  readonly name: string;
  readonly user: User;
  readonly entered: EnteredChange;
  readonly providers: readonly Provider[];
  readonly options: RevokeOptions;
  /** What is to become of what was read. Asked once for each pass. */
  select(gathered: Gathered): SelectedOfUser;
  /** What is to become of an account whose sessions the provider revokes without listing them. */
  selectUnseen(account: AccountTarget): Selected;
  /** What to say where nothing is to be revoked. */
  readonly nothing: string;
}

export interface SelectedOfUser {
  readonly selected: readonly Selected[];
  /** See `wholeAccounts`. */
  readonly wholeAccounts: ReadonlySet<string>;
}

export async function revokeOfUser(context: RequestContext, wanted: RevokeOfUser): Promise<Revocation> {
  const { service } = context;
  const { name, user, entered, options, select, selectUnseen, nothing } = wanted;
  const change = { name, why: options, subjectUser: user.id, entered };
  const stopAt = service.now() + readOnForMs;
  const results = new Map<string, RevokeResult>();
  const reports = new Map<Provider, ProviderReport>();
  const callReports: ProviderReport[] = [];
  const errors: UserError[] = [];
  const unseen = await findUnseen(context, user, wanted.providers);
  for (const report of unseen.reports) reports.set(report.provider, report);
  let leftToSelect = unseen.accounts.map(selectUnseen);
  let providers = wanted.providers.filter((provider) => !reports.has(provider));
  while (providers.length > 0 || leftToSelect.length > 0) {
    const gathered = await gather(context, user, providers, options);
    for (const report of gathered.reports) reports.set(report.provider, report);
    const { selected, wholeAccounts } = select(gathered);
    const isNew = ({ id }: Selected) => !results.has(id);
    const items = [...leftToSelect, ...selected].filter(isNew);
    const pass = await revokeSelected(context, change, items, wholeAccounts, options);
    leftToSelect = [];
    for (const result of pass.results) results.set(result.id, result);
    callReports.push(...pass.callReports);
    errors.push(...pass.errors);
    if (options.dryRun === true) break;
    // Behind what was revoked now, a list that was cut off may show what was not read before.
    providers = providers.filter((provider) => mayShowMore(provider, reports, pass.results));
    if (service.now() >= stopAt) break;
  }
  return revocationOf(
    {
      results: [...results.values()],
      reports: [...reports.values()],
      callReports,
      remaining: 0,
      errors,
      goesOnAt: new Set(options.dryRun === true ? [] : providers),
    },
    nothing,
  );
}

interface Unseen {
  readonly accounts: readonly AccountTarget[];
  readonly reports: readonly ProviderReport[];
}

/** The person's accounts at providers that list no sessions, and yet revoke all of an account. */
async function findUnseen(
  { linker }: RequestContext,
  user: User,
  providers: readonly Provider[],
): Promise<Unseen> {
  const unlisted = providers.filter(
    ({ capabilities }) => !capabilities.listsSessions && capabilities.revokesAllSessions,
  );
  const links = await Promise.all(
    unlisted.map(async (provider) => ({ provider, link: await linker.linkOf(user, provider) })),
  );
  return {
    accounts: links.flatMap(({ provider, link }) =>
      link.accountIds.map((accountId) => accountTarget(provider, accountId)),
    ),
    reports: links.map(({ provider, link }) => link.report ?? { provider, ...ok }),
  };
}

async function gather(
  context: RequestContext,
  user: User,
  providers: readonly Provider[],
  { dryRun }: RevokeOptions,
): Promise<Gathered> {
  // A session that began since the last read must not outlive "everywhere".
  if (dryRun !== true) await invalidateUsers(context, [user], providers);
  const { reads, linker } = context;
  return gatherUsers(
    [user],
    providers.map((provider) => reads.of(provider)),
    linker,
  );
}

function mayShowMore(
  provider: Provider,
  reports: ReadonlyMap<Provider, ProviderReport>,
  results: readonly RevokeResult[],
): boolean {
  const report = reports.get(provider);
  return (
    report?.status === 'TRUNCATED' &&
    !showsAllAlive(report) &&
    results.some((result) => result.provider === provider && result.outcome === 'REVOKED')
  );
}
