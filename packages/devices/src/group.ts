import type { SessionRowFragment } from './graphql/generated/graphql.ts';

export interface DeviceGroup {
  readonly key: string;
  readonly sessions: readonly [SessionRowFragment, ...SessionRowFragment[]];
}

/**
 * Sessions of one device together, at the place of the first; the device in use comes first. Where a provider gives the device no id, each
 * session is a device of its own.
 */
export function groupByDevice(sessions: readonly SessionRowFragment[]): readonly DeviceGroup[] {
  const groups = Map.groupBy(sessions, ({ id, device }) => device?.id ?? id);
  const devices = [...groups].flatMap(([key, [first, ...rest]]): DeviceGroup[] =>
    first === undefined ? [] : [{ key, sessions: [first, ...rest] }],
  );
  return devices.toSorted((a, b) => Number(isInUse(b)) - Number(isInUse(a)));
}

export function isInUse({ sessions }: DeviceGroup): boolean {
  return sessions.some(({ isCurrent }) => isCurrent === true);
}
