/** From what was confirmed to what became of it. */
import { useState } from 'react';
import { AskingFailed, type Client } from '../graphql/client.ts';
import type { SignedOut } from '../props.ts';
import { type Meant, signOut } from './ending.ts';
import { judge, type Promised, type Verdict } from './verdict.ts';

/** What the person confirmed. */
export interface Order {
  readonly meant: Meant;
  /** Ids of sessions that stay. */
  readonly keep: readonly string[];
  /** What they were told would end. */
  readonly promised: readonly Promised[];
  readonly includesThisDevice: boolean;
}

export type Notice =
  | { readonly kind: 'working' }
  /** The person did not confirm that it is them. */
  | { readonly kind: 'notConfirmed' }
  /** No answer came: nobody knows what was done. */
  | { readonly kind: 'unknown'; readonly failure: unknown; readonly order: Order }
  | { readonly kind: 'done'; readonly verdict: Verdict; readonly order: Order };

interface EndingHooks {
  readonly reauthenticate: () => Promise<boolean>;
  readonly onSignedOut: (ended: SignedOut) => void;
  readonly onError: (error: unknown) => void;
  /** Something may have been ended. */
  readonly onChanged: () => void;
}

export function useEnding(client: Client, hooks: EndingHooks) {
  const [notice, setNotice] = useState<Notice | null>(null);

  async function carryOut(order: Order): Promise<void> {
    setNotice({ kind: 'working' });
    setNotice(await noticeOf(order));
  }

  async function noticeOf(order: Order): Promise<Notice> {
    try {
      if (!(await hooks.reauthenticate())) return { kind: 'notConfirmed' };
    } catch (error) {
      hooks.onError(error);
      return { kind: 'notConfirmed' };
    }
    try {
      const verdict = judge(order.promised, await signOut(client, order.meant, order.keep));
      hooks.onChanged();
      if (verdict.ended.length > 0) {
        hooks.onSignedOut({ sessionIds: verdict.ended, includesThisDevice: order.includesThisDevice });
      }
      return { kind: 'done', verdict, order };
    } catch (failure) {
      hooks.onChanged();
      hooks.onError(failure);
      return { kind: 'unknown', failure, order };
    }
  }

  return { notice, carryOut, dismiss: () => setNotice(null) };
}

/** The same again, for what did not happen. */
export function onceMore(order: Order, { broken }: Verdict): Order {
  const left = new Set(broken.map(({ id }) => id));
  const { meant } = order;
  const promised = broken.map(({ why: _why, ...promise }) => promise);
  return meant.kind === 'all'
    ? { ...order, promised }
    : {
        ...order,
        promised,
        meant: { kind: 'some', sessions: meant.sessions.filter(({ id }) => left.has(id)) },
      };
}

/** Whether nothing can have been ended: the server answered that it does not do it. */
export function wasRefused(failure: unknown): failure is AskingFailed {
  return (
    failure instanceof AskingFailed && (failure.code === 'REFUSED' || failure.code === 'UNAUTHENTICATED')
  );
}
