/** What stands together in one row of the list. */
import type { SessionRowFragment } from '../graphql/generated/graphql.ts';

export interface Row {
  readonly key: string;
  /** Several on one device, or several that look the same; the latest activity first. */
  readonly sessions: readonly [SessionRowFragment, ...SessionRowFragment[]];
  readonly isCurrent: boolean;
  /** Whether a provider's own id says that all of them are on one device. */
  readonly isDevice: boolean;
}

/**
 * One row for one device where a provider gives it an id, and one for sign-ins that nobody could tell apart; the device in use comes first, and
 * otherwise each row stands where its first sign-in does. What only looks like one device is never shown as one.
 * @param current the sign-in in use, which may stand on a later page.
 */
export function toRows(
  sessions: readonly SessionRowFragment[],
  current: SessionRowFragment | null,
): readonly Row[] {
  const isListed = sessions.some(({ id }) => id === current?.id);
  const all = current === null || isListed ? sessions : [current, ...sessions];
  const byDevice = Map.groupBy(all, ({ id, device }) => device?.id ?? id);
  const rows = [...byDevice.values()].flatMap(([first, ...rest]): Row[] => {
    if (first === undefined) return [];
    const together = [first, ...rest] as const;
    const isCurrent = together.some((session) => session.isCurrent === true);
    return [{ key: first.device?.id ?? first.id, sessions: together, isCurrent, isDevice: rest.length > 0 }];
  });
  return mergeAlike(rows).toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

/** Rows of one sign-in each that look the same become one, at the place of the first. */
function mergeAlike(rows: readonly Row[]): readonly Row[] {
  const groups = Map.groupBy(rows, (row) => (row.isDevice || row.isCurrent ? row.key : lookOf(row)));
  return [...groups.values()].flatMap(([first, ...rest]): Row[] => {
    if (first === undefined) return [];
    if (rest.length === 0) return [first];
    const [session, ...more] = first.sessions;
    return [{ ...first, sessions: [session, ...more, ...rest.flatMap(({ sessions }) => sessions)] }];
  });
}

/** All that a person could tell two sign-ins apart by, but for their times. An address that differs may be another person's. */
function lookOf({ sessions: [session] }: Row): string {
  const { provider, state, device, ipAddress, location, actor, viewerCanRevoke } = session;
  return JSON.stringify([
    provider.id,
    state,
    device?.type,
    device?.model,
    device?.client?.name,
    device?.os?.name,
    ipAddress,
    location,
    actor?.subject,
    viewerCanRevoke,
  ]);
}
