import type { ReportFragment } from '../graphql/generated/graphql.ts';
import { reportWords } from '../words.ts';
import { WarningIcon } from './icons.tsx';

interface ProblemsProps {
  readonly reports: readonly ReportFragment[];
  readonly isBusy: boolean;
  readonly onRetry: () => void;
}

/** The providers whose sign-ins are missing, each with what to do. */
export function Problems({ reports, isBusy, onRetry }: ProblemsProps) {
  const problems = reports.filter((report) => reportWords(report).tone === 'problem');
  if (problems.length === 0) return null;
  return (
    <ul className="problems" aria-label="What is missing">
      {problems.map((report) => (
        <li key={report.provider.id} className="problem">
          <WarningIcon />
          <div>
            <p>
              <strong>
                {report.provider.name} {reportWords(report).text}.
              </strong>{' '}
              {report.status === 'TRUNCATED' ? '' : 'Sign-ins there may be missing from this list.'}
            </p>
            {report.message !== null && <p className="said">{report.message}</p>}
          </div>
          {reportWords(report).canRetry && (
            <button type="button" className="button" disabled={isBusy} onClick={onRetry}>
              Try again<span className="unseen"> to ask {report.provider.name}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Where the page looked, so that nobody takes a short list for all there is. */
export function Sources({ reports }: { readonly reports: readonly ReportFragment[] }) {
  if (reports.length === 0) return null;
  return (
    <section className="sources" aria-labelledby="sources">
      <h2 id="sources">Where we looked</h2>
      <ul>
        {reports.map((report) => (
          <li key={report.provider.id} data-tone={reportWords(report).tone}>
            {report.provider.name} {reportWords(report).text}.
          </li>
        ))}
      </ul>
    </section>
  );
}
