import { useEffect, useRef, useState } from 'react';
import { groupByDevice } from '../group.ts';
import type { Subject } from '../subject.ts';
import { type Shown, useSignIns } from '../use-sign-ins.ts';
import type { Intent } from '../use-sign-out.ts';
import { count, reportWords } from '../words.ts';
import { useAnnounce } from './announcer.tsx';
import { DeviceCard } from './device-card.tsx';
import { Problems, Sources } from './reports.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { Skeleton } from './skeleton.tsx';

/** The page's main part: where a person is signed in. */
export function DeviceList({ subject }: { readonly subject: Subject }) {
  const { shown, asking, problem, reload, loadMore } = useSignIns(subject);
  const [intent, setIntent] = useState<Intent | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useFocusOnNew(asking);
  const announce = useAnnounce();
  const isBusy = asking !== null;

  useEffect(() => {
    if (isBusy) announce('Loading.');
    else if (problem !== null) announce(problem);
    else if (shown !== null) announce(`${summaryOf(shown)}.`);
  }, [isBusy, problem, shown, announce]);

  function closeDialog(changed: boolean) {
    setIntent(null);
    if (!changed) return;
    void reload();
    // What was pressed is gone from the list by now.
    heading.current?.focus();
  }

  return (
    <>
      <div className="title">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {subject.heading}
          </h1>
          <p className="summary">{shown === null ? 'Asking every provider…' : summaryOf(shown)}</p>
        </div>
        <div className="actions">
          <button type="button" className="button" disabled={isBusy} onClick={() => void reload()}>
            Refresh
          </button>
          <button
            type="button"
            className="button"
            disabled={shown === null || shown.sessions.length === 0}
            onClick={() => setIntent({ kind: subject.isViewer ? 'others' : 'keep' })}
          >
            Sign out others…
          </button>
          <button
            type="button"
            className="button button-danger"
            disabled={shown === null || shown.sessions.length === 0}
            onClick={() => setIntent({ kind: 'everywhere' })}
          >
            Sign out everywhere…
          </button>
        </div>
      </div>

      {problem !== null && (
        <div className="problem" role="alert">
          <p>
            <strong>{problem}</strong>
          </p>
          <button type="button" className="button" onClick={() => void reload()}>
            Try again
          </button>
        </div>
      )}
      {shown === null ? (
        isBusy && <Skeleton />
      ) : (
        <div aria-busy={isBusy}>
          <Problems reports={shown.reports} isBusy={isBusy} onRetry={() => void reload()} />
          <h2 className="unseen">Devices</h2>
          {shown.sessions.length === 0 ? (
            <p className="empty">Signed in nowhere{shown.total === null ? ' that we know of' : ''}.</p>
          ) : (
            <ul className="devices" ref={list}>
              {groupByDevice(shown.sessions).map((group) => (
                <DeviceCard
                  key={group.key}
                  group={group}
                  onSignOut={(session) => setIntent({ kind: 'one', session })}
                />
              ))}
            </ul>
          )}
          {shown.nextCursor !== null && (
            <button type="button" className="button more" disabled={isBusy} onClick={loadMore}>
              {asking === 'more' ? 'Loading…' : 'Show more'}
            </button>
          )}
          <Sources reports={shown.reports} />
        </div>
      )}
      {intent !== null && shown !== null && (
        <SignOutDialog
          key={intent.kind}
          intent={intent}
          shown={shown}
          onIntent={setIntent}
          onClose={closeDialog}
        />
      )}
    </>
  );
}

function summaryOf({ sessions, total, nextCursor, reports }: Shown): string {
  const providers = new Set(sessions.map(({ provider }) => provider.id)).size;
  const isWhole = reports.every((report) => reportWords(report).tone !== 'problem');
  const number = total ?? sessions.length;
  const atLeast = isWhole && (total !== null || nextCursor === null) ? '' : 'At least ';
  const shownOnly = sessions.length < number ? `, ${sessions.length} of them shown` : '';
  return `${atLeast}${count(number, 'sign-in')}${shownOnly === '' ? ` at ${count(providers, 'provider')}` : shownOnly}`;
}

/** After more was loaded, the focus goes on with the first that is new. */
function useFocusOnNew(asking: 'first' | 'more' | null) {
  const list = useRef<HTMLUListElement>(null);
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (asking === 'more') {
      before.current ??= list.current?.children.length ?? null;
    } else if (before.current !== null && asking === null) {
      const first = list.current?.children[before.current];
      before.current = null;
      if (first instanceof HTMLElement) first.focus();
    }
  }, [asking]);
  return list;
}
