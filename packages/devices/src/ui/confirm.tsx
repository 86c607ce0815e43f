import { type ReactNode, useId, useState } from 'react';
import type { Preview } from '../ending/ending.ts';
import type { OutcomeFragment, SessionRowFragment } from '../graphql/generated/graphql.ts';
import { hidesSessions } from '../list/reports.ts';
import { isolate } from '../words/isolate.ts';
import { DoneIcon } from './icons.tsx';
import { countNames, signInName } from './names.ts';
import { problemWords } from './reports.tsx';
import { useSetting } from './setting.ts';

/** So many are named; of the others, how many there are. */
const mostNamed = 6;

interface ConfirmSomeProps {
  readonly sessions: readonly SessionRowFragment[];
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

export function ConfirmSome({ sessions, onCancel, onConfirm }: ConfirmSomeProps) {
  const { words, times } = useSetting();
  const services = [...new Set(sessions.map(({ provider }) => isolate(provider.name)))];
  const isHere = sessions.some(({ isCurrent }) => isCurrent === true);
  return (
    <>
      {sessions.length > 1 && (
        <Names names={sessions.map(({ device, provider }) => signInName(device, provider.name, words))} />
      )}
      <p>{words.ending.atService(times.list(services))}</p>
      {isHere && <p>{words.ending.endsHere}</p>}
      <Buttons number={sessions.length} onCancel={onCancel} onConfirm={onConfirm} />
    </>
  );
}

interface ConfirmAllProps {
  readonly preview: Preview;
  readonly onCancel: () => void;
  readonly onConfirm: (keep: readonly string[], ending: readonly OutcomeFragment[]) => void;
}

export function ConfirmAll({ preview, onCancel, onConfirm }: ConfirmAllProps) {
  const setting = useSetting();
  const { words, times, isViewer } = setting;
  const hint = useId();
  const [isWhole, setIsWhole] = useState(true);
  const { mayBeHere, cannotEnd, keepsCurrent, refusals } = preview;
  const ending = [...preview.ending, ...(isWhole ? mayBeHere : [])];
  const servicesOf = (outcomes: readonly OutcomeFragment[]) =>
    times.list([...new Set(outcomes.flatMap(({ provider }) => provider?.name ?? []))].map(isolate));
  const nameOf = ({ session, provider }: OutcomeFragment) => {
    const service = provider?.name ?? '';
    return session === null
      ? words.notice.allAt(isolate(service))
      : signInName(session.device, service, words);
  };
  return (
    <>
      {ending.length > 0 ? (
        <div>
          <p>{words.ending.willEnd(ending.length)}</p>
          <Names names={ending.map(nameOf)} />
        </div>
      ) : (
        <p>{words.ending.nothing}</p>
      )}
      {mayBeHere.length > 0 && (
        <label className="sg-choice">
          <input
            type="checkbox"
            className="sg-check"
            checked={isWhole}
            aria-describedby={hint}
            onChange={(event) => setIsWhole(event.currentTarget.checked)}
          />
          <span>
            {words.ending.mayBeHere(words.signIns(mayBeHere.length), servicesOf(mayBeHere))}
            <small id={hint}>{words.ending.mayBeHereHint}</small>
          </span>
        </label>
      )}
      {keepsCurrent && (
        <p className="sg-kept">
          <DoneIcon /> {words.ending.staysHere}
        </p>
      )}
      {isViewer && !keepsCurrent && ending.length > 0 && <p>{words.ending.includesHere}</p>}
      {cannotEnd.length > 0 && (
        <div>
          <p>{words.ending.cannotEnd(cannotEnd.length)}</p>
          <Names names={cannotEnd.map(nameOf)} />
        </div>
      )}
      {preview.reports.filter(hidesSessions).map((report) => (
        <p key={report.provider.id} className="sg-warning">
          {problemWords(report, setting)} {words.ending.notAsked(isolate(report.provider.name))}
        </p>
      ))}
      {ending.length === 0 &&
        refusals.map(({ message }) => (
          <p key={message} className="sg-faint">
            {isolate(message)}
          </p>
        ))}
      <Buttons
        number={ending.length}
        onCancel={onCancel}
        onConfirm={() => onConfirm(isWhole ? [] : mayBeHere.map(({ id }) => id), ending)}
      />
    </>
  );
}

function Names({ names }: { readonly names: readonly string[] }): ReactNode {
  const { words } = useSetting();
  const counted = countNames(names);
  const more = counted.slice(mostNamed).reduce((sum, [, count]) => sum + count, 0);
  return (
    <ul className="sg-names">
      {counted.slice(0, mostNamed).map(([name, count]) => (
        <li key={name}>
          <span className="sg-cut" title={name}>
            {name}
          </span>
          {count > 1 && <span className="sg-faint">× {count}</span>}
        </li>
      ))}
      {more > 0 && <li>{words.ending.andMore(more)}</li>}
    </ul>
  );
}

interface ButtonsProps {
  readonly number: number;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

function Buttons({ number, onCancel, onConfirm }: ButtonsProps) {
  const { words } = useSetting();
  return (
    <>
      {number > 0 && <p className="sg-faint">{words.ending.noUndo}</p>}
      <div className="sg-buttons">
        <button type="button" className="sg-button" onClick={onCancel}>
          {number === 0 ? words.ending.close : words.ending.cancel}
        </button>
        {number > 0 && (
          <button type="button" className="sg-button sg-button-danger" onClick={onConfirm}>
            {words.ending.confirm(number)}
          </button>
        )}
      </div>
    </>
  );
}
