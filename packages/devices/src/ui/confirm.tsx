import type { OutcomeFragment } from '../graphql/generated/graphql.ts';
import type { Wanted } from '../sign-out.ts';
import type { Step } from '../use-sign-out.ts';
import { count, outcomeWords } from '../words.ts';
import { Missing, Refusals } from './outcomes.tsx';

interface ConfirmProps {
  readonly step: Extract<Step, { readonly name: 'confirm' }>;
  readonly hasCurrent: boolean;
  readonly onCancel: () => void;
  /** Something else is wanted, to be looked up before it is confirmed. */
  readonly onChange: (wanted: Wanted) => void;
  readonly onConfirm: (wanted: Wanted) => void;
  readonly onChoose: () => void;
}

const mostNamed = 6;

/** What will be ended, by the server's own preview, and the last question. */
export function Confirm({
  step: { wanted, preview },
  hasCurrent,
  onCancel,
  onChange,
  onConfirm,
  onChoose,
}: ConfirmProps) {
  const ending = (preview?.outcomes ?? []).filter(({ outcome }) => outcome === 'WOULD_REVOKE');
  const staying = (preview?.outcomes ?? []).filter(({ outcome }) => outcome !== 'WOULD_REVOKE');
  const number = wanted.kind === 'one' ? 1 : ending.length;
  return (
    <>
      {wanted.kind === 'one' && (
        <p>
          <strong>{wanted.session.displayName}</strong> is signed out of {wanted.session.provider.name}.{' '}
          {wanted.session.isCurrent === true &&
            'It is the one you are using: you will have to sign in again.'}
        </p>
      )}
      {preview !== null && (
        <>
          <Refusals refusals={preview.refusals} />
          {ending.length > 0 && (
            <>
              <p>{count(ending.length, 'sign-in')} will end:</p>
              <Names outcomes={ending} />
            </>
          )}
          {staying.length > 0 && (
            <>
              <p>{count(staying.length, 'sign-in')} will stay:</p>
              <Names outcomes={staying} reasonOf={(outcome) => reasonOf(outcome, wanted.kind === 'others')} />
            </>
          )}
          <Missing reports={preview.reports} />
          {wanted.kind === 'others' && staying.some(({ outcome }) => outcome === 'NOT_SUPPORTED') && (
            <button type="button" className="button" onClick={onChoose}>
              Choose which to keep instead
            </button>
          )}
        </>
      )}
      {wanted.kind === 'person' && hasCurrent && wanted.keep.length === 0 && (
        <label className="choice">
          <input
            type="checkbox"
            checked={wanted.includeCurrent}
            onChange={(event) => onChange({ ...wanted, includeCurrent: event.target.checked })}
          />
          <span>Here as well, on the device you are using</span>
        </label>
      )}
      <div className="buttons">
        <button type="button" className="button" onClick={onCancel}>
          {number === 0 ? 'Close' : 'Cancel'}
        </button>
        {number > 0 && (
          <button type="button" className="button button-danger" onClick={() => onConfirm(wanted)}>
            {number === 1 ? 'Sign out' : `Sign out ${number}`}
          </button>
        )}
      </div>
    </>
  );
}

interface NamesProps {
  readonly outcomes: readonly OutcomeFragment[];
  /** Why it stays. */
  readonly reasonOf?: (outcome: OutcomeFragment) => string;
}

function reasonOf(outcome: OutcomeFragment, isAboutOthers: boolean): string {
  const { text, advice } = outcomeWords(outcome, isAboutOthers);
  return advice ?? text;
}

function Names({ outcomes, reasonOf: why }: NamesProps) {
  const more = outcomes.length - mostNamed;
  return (
    <ul className="names">
      {outcomes.slice(0, mostNamed).map((outcome) => (
        <li key={outcome.id}>
          {outcome.session?.displayName ?? 'A session'} <small>{outcome.provider?.name}</small>
          {why !== undefined && <small> – {why(outcome)}</small>}
        </li>
      ))}
      {more > 0 && <li>and {more} more</li>}
    </ul>
  );
}
