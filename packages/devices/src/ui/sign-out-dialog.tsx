import { useEffect, useRef } from 'react';
import type { Change, Wanted } from '../sign-out.ts';
import type { Shown } from '../use-sign-ins.ts';
import { type Intent, type Step, useSignOut } from '../use-sign-out.ts';
import { reportWords } from '../words.ts';
import { useAnnounce } from './announcer.tsx';
import { Choose } from './choose.tsx';
import { Confirm } from './confirm.tsx';
import { Outcomes, outcomeSummary } from './outcomes.tsx';

interface SignOutDialogProps {
  readonly intent: Intent;
  readonly shown: Shown;
  readonly onIntent: (intent: Intent) => void;
  /** @param changed whether something may have been ended. */
  readonly onClose: (changed: boolean) => void;
}

/** From what was pressed to what became of it. Nothing is ended before it was confirmed. */
export function SignOutDialog({ intent, shown, onIntent, onClose }: SignOutDialogProps) {
  const { step, look, carryOut } = useSignOut(intent, shown.personId);
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const changed = useRef(false);
  const announce = useAnnounce();

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    // What had the focus is gone with its step.
    heading.current?.focus();
    if (step.name === 'working') changed.current = true;
    if (step.name === 'done') announce(outcomeSummary(step.change.outcomes));
  }, [step, announce]);

  function close() {
    // Gives the focus back to what was pressed.
    dialog.current?.close();
    onClose(changed.current);
  }

  function choose() {
    dialog.current?.close();
    onIntent({ kind: 'keep' });
  }

  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="dialog-heading"
      onCancel={(event) => {
        event.preventDefault();
        if (step.name !== 'working') close();
      }}
    >
      <h2 id="dialog-heading" ref={heading} tabIndex={-1}>
        {headingOf(step, intent)}
      </h2>
      {step.name === 'choose' && (
        <Choose
          shown={shown}
          onCancel={close}
          onChosen={(keep) =>
            void look({ kind: 'person', personId: shown.personId, keep, includeCurrent: false })
          }
        />
      )}
      {step.name === 'looking' && <Waiting text="Looking up what would be signed out…" />}
      {step.name === 'working' && <Waiting text="Signing out, provider by provider…" />}
      {step.name === 'confirm' && (
        <Confirm
          step={step}
          hasCurrent={shown.sessions.some(({ isCurrent }) => isCurrent === true)}
          onCancel={close}
          onChange={(wanted) => void look(wanted)}
          onConfirm={(wanted) => void carryOut(wanted, null)}
          onChoose={choose}
        />
      )}
      {step.name === 'done' && (
        <Outcomes
          change={step.change}
          onClose={close}
          nameOf={(id) => shown.sessions.find((session) => session.id === id)?.displayName ?? 'A session'}
          onAgain={() => void carryOut(onceMore(step.wanted, step.change), step.change)}
          onChoose={step.wanted.kind === 'others' ? choose : null}
        />
      )}
      {step.name === 'broken' && (
        <>
          <p>{step.problem}</p>
          {step.wasWorking && <p>Some may be signed out already: close this to read the list again.</p>}
          <div className="buttons">
            <button type="button" className="button" onClick={close}>
              Close
            </button>
            <button
              type="button"
              className="button"
              onClick={() => void (step.wasWorking ? carryOut(step.wanted, null) : look(step.wanted))}
            >
              Try again
            </button>
          </div>
        </>
      )}
    </dialog>
  );
}

function Waiting({ text }: { readonly text: string }) {
  return <output className="waiting">{text}</output>;
}

function headingOf(step: Step, intent: Intent): string {
  switch (step.name) {
    case 'done':
      return outcomeSummary(step.change.outcomes);
    case 'broken':
      return 'That did not work';
    default:
      return {
        one: 'Sign out?',
        others: 'Sign out of all other devices?',
        keep: step.name === 'choose' ? 'Which ones stay signed in?' : 'Sign out of the others?',
        everywhere: 'Sign out everywhere?',
      }[intent.kind];
  }
}

/** Named sessions only where some failed; all that was wanted where a provider did not even say what it has. */
function onceMore(wanted: Wanted, { outcomes, reports }: Change): Wanted {
  const ids = outcomes.filter(({ retryable }) => retryable).map(({ id }) => id);
  if (ids.length === 0 || reports.some((report) => reportWords(report).canRetry)) return wanted;
  const includeCurrent =
    wanted.kind === 'one'
      ? wanted.session.isCurrent === true
      : 'includeCurrent' in wanted && wanted.includeCurrent;
  return { kind: 'again', ids, includeCurrent };
}
