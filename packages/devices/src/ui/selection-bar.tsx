import type { SessionRowFragment } from '../graphql/generated/graphql.ts';
import { useSetting } from './setting.ts';

interface SelectionBarProps {
  /** Those chosen that can be ended. */
  readonly sessions: readonly SessionRowFragment[];
  readonly isBusy: boolean;
  readonly onSelectAll: () => void;
  readonly onSignOut: (sessions: readonly SessionRowFragment[]) => void;
}

/** Stays in view while rows are chosen. */
export function SelectionBar({ sessions, isBusy, onSelectAll, onSignOut }: SelectionBarProps) {
  const { words } = useSetting();
  return (
    <div className="sg-selection">
      <output>{words.find.selected(sessions.length)}</output>
      <button type="button" className="sg-button" onClick={onSelectAll}>
        {words.find.selectAll}
      </button>
      <button
        type="button"
        className="sg-button sg-button-danger"
        disabled={isBusy || sessions.length === 0}
        onClick={() => onSignOut(sessions)}
      >
        {words.row.signOut}
      </button>
    </div>
  );
}
