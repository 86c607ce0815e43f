import type { SessionRowFragment } from '../graphql/generated/graphql.ts';
import { lastSeenWords, placeOf } from '../words.ts';
import { Moment } from './moment.tsx';

interface FactsProps {
  readonly session: SessionRowFragment;
}

/** From where and when it was last used. */
export function Facts({ session }: FactsProps) {
  const { ipAddress, lastActiveAt } = session;
  const place = placeOf(session);
  const [before, after] = lastSeenWords(session);
  return (
    <span className="facts">
      {place !== null && <span>{place}</span>}
      {ipAddress !== null && <span className="address">{ipAddress}</span>}
      <span>
        {before}
        {lastActiveAt !== null && <Moment at={lastActiveAt} />}
        {after}
      </span>
    </span>
  );
}

/** From when to when it can be used. */
export function Lifetime({ session: { createdAt, expiresAt } }: FactsProps) {
  if (createdAt === null && expiresAt === null) return null;
  return (
    <span className="facts faint">
      {createdAt !== null && (
        <span>
          Signed in <Moment at={createdAt} />
        </span>
      )}
      {expiresAt !== null && (
        <span>
          Ends by itself <Moment at={expiresAt} />
        </span>
      )}
    </span>
  );
}
