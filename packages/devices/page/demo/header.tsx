import { Faults } from './faults.tsx';
import type { DemoSettings } from './settings.ts';
import type { View } from './view.ts';

interface DemoHeaderProps extends DemoSettings {
  readonly view: View;
  readonly onChoose: (view: View) => void;
  readonly onFault: () => void;
}

export function DemoHeader({ people, providers, view, onChoose, onFault }: DemoHeaderProps) {
  return (
    <header className="top">
      <h1 className="brand">
        <Logo /> sessiongraph
      </h1>
      <a href="graphql">GraphiQL</a>
      <div className="demo">
        <p>
          <strong>Demo</strong> of a made-up company
        </p>
        <label>
          You are
          <select
            value={view.isSupport ? 'support' : 'person'}
            onChange={(event) => onChoose({ ...view, isSupport: event.currentTarget.value === 'support' })}
          >
            <option value="person">a colleague</option>
            <option value="support">support</option>
          </select>
        </label>
        <label>
          {view.isSupport ? 'Looking at' : 'Signed in as'}
          <select
            value={view.person.id}
            onChange={(event) =>
              onChoose({
                ...view,
                person: people.find(({ id }) => id === event.currentTarget.value) ?? view.person,
              })
            }
          >
            {people.map(({ id, name, note }) => (
              <option key={id} value={id}>
                {note === null ? name : `${name} – ${note}`}
              </option>
            ))}
          </select>
        </label>
        <Faults providers={providers} onChange={onFault} />
      </div>
    </header>
  );
}

function Logo() {
  return (
    <svg viewBox="0 0 32 32" className="logo" aria-hidden="true">
      <path d="M16 16 6 8m10 8 10-8M16 16v11" />
      <g className="logo-dots">
        <circle cx="16" cy="16" r="4" />
        <circle cx="6" cy="8" r="2.5" />
        <circle cx="26" cy="8" r="2.5" />
        <circle cx="16" cy="27" r="2.5" />
      </g>
    </svg>
  );
}
