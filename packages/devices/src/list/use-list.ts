/** The list as it is shown: reading, reading again, and answers that came too late. */
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Client } from '../graphql/client.ts';
import { type Find, findAll, pageRows, readList, rowsOf, type Shown } from './read-list.ts';
import type { UserId } from './subject.ts';

export interface List {
  /** Null until there is something to show; what is shown stays while it is read again. */
  readonly shown: Shown | null;
  readonly asking: 'list' | 'more' | null;
  /** Why the latest asking gave nothing. */
  readonly failure: unknown;
}

type Event =
  | { readonly kind: 'asked'; readonly asking: 'list' | 'more' }
  | { readonly kind: 'answered'; readonly shown: Shown }
  | { readonly kind: 'failed'; readonly failure: unknown };

function reduce(list: List, event: Event): List {
  switch (event.kind) {
    case 'asked':
      return { ...list, asking: event.asking };
    case 'answered':
      return { shown: event.shown, asking: null, failure: null };
    case 'failed':
      return { ...list, asking: null, failure: event.failure };
  }
}

export function useList(client: Client, userId: UserId, onError: (error: unknown) => void) {
  const [list, dispatch] = useReducer(reduce, { shown: null, asking: 'list', failure: null });
  const latest = useRef(0);

  const load = useCallback(
    async (asking: 'list' | 'more', read: () => Promise<Shown>) => {
      // An answer that was overtaken by a later question is not shown.
      const mine = (latest.current += 1);
      dispatch({ kind: 'asked', asking });
      const event = await read().then(
        (shown): Event => ({ kind: 'answered', shown }),
        (failure: unknown): Event => ({ kind: 'failed', failure }),
      );
      if (mine !== latest.current) return;
      if (event.kind === 'failed') onError(event.failure);
      dispatch(event);
    },
    [onError],
  );

  useEffect(() => {
    void load('list', () => readList(client, userId, findAll, pageRows, null));
    return () => void (latest.current += 1);
  }, [client, userId, load]);

  const { shown } = list;
  const length = shown === null ? 0 : rowsOf(shown).length;
  return {
    ...list,
    /** Reads everything again that was shown, so that the list keeps its length. */
    reload: () =>
      load('list', () => readList(client, userId, shown?.find ?? findAll, Math.max(pageRows, length), null)),
    find: (find: Find) => void load('list', () => readList(client, userId, find, pageRows, null)),
    loadMore() {
      if (shown !== null)
        void load('more', () => readList(client, userId, shown.find, length + pageRows, shown));
    },
  };
}
