import { useEffect, useState } from 'react';
import { ago, exactly } from '../words.ts';

/** "4 minutes ago", which goes on as the page stays open; the exact moment shows on pointing at it. */
export function Moment({ at }: { readonly at: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={exactly(at)}>
      {ago(at, now)}
    </time>
  );
}
