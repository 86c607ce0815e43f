import { useState } from 'react';

/** Which rows are chosen, by key; null while nothing is being chosen. */
export function useSelection() {
  const [keys, setKeys] = useState<ReadonlySet<string> | null>(null);
  return {
    keys,
    toggleMode: () => setKeys(keys === null ? new Set() : null),
    toggle(key: string) {
      const toggled = new Set(keys);
      if (!toggled.delete(key)) toggled.add(key);
      setKeys(toggled);
    },
    choose: (chosen: readonly string[]) => setKeys(new Set(chosen)),
    clear: () => setKeys(null),
  };
}
