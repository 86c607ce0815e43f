import type { DemoPerson } from './settings.ts';

interface DemoHeaderProps {
  readonly people: readonly DemoPerson[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

export function DemoHeader({ people, chosen, onChoose }: DemoHeaderProps) {
  return (
    <header className="top">
      <p className="brand">
        <Logo /> sessiongraph
      </p>
      <a href="graphql">GraphiQL</a>
      <label className="demo">
        <span>
          <strong>Demo</strong> of a made-up company. Whose devices?
        </span>
        <select value={chosen ?? ''} onChange={(event) => onChoose(event.currentTarget.value)}>
          {people.map(({ id, name, note }) => (
            <option key={id} value={id}>
              {note === null ? name : `${name} – ${note}`}
            </option>
          ))}
        </select>
      </label>
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
