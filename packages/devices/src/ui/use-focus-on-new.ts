import { useEffect, useRef } from 'react';

/** After more was loaded, the focus goes on with the first that is new. */
export function useFocusOnNew(isLoadingMore: boolean) {
  const list = useRef<HTMLUListElement>(null);
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (isLoadingMore) {
      before.current ??= list.current?.children.length ?? null;
    } else if (before.current !== null) {
      const rows = list.current?.children;
      // What came may all have gone into rows that were there.
      const first = rows?.[before.current] ?? rows?.[before.current - 1];
      before.current = null;
      if (first instanceof HTMLElement) first.focus();
    }
  }, [isLoadingMore]);
  return list;
}
