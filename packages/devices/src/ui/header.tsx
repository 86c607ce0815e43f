import { useSetting } from './setting.ts';

interface HeaderProps {
  readonly heading: string;
  readonly summary: string;
  readonly isBusy: boolean;
  readonly isReading: boolean;
  readonly onRefresh: () => void;
  /** What the one button for everything says; null where there is nothing to end. */
  readonly endAll: string | null;
  readonly onEndAll: () => void;
}

export function Header({ heading, summary, isBusy, isReading, onRefresh, endAll, onEndAll }: HeaderProps) {
  const { words } = useSetting();
  return (
    <header className="sg-header">
      <div className="sg-title">
        <h2>{heading}</h2>
        <p className="sg-faint">{summary}</p>
      </div>
      <div className="sg-actions">
        <button type="button" className="sg-button" disabled={isBusy} onClick={onRefresh}>
          {isReading ? words.refreshing : words.refresh}
        </button>
        {endAll !== null && (
          <button type="button" className="sg-button sg-button-warn" disabled={isBusy} onClick={onEndAll}>
            {endAll}
          </button>
        )}
      </div>
    </header>
  );
}
