import type { SessionRowFragment } from '../graphql/generated/graphql.ts';
import type { Row } from '../list/rows.ts';
import { isOver } from '../list/states.ts';
import { isolate } from '../words/isolate.ts';
import { howItEnded, firstSeenAt, lastUse } from './moments.ts';
import { type Setting, useNow, useSetting } from './setting.ts';

interface RowDetailsProps {
  readonly row: Row;
  readonly isBusy: boolean;
  readonly onSignOut: (sessions: readonly SessionRowFragment[]) => void;
}

/** Everything that is known of a row, each sign-in for itself, and what to do about one that nobody remembers. */
export function RowDetails({ row, isBusy, onSignOut }: RowDetailsProps) {
  const setting = useSetting();
  const { words, times, isViewer } = setting;
  const now = useNow();
  const [newest, ...others] = row.sessions;
  const firstSeen = row.isDevice ? firstSeenAt(row.sessions) : null;
  return (
    <>
      {firstSeen !== null && <Known facts={[[words.details.firstSeen, times.exactly(firstSeen)]]} />}
      {others.length === 0 ? (
        <Known facts={factsOf(newest, setting)} />
      ) : (
        <ul className="sg-each">
          {row.sessions.map((session) => (
            <li key={session.id}>
              <details>
                <summary>
                  {howItEnded(session, setting, now) ??
                    lastUse(session, setting, now) ??
                    session.provider.name}
                </summary>
                <Known facts={factsOf(session, setting)} />
              </details>
              {session.viewerCanRevoke && (
                <button
                  type="button"
                  className="sg-button sg-button-small"
                  disabled={isBusy}
                  onClick={() => onSignOut([session])}
                >
                  {words.row.signOut}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isViewer && !isOver(newest.state) && <Unrecognised />}
    </>
  );
}

type Fact = readonly [label: string, value: string | null];

function Known({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="sg-known">
      {facts
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function factsOf(session: SessionRowFragment, { words, times }: Setting): readonly Fact[] {
  const { details: say } = words;
  const { provider, location, device, ipAddress, createdAt, lastActiveAt, lastActivePrecision } = session;
  const { expiresAt, endedAt, state } = session;
  const service = isolate(provider.name);
  const notTold = say.notTold(service);
  const lastActive =
    lastActiveAt === null
      ? notTold
      : lastActivePrecision === 'APPROXIMATE'
        ? say.around(times.exactly(lastActiveAt))
        : times.exactly(lastActiveAt);
  const client = device?.client ?? null;
  return [
    [say.service, service],
    [say.signedIn, createdAt === null ? notTold : times.exactly(createdAt)],
    [lastActivePrecision === 'SIGN_IN_ONLY' ? say.lastConnected : say.lastActive, lastActive],
    [say.staysUntil, expiresAt === null || isOver(state) ? null : times.exactly(expiresAt)],
    [say.ended, endedAt === null ? null : times.exactly(endedAt)],
    [say.place, location === null ? null : times.place(location.city, location.country)],
    [say.address, ipAddress === null ? null : isolate(ipAddress)],
    [say.program, client === null ? null : namesOf([client.name, client.fullVersion ?? client.version], ' ')],
    [say.system, namesOf([device?.model, device?.os?.name, device?.os?.version], ' · ')],
  ];
}

/** Those that are known, with a direction of their own; null where none is. */
function namesOf(names: readonly (string | null | undefined)[], between: string): string | null {
  const known = names.filter(Boolean).join(between);
  return known === '' ? null : isolate(known);
}

/** What to do about a sign-in that nobody remembers. */
function Unrecognised() {
  const {
    words: { unrecognised },
    changePasswordUrl,
    reportUrl,
  } = useSetting();
  return (
    <div className="sg-unrecognised">
      <p>
        <strong>{unrecognised.heading}</strong>
      </p>
      <ul>
        <li>{unrecognised.signOut}</li>
        <li>
          {changePasswordUrl === null ? (
            `${unrecognised.changePassword}.`
          ) : (
            <a href={changePasswordUrl}>{unrecognised.changePassword}</a>
          )}
        </li>
        {reportUrl !== null && (
          <li>
            <a href={reportUrl}>{unrecognised.tellSomeone}</a>
          </li>
        )}
      </ul>
    </div>
  );
}
