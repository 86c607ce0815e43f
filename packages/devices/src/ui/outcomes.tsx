import type { OutcomeFragment, RefusalFragment, ReportFragment } from '../graphql/generated/graphql.ts';
import type { Change } from '../sign-out.ts';
import { type OutcomeTone, outcomeWords, reportWords } from '../words.ts';
import { DoneIcon, KeptIcon, WarningIcon } from './icons.tsx';

interface OutcomesProps {
  readonly change: Change;
  readonly onClose: () => void;
  /** Asks for the same again, as far as that may help. */
  readonly onAgain: () => void;
  /** What a session is called whose own answer does not say. */
  readonly nameOf: (id: string) => string;
  /** Null where choosing what to keep would not help. */
  readonly onChoose: (() => void) | null;
}

/** Of those that went well, how many are named at once. */
const mostSettled = 8;

/** What became of every session that was meant, those that need something done first. */
export function Outcomes({ change, nameOf, onClose, onAgain, onChoose }: OutcomesProps) {
  const inTone = (tone: OutcomeTone) =>
    change.outcomes.filter((outcome) => outcomeWords(outcome).tone === tone);
  const settled = inTone('done');
  const open = [...inTone('failed'), ...inTone('kept')];
  const named = { nameOf, isAboutOthers: onChoose !== null };
  return (
    <>
      <Refusals refusals={change.refusals} />
      <Missing reports={change.reports} />
      <OutcomeList {...named} outcomes={[...open, ...settled.slice(0, mostSettled)]} />
      {settled.length > mostSettled && (
        <details>
          <summary>{settled.length - mostSettled} more signed out</summary>
          <OutcomeList {...named} outcomes={settled.slice(mostSettled)} />
        </details>
      )}
      <div className="buttons">
        {onChoose !== null && open.some(({ outcome }) => outcome === 'NOT_SUPPORTED') && (
          <button type="button" className="button" onClick={onChoose}>
            Choose which to keep
          </button>
        )}
        {change.mayGoBetter && (
          <button type="button" className="button" onClick={onAgain}>
            Try again
          </button>
        )}
        <button type="button" className="button button-main" onClick={onClose}>
          Done
        </button>
      </div>
    </>
  );
}

interface OutcomeListProps extends Pick<OutcomesProps, 'nameOf'>, Pick<OutcomeProps, 'isAboutOthers'> {
  readonly outcomes: readonly OutcomeFragment[];
}

function OutcomeList({ outcomes, nameOf, isAboutOthers }: OutcomeListProps) {
  return (
    <ul className="outcomes">
      {outcomes.map((outcome) => (
        <Outcome
          key={outcome.id}
          outcome={outcome}
          isAboutOthers={isAboutOthers}
          name={outcome.session?.displayName ?? nameOf(outcome.id)}
        />
      ))}
    </ul>
  );
}

interface OutcomeProps {
  readonly outcome: OutcomeFragment;
  readonly name: string;
  readonly isAboutOthers: boolean;
}

function Outcome({ outcome, name, isAboutOthers }: OutcomeProps) {
  const { text, advice, tone } = outcomeWords(outcome, isAboutOthers);
  return (
    <li className="outcome" data-tone={tone}>
      {tone === 'done' ? <DoneIcon /> : tone === 'kept' ? <KeptIcon /> : <WarningIcon />}
      <div>
        <p>
          {name} <small>{outcome.provider?.name}</small>
        </p>
        <p className="verdict">
          {text}
          {advice === null ? '' : `. ${advice}`}
        </p>
        {outcome.outcome === 'FAILED' && outcome.message !== null && (
          <p className="said">{outcome.message}</p>
        )}
      </div>
    </li>
  );
}

/** "5 signed out, 1 still signed in". */
export function outcomeSummary(outcomes: readonly OutcomeFragment[]): string {
  const tones = Map.groupBy(outcomes, (outcome) => outcomeWords(outcome).tone);
  const of = (tone: OutcomeTone) => tones.get(tone)?.length ?? 0;
  const parts = [
    of('done') > 0 && (outcomes.length === 1 ? 'Signed out' : `${of('done')} signed out`),
    of('kept') > 0 && `${of('kept')} kept`,
    of('failed') > 0 && (outcomes.length === 1 ? 'Still signed in' : `${of('failed')} still signed in`),
  ];
  return parts.filter(Boolean).join(', ') || 'Nothing was signed out';
}

/** What the server did not do. */
export function Refusals({ refusals }: { readonly refusals: readonly RefusalFragment[] }) {
  return refusals.map(({ message }) => <p key={message}>{message}</p>);
}

/** Providers that did not say which sessions there are: theirs may go on. */
export function Missing({ reports }: { readonly reports: readonly ReportFragment[] }) {
  const missing = reports.filter((report) => reportWords(report).tone === 'problem');
  return missing.map((report) => (
    <p key={report.provider.id} className="warning">
      {report.provider.name} {reportWords(report).text}: sign-ins there may go on.
    </p>
  ));
}
