/** The product's own objects: what a provider told (`record`), with the ids and the person that this server knows for it. */
import type { Provider } from '../providers/provider.ts';
import type {
  AccountRecord,
  ClientSessionRecord,
  DeviceRecord,
  SessionRecord,
} from '../providers/records.ts';
import { sessionIdOf } from './id.ts';

/** A person in the operator's directory, with the verified addresses known for this request (lower-case). */
export interface User {
  readonly id: string;
  readonly verifiedEmails: readonly string[];
}

export interface Account {
  readonly provider: Provider;
  readonly record: AccountRecord;
}

export interface Session {
  /** The opaque id that every query and mutation takes. */
  readonly id: string;
  readonly provider: Provider;
  readonly record: SessionRecord;
  /** The person it was read for; null where it was not read for one: ask `userOf` then. */
  readonly user: User | null;
}

export interface Device {
  readonly id: string;
  readonly provider: Provider;
  readonly record: DeviceRecord | null;
  /** The device's sessions that were read with it, newest activity first; at least one. */
  readonly sessions: readonly [Session, ...Session[]];
}

export interface ClientSession {
  readonly id: string;
  readonly provider: Provider;
  readonly record: ClientSessionRecord;
}

export function sessionOf(provider: Provider, record: SessionRecord, user: User | null): Session {
  return new Row(provider, record, user);
}

/** A class, since its getter costs nothing until somebody asks: of thousands of rows that are merged, a page shows a few. */
class Row implements Session {
  readonly provider: Provider;
  readonly record: SessionRecord;
  readonly user: User | null;
  #id: string | null = null;

  constructor(provider: Provider, record: SessionRecord, user: User | null) {
    this.provider = provider;
    this.record = record;
    this.user = user;
  }

  get id(): string {
    this.#id ??= sessionIdOf(this.provider, this.record);
    return this.#id;
  }
}
