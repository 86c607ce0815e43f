import type { DemoPerson } from '../settings.ts';
import { Logo } from './icons.tsx';

interface HeaderProps {
  /** Null outside the demo. */
  readonly people: readonly DemoPerson[] | null;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

export function Header({ people, chosen, onChoose }: HeaderProps) {
  return (
    <header className="top">
      <p className="brand">
        <Logo /> sessiongraph
      </p>
      <a href="graphql">GraphiQL</a>
      {people !== null && chosen !== null && (
        <label className="demo">
          <span>
            <strong>Demo</strong> of a made-up company. Whose devices?
          </span>
          <select value={chosen} onChange={(event) => onChoose(event.target.value)}>
            {people.map(({ id, name, note }) => (
              <option key={id} value={id}>
                {note === null ? name : `${name} – ${note}`}
              </option>
            ))}
          </select>
        </label>
      )}
    </header>
  );
}
