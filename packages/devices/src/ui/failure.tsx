import { useEffect } from 'react';
import { AskingFailed } from '../graphql/client.ts';
import { NobodyFound } from '../list/read-list.ts';
import type { UserId } from '../list/subject.ts';
import type { Words } from '../words/words.ts';
import { isolate } from '../words/isolate.ts';
import { useSetting } from './setting.ts';

interface FailureProps {
  readonly failure: unknown;
  readonly userId: UserId;
  readonly isBusy: boolean;
  readonly onRetry: () => void;
}

/** Why there is no list, or no newer one, and what to do about it. */
export function Failure({ failure, userId, isBusy, onRetry }: FailureProps) {
  const { words } = useSetting();
  const { title, text, canRetry } = failureWords(failure, userId, words);
  const isOffline = failure instanceof AskingFailed && failure.code === 'OFFLINE';

  useEffect(() => {
    if (!isOffline) return;
    window.addEventListener('online', onRetry);
    return () => window.removeEventListener('online', onRetry);
  }, [isOffline, onRetry]);

  return (
    <div className="sg-failure" role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      {text !== null && <p>{text}</p>}
      {canRetry && (
        <button type="button" className="sg-button" disabled={isBusy} onClick={onRetry}>
          {words.tryAgain}
        </button>
      )}
    </div>
  );
}

interface FailureWords {
  readonly title: string;
  readonly text: string | null;
  readonly canRetry: boolean;
}

export function failureWords(failure: unknown, userId: UserId, { failure: say }: Words): FailureWords {
  if (failure instanceof NobodyFound) {
    return userId === null
      ? { title: say.nobody, text: say.nobodyText, canRetry: false }
      : { title: say.unknownUser, text: say.unknownUserText(isolate(userId)), canRetry: false };
  }
  if (!(failure instanceof AskingFailed)) return { title: say.broken, text: null, canRetry: true };
  switch (failure.code) {
    case 'UNAUTHENTICATED':
      return { title: say.signedOut, text: say.signedOutText, canRetry: false };
    case 'OFFLINE':
      return { title: say.offline, text: say.offlineText, canRetry: true };
    case 'UNREACHABLE':
      return { title: say.unreachable, text: say.unreachableText, canRetry: true };
    case 'REFUSED':
      // The server's own words say what to do; they are English.
      return { title: say.refused, text: isolate(failure.message), canRetry: true };
  }
}
