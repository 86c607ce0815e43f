import type { SessionRowFragment } from '../graphql/generated/graphql.ts';
import { type DeviceGroup, isInUse } from '../group.ts';
import { productOf } from '../words.ts';
import { Facts, Lifetime } from './facts.tsx';
import { DeviceIcon } from './icons.tsx';

export interface DeviceCardProps {
  readonly group: DeviceGroup;
  readonly onSignOut: (session: SessionRowFragment) => void;
}

/** One device with everything that is signed in on it. */
export function DeviceCard({ group, onSignOut }: DeviceCardProps) {
  const [newest] = group.sessions;
  return (
    <li className="device" tabIndex={-1} data-in-use={isInUse(group) || undefined}>
      <span className="device-icon">
        <DeviceIcon type={newest.device?.type ?? null} />
      </span>
      <div className="device-body">
        <h3>
          {newest.displayName}
          {isInUse(group) && <span className="badge badge-current">This device</span>}
        </h3>
        <ul className="sign-ins">
          {group.sessions.map((session) => (
            <SignIn key={session.id} session={session} onSignOut={onSignOut} />
          ))}
        </ul>
      </div>
    </li>
  );
}

interface SignInProps {
  readonly session: SessionRowFragment;
  readonly onSignOut: (session: SessionRowFragment) => void;
}

function SignIn({ session, onSignOut }: SignInProps) {
  const { provider, actor } = session;
  return (
    <li className="sign-in">
      <div>
        <p className="provider" data-kind={provider.kind}>
          {provider.name}
          {session.state === 'PENDING' && <span className="badge">Not finished signing in</span>}
        </p>
        <Facts session={session} />
        <Lifetime session={session} />
        {actor !== null && (
          <p className="warning">
            Somebody else is using this account in its owner’s name <small>({actor.subject})</small>
          </p>
        )}
      </div>
      {session.viewerCanRevoke ? (
        <button type="button" className="button" onClick={() => onSignOut(session)}>
          Sign out
          <span className="unseen">{` of ${session.displayName} at ${provider.name}`}</span>
        </button>
      ) : (
        <p className="cannot">
          {provider.capabilities.endsSessions
            ? 'You may not sign this out'
            : `Sign out at ${productOf(provider.kind)} itself`}
        </p>
      )}
    </li>
  );
}
