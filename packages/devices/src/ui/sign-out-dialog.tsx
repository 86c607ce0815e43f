import { useEffect, useId, useRef, useState } from 'react';
import { type Meant, type Preview, preview } from '../ending/ending.ts';
import type { Order } from '../ending/use-ending.ts';
import { promisedOf } from '../ending/verdict.ts';
import { ConfirmAll, ConfirmSome } from './confirm.tsx';
import { failureWords } from './failure.tsx';
import { useSetting } from './setting.ts';

interface SignOutDialogProps {
  readonly meant: Meant;
  readonly title: string;
  readonly onClose: () => void;
  readonly onConfirm: (order: Order) => void;
}

/** The one question before anything is ended: what will be, what stays, and that there is no way back. */
export function SignOutDialog({ meant, title, onClose, onConfirm }: SignOutDialogProps) {
  const { words, client } = useSetting();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [seen, setSeen] = useState<Preview | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const personId = meant.kind === 'all' ? meant.personId : null;

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (personId === null) return;
    let isMeant = true;
    preview(client, personId).then(
      (answer) => isMeant && setSeen(answer),
      (error: unknown) => isMeant && setFailure(error),
    );
    return () => void (isMeant = false);
  }, [client, personId]);

  function close() {
    // Gives the focus back to what was pressed.
    dialog.current?.close();
    onClose();
  }

  function confirm(order: Order) {
    dialog.current?.close();
    onConfirm(order);
  }

  return (
    <dialog
      ref={dialog}
      className="sg-dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <h2 id={heading}>{title}</h2>
      {meant.kind === 'some' ? (
        <ConfirmSome
          sessions={meant.sessions}
          onCancel={close}
          onConfirm={() =>
            confirm({
              meant,
              keep: [],
              promised: meant.sessions.map(({ id, provider, device }) => ({
                id,
                service: provider,
                device,
                isWholeAccount: false,
              })),
              includesThisDevice: meant.sessions.some(({ isCurrent }) => isCurrent === true),
            })
          }
        />
      ) : seen !== null ? (
        <ConfirmAll
          preview={seen}
          onCancel={close}
          onConfirm={(keep, ending) =>
            confirm({ meant, keep, promised: ending.map(promisedOf), includesThisDevice: !seen.keepsCurrent })
          }
        />
      ) : (
        <>
          <output className={failure === null ? 'sg-waiting' : undefined}>
            {failure === null ? words.ending.looking : failureWords(failure, null, words).title}
          </output>
          <div className="sg-buttons">
            <button type="button" className="sg-button" onClick={close}>
              {words.ending.cancel}
            </button>
          </div>
        </>
      )}
    </dialog>
  );
}
