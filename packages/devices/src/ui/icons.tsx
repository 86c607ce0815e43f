import type { ReactNode } from 'react';
import type { DeviceType } from '../graphql/generated/graphql.ts';

function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg viewBox="0 0 24 24" className="sg-icon" aria-hidden="true">
      {children}
    </svg>
  );
}

const shapes: Partial<Record<DeviceType, ReactNode>> = {
  DESKTOP: (
    <>
      <rect x="4.5" y="5" width="15" height="10.5" rx="1.6" />
      <path d="M2.5 19h19" />
    </>
  ),
  PHONE: (
    <>
      <rect x="7" y="2.5" width="10" height="19" rx="2.2" />
      <path d="M10.8 18.4h2.4" />
    </>
  ),
  TABLET: (
    <>
      <rect x="4.5" y="3" width="15" height="18" rx="2" />
      <path d="M10.8 18h2.4" />
    </>
  ),
  TV: (
    <>
      <rect x="2.5" y="5" width="19" height="12" rx="1.6" />
      <path d="M8 20.5h8" />
    </>
  ),
  WEARABLE: (
    <>
      <rect x="6.5" y="6.5" width="11" height="11" rx="3" />
      <path d="M9 6.5 9.8 2.5h4.4l.8 4M9 17.5l.8 4h4.4l.8-4" />
    </>
  ),
};

/** A key: somebody is signed in, with what is not known. */
const key = (
  <>
    <circle cx="8" cy="15.5" r="4" />
    <path d="m11 12.5 8-8M16 7.5l2.8 2.8M13.4 10.1l2 2" />
  </>
);

/** @param type null where the service tells nothing of the device. */
export function DeviceIcon({ type }: { readonly type: DeviceType | null }) {
  return <Icon>{(type !== null && shapes[type]) || key}</Icon>;
}

export function WarningIcon() {
  return (
    <Icon>
      <path d="M12 3.8 2.8 19.6h18.4zM12 10v4.4M12 17v.1" />
    </Icon>
  );
}

export function DoneIcon() {
  return (
    <Icon>
      <path d="m5 12.8 4.6 4.6L19.4 7.2" />
    </Icon>
  );
}

export function CloseIcon() {
  return (
    <Icon>
      <path d="m6 6 12 12M18 6 6 18" />
    </Icon>
  );
}

export function OpenIcon() {
  return (
    <Icon>
      <path d="m7 10 5 5 5-5" />
    </Icon>
  );
}
