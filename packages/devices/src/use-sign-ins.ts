/** A person's sign-ins, page by page. */
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { AskingFailed } from './graphql/client.ts';
import { useClient } from './graphql/use-client.ts';
import type { PersonFragment, ReportFragment, SessionRowFragment } from './graphql/generated/graphql.ts';
import type { PageWanted, Subject } from './subject.ts';

export interface Shown {
  readonly personId: string;
  readonly sessions: readonly SessionRowFragment[];
  readonly reports: readonly ReportFragment[];
  /** Null where a provider cannot count or did not answer. */
  readonly total: number | null;
  /** Null after the last page. */
  readonly nextCursor: string | null;
}

export interface SignIns {
  /** Null until there is something to show. */
  readonly shown: Shown | null;
  readonly asking: 'first' | 'more' | null;
  /** Why the latest asking gave nothing. */
  readonly problem: string | null;
}

type Event =
  | { readonly kind: 'asked'; readonly asking: 'first' | 'more' }
  | { readonly kind: 'answered'; readonly person: PersonFragment; readonly isMore: boolean }
  | { readonly kind: 'failed'; readonly problem: string };

const pageSize = 10;
/** The most that the server gives in one page. */
const maxPageSize = 100;

export function useSignIns(subject: Subject) {
  const client = useClient();
  const [state, dispatch] = useReducer(reduce, { shown: null, asking: 'first', problem: null });
  const latest = useRef(0);

  const load = useCallback(
    async (asking: 'first' | 'more', page: PageWanted) => {
      // An answer that was overtaken by a later question is not shown.
      const mine = (latest.current += 1);
      dispatch({ kind: 'asked', asking });
      const event = await subject.load(client, page).then(
        (person): Event =>
          person === null
            ? { kind: 'failed', problem: 'Nobody is known by that name.' }
            : { kind: 'answered', person, isMore: asking === 'more' },
        (error: unknown): Event => ({ kind: 'failed', problem: problemOf(error) }),
      );
      if (mine === latest.current) dispatch(event);
    },
    [client, subject],
  );

  useEffect(() => {
    void load('first', { first: pageSize, after: null });
    return () => void (latest.current += 1);
  }, [load]);

  const { shown } = state;
  return {
    ...state,
    /** Reads everything again that was shown. */
    reload() {
      const first = Math.min(maxPageSize, Math.max(pageSize, shown?.sessions.length ?? 0));
      return load('first', { first, after: null });
    },
    loadMore() {
      const after = shown?.nextCursor ?? null;
      if (after !== null) void load('more', { first: pageSize, after });
    },
  };
}

function problemOf(error: unknown): string {
  if (!(error instanceof AskingFailed)) return 'Something went wrong on this page.';
  switch (error.code) {
    case 'UNAUTHENTICATED':
      return 'Your sign-in is not valid any more. Sign in again.';
    case 'OFFLINE':
    case 'UNREACHABLE':
      return 'The server cannot be reached. Check your connection.';
    case 'REFUSED':
      return error.message;
  }
}

function reduce(state: SignIns, event: Event): SignIns {
  switch (event.kind) {
    case 'asked':
      return { ...state, asking: event.asking, problem: null };
    case 'failed':
      return { ...state, asking: null, problem: event.problem };
    case 'answered':
      return { shown: join(event.isMore ? state.shown : null, event.person), asking: null, problem: null };
  }
}

function join(before: Shown | null, { id, sessions }: PersonFragment): Shown {
  const rows = (sessions?.nodes ?? []).filter((session) => session !== null);
  return {
    personId: id,
    sessions: [...(before?.sessions ?? []), ...rows],
    reports: sessions?.providerReports ?? [],
    total: sessions?.totalCount ?? null,
    nextCursor: sessions?.pageInfo.hasNextPage === true ? sessions.pageInfo.endCursor : null,
  };
}
