import { useId, useState } from 'react';
import type { SessionRowFragment } from '../graphql/generated/graphql.ts';
import type { Row } from '../list/rows.ts';
import { isOver } from '../list/states.ts';
import { isolate } from '../words/isolate.ts';
import type { Words } from '../words/words.ts';
import { DeviceIcon, OpenIcon } from './icons.tsx';
import { firstSeenAt, howItEnded, lastUse } from './moments.ts';
import { deviceName, signInName } from './names.ts';
import { RowDetails } from './row-details.tsx';
import { useNow, useSetting } from './setting.ts';

export interface RowProps {
  readonly row: Row;
  /** While something is being ended, nothing else is. */
  readonly isBusy: boolean;
  /** Null while nothing is selected. */
  readonly selection: { readonly isChosen: boolean; readonly onToggle: () => void } | null;
  readonly onSignOut: (sessions: readonly SessionRowFragment[]) => void;
}

/** One device, or sign-ins that look the same: what it is, where, and when; more on demand. */
export function ListRow({ row, isBusy, selection, onSignOut }: RowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const setting = useSetting();
  const { words } = setting;
  const [newest] = row.sessions;
  const { provider, device, state } = newest;
  const name = deviceName(device, words);
  const whole = signInName(device, provider.name, words);
  const endable = row.sessions.filter(({ viewerCanRevoke }) => viewerCanRevoke);
  const opener = row.sessions.length > 1 ? words.signIns(row.sessions.length) : words.row.details;
  const ender = words.ending.confirm(endable.length);
  return (
    <li className="sg-row" tabIndex={-1} data-current={row.isCurrent || undefined}>
      {selection !== null && (
        <input
          type="checkbox"
          className="sg-check"
          aria-label={whole}
          checked={selection.isChosen}
          disabled={endable.length === 0}
          onChange={selection.onToggle}
        />
      )}
      <span className="sg-device-icon">
        <DeviceIcon type={device?.type ?? null} />
      </span>
      <div className="sg-row-body">
        <h3 className="sg-name">
          <span className="sg-cut" title={name ?? provider.name}>
            {name ?? isolate(provider.name)}
          </span>
          {row.isCurrent && <span className="sg-badge sg-badge-current">{words.row.thisDevice}</span>}
          {state === 'PENDING' && <span className="sg-badge">{words.row.unfinished}</span>}
        </h3>
        <RowFacts row={row} />
      </div>
      <div className="sg-row-end">
        <button
          type="button"
          className="sg-link"
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={`${opener}: ${whole}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          {opener}
          <OpenIcon />
        </button>
        {endable.length > 0 && (
          <button
            type="button"
            className="sg-button"
            disabled={isBusy}
            aria-label={`${ender}: ${whole}`}
            onClick={() => onSignOut(endable)}
          >
            {ender}
          </button>
        )}
      </div>
      <div id={id} className="sg-details" hidden={!isOpen}>
        {isOpen && <RowDetails row={row} isBusy={isBusy} onSignOut={onSignOut} />}
      </div>
    </li>
  );
}

function cannotEndWords({ provider }: SessionRowFragment, { row }: Words): string {
  return provider.capabilities.endsSessions ? row.mayNotEnd : row.cannotEnd(isolate(provider.name));
}

/** Two short lines: the service and the place, then the times. */
function RowFacts({ row }: { readonly row: Row }) {
  const setting = useSetting();
  const { words, times } = setting;
  const now = useNow();
  const [newest] = row.sessions;
  const { provider, device, location, actor, createdAt, state } = newest;
  const place = location === null ? null : times.place(location.city, location.country);
  const firstSeen = row.isDevice ? firstSeenAt(row.sessions) : null;
  const known = [
    howItEnded(newest, setting, now),
    lastUse(newest, setting, now),
    firstSeen !== null && words.row.firstSeen(times.ago(firstSeen, now)),
    !row.isDevice && createdAt !== null && words.row.signedIn(times.ago(createdAt, now)),
    !isOver(state) && !newest.viewerCanRevoke && cannotEndWords(newest, words),
  ];
  return (
    <>
      <p className="sg-facts">
        <span className="sg-service" data-kind={provider.kind}>
          <bdi className="sg-cut" title={provider.name}>
            {device === null ? words.row.unknownDevice : provider.name}
          </bdi>
        </span>
        {place !== null && (
          <span>
            <span className="sg-cut">{place}</span>
          </span>
        )}
      </p>
      <p className="sg-facts sg-faint">
        {known
          .filter((fact) => typeof fact === 'string')
          .map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
      </p>
      {actor !== null && (
        <p className="sg-warning">
          {words.row.impersonated} {actor.subject !== null && <bdi>({actor.subject})</bdi>}
        </p>
      )}
    </>
  );
}
