/** Revokes sessions of a person, in as many passes as a provider with more sessions than are read at once takes. */
import type { Provider } from '../../providers/provider.ts';
import { gatherUsers, type Gathered } from '../list/gather.ts';
import type { ProviderReport } from '../report.ts';
import type { User } from '../session.ts';
import type { UserError } from '../user-error.ts';
import type { RequestContext } from '../request-context.ts';
import type { Revocation, RevokeResult } from './result.ts';
import { revokeSelected, type RevokeOptions, type Selected } from './revoke-selected.ts';
import { revocationOf } from './user-errors.ts';

/** A further pass begins at most so long after the first. What is left then is reported, and the same call again goes on. */
const readOnForMs = 15_000;

export interface RevokeOfUser {
  /** The mutation, for the audit. */
  readonly name: string;
  readonly user: User;
  readonly providers: readonly Provider[];
  readonly options: RevokeOptions;
  /** What is to become of what was read. Asked once for each pass. */
  select(gathered: Gathered): SelectedOfUser;
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
  const { name, user, options, select, nothing } = wanted;
  return service.revocations.during(async (entered) => {
    const change = { name, why: options, subjectUser: user.id, entered };
    const stopAt = service.now() + readOnForMs;
    const results = new Map<string, RevokeResult>();
    const reports = new Map<Provider, ProviderReport>();
    const callReports: ProviderReport[] = [];
    const errors: UserError[] = [];
    let { providers } = wanted;
    while (providers.length > 0) {
      const gathered = await gather(context, user, providers, options);
      for (const report of gathered.reports) reports.set(report.provider, report);
      const { selected, wholeAccounts } = select(gathered);
      const unseen = selected.filter((item) => !results.has(item.id));
      const pass = await revokeSelected(context, change, unseen, wholeAccounts, options);
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
  });
}

function gather(
  { reads, linker }: RequestContext,
  user: User,
  providers: readonly Provider[],
  { dryRun }: RevokeOptions,
): Promise<Gathered> {
  // A session that began since the last read must not outlive "everywhere".
  if (dryRun !== true) reads.invalidate(providers);
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
  return (
    reports.get(provider)?.status === 'TRUNCATED' &&
    results.some((result) => result.provider === provider && result.outcome === 'REVOKED')
  );
}
