import { useEffect, useRef } from 'react';
import type { Order, Notice } from '../ending/use-ending.ts';
import { onceMore, wasRefused } from '../ending/use-ending.ts';
import type { Broken, Verdict } from '../ending/verdict.ts';
import { isolate } from '../words/isolate.ts';
import type { Words } from '../words/words.ts';
import { failureWords } from './failure.tsx';
import { CloseIcon, DoneIcon, WarningIcon } from './icons.tsx';
import { countNames, signInName } from './names.ts';
import { problemWords } from './reports.tsx';
import { type Setting, useSetting } from './setting.ts';

interface NoticeProps {
  readonly notice: Notice;
  readonly onAgain: (order: Order) => void;
  readonly onDismiss: () => void;
}

/** What became of a sign-out: quiet where all went well, and with every name where something did not. */
export function NoticeBox({ notice, onAgain, onDismiss }: NoticeProps) {
  const setting = useSetting();
  const { words } = setting;
  const box = useRef<HTMLElement>(null);
  const { title, lines, isGood, again } = noticeWords(notice, setting);

  // What was pressed is gone by now; the way goes on from here.
  useEffect(() => {
    if (notice.kind === 'working') box.current?.focus();
  }, [notice.kind]);

  return (
    <section
      ref={box}
      className="sg-notice"
      tabIndex={-1}
      aria-label={words.notice.label}
      data-good={isGood || undefined}
    >
      {notice.kind === 'working' ? <span className="sg-turning" /> : isGood ? <DoneIcon /> : <WarningIcon />}
      <div className="sg-notice-text">
        <output>{title}</output>
        {lines.length > 0 && (
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
      {again !== null && (
        <button type="button" className="sg-button" onClick={() => onAgain(again)}>
          {words.tryAgain}
        </button>
      )}
      {notice.kind !== 'working' && (
        <button
          type="button"
          className="sg-icon-button"
          aria-label={words.notice.dismiss}
          onClick={onDismiss}
        >
          <CloseIcon />
        </button>
      )}
    </section>
  );
}

interface NoticeWords {
  readonly title: string;
  readonly lines: readonly string[];
  readonly isGood: boolean;
  /** Null where another try would not help. */
  readonly again: Order | null;
}

function noticeWords(notice: Notice, setting: Setting): NoticeWords {
  const { words } = setting;
  switch (notice.kind) {
    case 'working':
      return { title: words.ending.working, lines: [], isGood: true, again: null };
    case 'notConfirmed':
      return { title: words.notice.notConfirmed, lines: [], isGood: false, again: null };
    case 'unknown': {
      const { failure, order } = notice;
      const { title, text } = failureWords(failure, null, words);
      const lines = [text, wasRefused(failure) ? null : words.notice.unknown].filter((line) => line !== null);
      // That nothing was changed is not known here.
      const known = wasRefused(failure) ? lines : lines.slice(-1);
      return { title, lines: known, isGood: false, again: order };
    }
    case 'done': {
      const { verdict, order } = notice;
      const lines = verdictLines(verdict, setting);
      return {
        title: verdictTitle(verdict, words),
        lines,
        isGood: lines.length === 0,
        again: verdict.mayGoBetter ? onceMore(order, verdict) : null,
      };
    }
  }
}

function verdictTitle({ ended, gone, broken }: Verdict, { notice }: Words): string {
  const parts = [
    ended.length > 0 && notice.signedOut(ended.length),
    gone > 0 && notice.wereGone(gone),
    broken.length > 0 && notice.stillSignedIn(broken.length),
  ];
  return parts.filter(Boolean).join(' ') || notice.nothingDone;
}

/** What did not happen, each by name, and which services nobody could ask. */
function verdictLines({ broken, unseen, refusals }: Verdict, setting: Setting): readonly string[] {
  const { notice } = setting.words;
  return [
    ...countNames(broken.map((promise) => brokenWords(promise, setting.words))).map(([name, count]) =>
      count === 1 ? name : `${name} (${count})`,
    ),
    ...unseen.map(
      (report) => `${problemWords(report, setting)} ${notice.notReached(isolate(report.provider.name))}`,
    ),
    ...refusals.map(({ message }) => isolate(message)),
  ];
}

function brokenWords({ service, device, isWholeAccount, why }: Broken, words: Words): string {
  if (service === null) return words.notice.unnamed;
  const name = isolate(service.name);
  const what = isWholeAccount ? words.notice.allAt(name) : signInName(device, service.name, words);
  return `${what}: ${words.notice[why](name)}`;
}
