import { useId } from 'react';
import type { ReportFragment } from '../graphql/generated/graphql.ts';
import { hidesSessions, mayRetry } from '../list/reports.ts';
import { isolate } from '../words/isolate.ts';
import { DoneIcon, WarningIcon } from './icons.tsx';
import { type Setting, useSetting } from './setting.ts';

interface ProblemsProps {
  readonly reports: readonly ReportFragment[];
  readonly isBusy: boolean;
  readonly onRetry: () => void;
}

/** The services whose sign-ins are missing, and why. */
export function Problems({ reports, isBusy, onRetry }: ProblemsProps) {
  const setting = useSetting();
  const { words } = setting;
  const problems = reports.filter(hidesSessions);
  if (problems.length === 0) return null;
  return (
    <section className="sg-problem" aria-label={words.sources.problems}>
      <WarningIcon />
      <ul>
        {problems.map((report) => (
          <li key={report.provider.id}>{problemWords(report, setting)}</li>
        ))}
        <li className="sg-faint">{words.sources.mayBeMissing}</li>
      </ul>
      {problems.some(mayRetry) && (
        <button type="button" className="sg-button" disabled={isBusy} onClick={onRetry}>
          {words.tryAgain}
        </button>
      )}
    </section>
  );
}

/** A sentence on how a service failed to answer. */
export function problemWords(
  { provider, status, retryAt }: ReportFragment,
  { words: { sources }, times }: Pick<Setting, 'words' | 'times'>,
): string {
  const service = isolate(provider.name);
  switch (status) {
    case 'LINK_UNKNOWN':
      return sources.notLookedUp(service);
    case 'UNAVAILABLE':
      return sources.noAnswer(service);
    case 'TIMED_OUT':
      return sources.tooSlow(service);
    case 'MALFORMED':
      return sources.senseless(service);
    case 'RATE_LIMITED':
      return retryAt === null
        ? sources.limited(service)
        : sources.limitedUntil(service, times.clock(retryAt));
    case 'NOT_AUTHORIZED':
      return sources.notLetIn(service);
    case 'NOT_LICENSED':
      return sources.notLicensed(service);
    case 'TRUNCATED':
      return sources.tooMany(service);
    case 'OK':
    case 'NOT_LINKED':
    case 'NOT_SUPPORTED':
      return sources.partly(service);
  }
}

/** Where the list comes from, so that nobody takes a short one for all there is. */
export function Sources({ reports }: { readonly reports: readonly ReportFragment[] }) {
  const setting = useSetting();
  const { sources } = setting.words;
  const heading = useId();
  const answered = reports.filter((report) => !hidesSessions(report));
  if (answered.length === 0) return null;
  return (
    <section className="sg-sources" aria-labelledby={heading}>
      <h3 id={heading}>{sources.heading}</h3>
      <ul>
        {answered.map(({ provider, status }) => (
          <li key={provider.id}>
            {status === 'OK' && <DoneIcon />}
            <bdi className="sg-cut" title={provider.name}>
              {provider.name}
            </bdi>
            {status !== 'OK' && (
              <span>{status === 'NOT_LINKED' ? sources.noAccount : sources.cannotTell}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
