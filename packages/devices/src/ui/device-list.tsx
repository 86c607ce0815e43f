import { useCallback, useEffect, useState } from 'react';
import type { Meant } from '../ending/ending.ts';
import { useEnding } from '../ending/use-ending.ts';
import { AskingFailed } from '../graphql/client.ts';
import { findAll, isFindAll, isNowhereElse, pageRows, rowsOf } from '../list/read-list.ts';
import { toldNothing } from '../list/reports.ts';
import type { UserId } from '../list/subject.ts';
import { useList } from '../list/use-list.ts';
import { useSelection } from '../list/use-selection.ts';
import type { SignedOut } from '../props.ts';
import { isolate } from '../words/isolate.ts';
import { useAnnounce } from './announcer.tsx';
import { Failure, failureWords } from './failure.tsx';
import { FindBar } from './find-bar.tsx';
import { Header } from './header.tsx';
import { deviceName } from './names.ts';
import { NoticeBox } from './notice.tsx';
import { Problems, Sources } from './reports.tsx';
import { ListRow } from './row.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useSetting } from './setting.ts';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { Skeleton } from './skeleton.tsx';
import { summaryOf } from './summary.ts';
import { useFocusOnNew } from './use-focus-on-new.ts';

export interface ListHooks {
  readonly onSignedOut: (ended: SignedOut) => void;
  readonly onError: (error: AskingFailed) => void;
  readonly reauthenticate: () => Promise<boolean>;
}

interface DeviceListProps {
  readonly userId: UserId;
  readonly userName: string | null;
  /** Always the same. */
  readonly hooks: ListHooks;
}

/** Lists up to so long are looked through; longer ones are searched. */
const fewSignIns = 8;

export function DeviceList({ userId, userName, hooks }: DeviceListProps) {
  const { words, client } = useSetting();
  const tellError = useCallback(
    (error: unknown) => {
      if (error instanceof AskingFailed) hooks.onError(error);
    },
    [hooks],
  );
  const { shown, asking, failure, reload, find, loadMore } = useList(client, userId, tellError);
  const ending = useEnding(client, {
    ...hooks,
    onError: tellError,
    onChanged: () => void reload(),
  });
  const [meant, setMeant] = useState<Meant | null>(null);
  const selection = useSelection();
  // What was typed goes as well.
  const [clears, setClears] = useState(0);
  const list = useFocusOnNew(asking === 'more');
  const announce = useAnnounce();
  const isWorking = ending.notice?.kind === 'working';
  const isBusy = asking !== null || isWorking;

  const failed = failure === null ? null : failureWords(failure, userId, words).title;
  const summary = shown === null ? null : summaryOf(shown, words);
  useEffect(() => {
    if (asking !== null) announce(words.loading);
    else announce(failed ?? summary ?? '');
  }, [asking, failed, summary, announce, words]);

  const rows = shown === null ? [] : rowsOf(shown);
  const chosen = rows.filter(({ key }) => selection.keys?.has(key)).flatMap(({ sessions }) => sessions);
  const hasCurrent = rows.some(({ isCurrent }) => isCurrent);
  const isLong = shown !== null && (shown.sessions.length > fewSignIns || !isFindAll(shown.find));
  const isAllDown =
    shown !== null && rows.length === 0 && shown.reports.length > 0 && shown.reports.every(toldNothing);
  const canEndAll = shown !== null && rows.length > 0 && !shown.find.isOver && !isNowhereElse(shown);
  const endAll = hasCurrent ? words.ending.others : words.ending.everywhere;

  return (
    <>
      <Header
        heading={userName === null ? words.heading : words.headingOf(isolate(userName))}
        summary={summary ?? (asking === null ? '' : words.loading)}
        isBusy={isBusy}
        isReading={asking === 'list' && shown !== null}
        onRefresh={() => void reload()}
        endAll={canEndAll ? endAll : null}
        onEndAll={() => shown !== null && setMeant({ kind: 'all', personId: shown.personId })}
      />
      {ending.notice !== null && (
        <NoticeBox
          notice={ending.notice}
          onAgain={(order) => void ending.carryOut(order)}
          onDismiss={ending.dismiss}
        />
      )}
      {failure !== null && (
        <Failure failure={failure} userId={userId} isBusy={isBusy} onRetry={() => void reload()} />
      )}
      {shown === null ? (
        asking !== null && <Skeleton />
      ) : (
        <div className="sg-list" aria-busy={asking === 'list'}>
          {isAllDown && (
            <div className="sg-empty">
              <p>
                <strong>{words.sources.allDown}</strong>
              </p>
              <p>{words.sources.allDownText}</p>
            </div>
          )}
          <Problems reports={shown.reports} isBusy={isBusy} onRetry={() => void reload()} />
          {isLong && (
            <FindBar key={clears} find={shown.find} services={shown.services} onFind={find}>
              {!shown.find.isOver && (
                <button type="button" className="sg-button" onClick={selection.toggleMode}>
                  {selection.keys === null ? words.find.select : words.find.stopSelecting}
                </button>
              )}
            </FindBar>
          )}
          {rows.length > 0 ? (
            <ul className="sg-rows" ref={list}>
              {rows.map((row) => (
                <ListRow
                  key={row.key}
                  row={row}
                  isBusy={isWorking}
                  selection={
                    selection.keys === null
                      ? null
                      : { isChosen: selection.keys.has(row.key), onToggle: () => selection.toggle(row.key) }
                  }
                  onSignOut={(sessions) => setMeant({ kind: 'some', sessions })}
                />
              ))}
            </ul>
          ) : (
            !isAllDown && (
              <Empty
                isFound={isFindAll(shown.find)}
                isKnown={!shown.reports.some(toldNothing)}
                onClear={clear}
                userName={userName}
              />
            )
          )}
          {selection.keys !== null && (
            <SelectionBar
              sessions={chosen.filter(({ viewerCanRevoke }) => viewerCanRevoke)}
              isBusy={isBusy}
              onSelectAll={() =>
                selection.choose(
                  rows
                    .filter(({ sessions }) => sessions.some(({ viewerCanRevoke }) => viewerCanRevoke))
                    .map(({ key }) => key),
                )
              }
              onSignOut={(sessions) => setMeant({ kind: 'some', sessions })}
            />
          )}
          {shown.nextCursor !== null && (
            <button type="button" className="sg-button sg-more" disabled={isBusy} onClick={loadMore}>
              {words.showMore(pageRows)}
            </button>
          )}
          {!isLong && shown.sessions.length > 0 && (
            <button
              type="button"
              className="sg-link sg-show-over"
              onClick={() => find({ ...findAll, isOver: true })}
            >
              {words.find.showOver}
            </button>
          )}
          <Sources reports={shown.reports} />
        </div>
      )}
      {meant !== null && (
        <SignOutDialog
          meant={meant}
          title={titleOf(meant)}
          onClose={() => setMeant(null)}
          onConfirm={(order) => {
            setMeant(null);
            selection.clear();
            void ending.carryOut(order);
          }}
        />
      )}
    </>
  );

  function clear() {
    setClears(clears + 1);
    find(findAll);
  }

  function titleOf(wanted: Meant): string {
    if (wanted.kind === 'all') return endAll;
    const [session, ...others] = wanted.sessions;
    if (session === undefined || others.length > 0) return words.ending.several(wanted.sessions.length);
    return words.ending.one(deviceName(session.device, words) ?? isolate(session.provider.name));
  }
}

interface EmptyProps {
  /** Whether nothing was looked for in particular. */
  readonly isFound: boolean;
  /** Whether every service said so. */
  readonly isKnown: boolean;
  readonly userName: string | null;
  readonly onClear: () => void;
}

function Empty({ isFound, isKnown, userName, onClear }: EmptyProps) {
  const { words } = useSetting();
  if (!isFound) {
    return (
      <div className="sg-empty">
        <p>{words.find.nothingFound}</p>
        <button type="button" className="sg-button" onClick={onClear}>
          {words.find.clear}
        </button>
      </div>
    );
  }
  const nowhere = userName === null ? words.emptyList : words.emptyListOf(isolate(userName));
  return <p className="sg-empty">{isKnown ? nowhere : words.emptyAsKnown}</p>;
}
