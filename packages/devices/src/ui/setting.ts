/** What every part of the component needs to know. */
import { createContext, useContext, useEffect, useState } from 'react';
import type { Client } from '../graphql/client.ts';
import type { Language } from '../words/choose.ts';
import type { Times } from '../words/times.ts';

export interface Setting extends Language {
  readonly times: Times;
  readonly client: Client;
  /** Whether people see their own sign-ins, and not support those of somebody else. */
  readonly isViewer: boolean;
  /** Null where there is none. */
  readonly changePasswordUrl: string | null;
  readonly reportUrl: string | null;
}

export const SettingContext = createContext<Setting | null>(null);

export function useSetting(): Setting {
  const setting = useContext(SettingContext);
  if (setting === null) throw new Error('Only within <Devices>.');
  return setting;
}

/** Epoch milliseconds, which go on as the page stays open. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
