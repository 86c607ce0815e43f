/** What can be asked of the one list. The graph's inputs have the same shape, so that a filter is written once. */
import type { DeviceType, ProviderKind, SessionState } from '../providers/records.ts';

/** Both ends exclude the moment itself; epoch milliseconds. */
export interface TimeRange {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
}

export interface AccountRef {
  readonly providerId: string;
  readonly nativeId: string;
}

/** A device by the id a provider gives it: Clerk's client. */
export interface DeviceRef {
  readonly providerId: string;
  readonly nativeId: string;
}

export interface SessionFilter {
  readonly providerIds?: readonly string[] | undefined;
  readonly kinds?: readonly ProviderKind[] | undefined;
  readonly states?: readonly SessionState[] | undefined;
  readonly userIds?: readonly string[] | undefined;
  readonly accounts?: readonly AccountRef[] | undefined;
  readonly devices?: readonly DeviceRef[] | undefined;
  readonly deviceTypes?: readonly DeviceType[] | undefined;
  readonly ipAddress?: string | undefined;
  readonly createdAt?: TimeRange | undefined;
  readonly lastActiveAt?: TimeRange | undefined;
  readonly isCurrent?: boolean | undefined;
  readonly text?: string | undefined;
}

export const sessionOrderFields = ['LAST_ACTIVE_AT', 'CREATED_AT', 'EXPIRES_AT'] as const;
export type SessionOrderField = (typeof sessionOrderFields)[number];

export interface SessionOrder {
  readonly field: SessionOrderField;
  readonly direction: 'ASC' | 'DESC';
}

export interface PageArguments {
  readonly first?: number | undefined;
  readonly after?: string | undefined;
  readonly last?: number | undefined;
  readonly before?: string | undefined;
}

/** How a user is named: exactly one of the three. */
export type UserBy = { readonly id: string } | { readonly email: string } | { readonly account: AccountRef };
