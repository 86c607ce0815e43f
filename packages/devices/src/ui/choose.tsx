import { useState } from 'react';
import type { Shown } from '../use-sign-ins.ts';
import { Facts } from './facts.tsx';

interface ChooseProps {
  readonly shown: Shown;
  readonly onCancel: () => void;
  readonly onChosen: (keep: readonly string[]) => void;
}

/** Where nobody can tell which session is in use, the person says what to keep. */
export function Choose({ shown, onCancel, onChosen }: ChooseProps) {
  const [keep, setKeep] = useState<ReadonlySet<string>>(
    () => new Set(shown.sessions.filter(({ isCurrent }) => isCurrent === true).map(({ id }) => id)),
  );

  function toggle(id: string) {
    const toggled = new Set(keep);
    if (!toggled.delete(id)) toggled.add(id);
    setKeep(toggled);
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChosen([...keep]);
      }}
    >
      <fieldset className="choices">
        <legend>Tick what you recognise and want to keep. All others are signed out.</legend>
        {shown.sessions.map((session) => (
          <label key={session.id} className="choice">
            <input type="checkbox" checked={keep.has(session.id)} onChange={() => toggle(session.id)} />
            <span>
              {session.displayName} <small>{session.provider.name}</small>
              <small>
                <Facts session={session} />
              </small>
            </span>
          </label>
        ))}
      </fieldset>
      {shown.nextCursor !== null && <p>The list has more than is shown here; those are signed out too.</p>}
      <div className="buttons">
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" className="button button-danger" disabled={keep.size === 0}>
          {keep.size === 0 ? 'Tick at least one' : `Keep ${keep.size}, go on`}
        </button>
      </div>
    </form>
  );
}
