import { useCallback, useEffect, useRef } from 'react';

/** For functions that may be other ones with each rendering: gives the latest, and is itself always the same. */
export function useLatest<Value>(value: Value): () => Value {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return useCallback(() => latest.current, []);
}
