/** Reading client sessions: the one list, which has no pages, and one session. */
import { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';
import { cutSessions } from '../cut-sessions.ts';
import type { AccountSessions, AllSessions, Position, SessionPage } from '../provider.ts';
import type { ClientSessionRecord } from '../records.ts';
import { readKey } from '../text.ts';
import type { SeamAnswer, SeamApi, SeamList } from './api.ts';
import { orNull } from './errors.ts';
import { planSessions } from './plan.ts';
import {
  accountIdOf,
  byCreation,
  clientSessionRecord,
  sessionRecord,
  type RecordContext,
} from './records.ts';

/** The filter of `/client_sessions/list`, in Seam's spelling; `null` asks for sessions without one. */
export interface ListParameters {
  readonly client_session_id?: string;
  readonly connect_webview_id?: string | null;
  readonly user_identifier_key?: string;
  readonly user_identity_id?: string | null;
  readonly without_user_identifier_key?: boolean;
}

export interface ClientSessions {
  /** Newest first, then by id. */
  readonly records: readonly ClientSessionRecord[];
  readonly brokenRows: number;
  readonly observedAt: number;
}

/** The ids among the parameters; an id that Seam refuses is one that no session has. */
const idParameters = ['client_session_id', 'connect_webview_id', 'user_identity_id'];

/** It comes as one array without pages: room for about 50,000 sessions. */
export function clientSessionList<Value>(read: SeamList<Value>['read']): SeamList<Value> {
  return {
    path: '/client_sessions/list',
    key: 'client_sessions',
    read,
    maxRows: Number.POSITIVE_INFINITY,
    maxBytes: 40 * 1024 * 1024,
  };
}

export async function listClientSessions(
  api: SeamApi,
  parameters: ListParameters,
  context: RecordContext,
  call: Call,
): Promise<ClientSessions> {
  const list = clientSessionList((row, at) => clientSessionRecord(row, at, context));
  const answer = await orNull(api.list(list, parameters, call), idParameters);
  if (answer === null) return { records: [], brokenRows: 0, observedAt: context.now() };
  const { rows, brokenRows, observedAt } = answer;
  return { records: rows.toSorted(byCreation), brokenRows, observedAt };
}

/** Null where Seam has no such session. Seam gives expired and revoked ones as well. */
export async function getClientSession(
  api: SeamApi,
  clientSessionId: string,
  context: RecordContext,
  call: Call,
): Promise<ClientSessionRecord | null> {
  if (readKey(clientSessionId) === null) return null;
  const parameters = { client_session_id: clientSessionId };
  const answer = await orNull(api.post('/client_sessions/get', parameters, call), ['client_session_id']);
  if (answer === null) return null;
  const record = readClientSession(api, answer, context);
  if (record.nativeId === clientSessionId) return record;
  throw new ProviderFailure('MALFORMED', `${api.name} gave another client session than was asked for.`);
}

/** The client session in an answer. Rejects with MALFORMED where it cannot be read. */
export function readClientSession(
  api: SeamApi,
  answer: SeamAnswer,
  context: RecordContext,
): ClientSessionRecord {
  const record = clientSessionRecord(api.object(answer, 'client_session'), answer.observedAt, context);
  if (record !== null) return record;
  throw new ProviderFailure(
    'MALFORMED',
    `${api.name} sent a client session that is not in the form its API documents.`,
  );
}

/** One filtered call for one account; for several, one call for the list of all, since the filter takes one value. */
export async function sessionsOf(
  api: SeamApi,
  accountIds: readonly string[],
  context: RecordContext,
  call: Call,
): Promise<ReadonlyMap<string, AccountSessions>> {
  const { linkBy } = context;
  const distinct = [...new Set(accountIds)];
  const askable = distinct.filter((id) => readKey(id) !== null);
  const [only] = askable;
  const { how } = planSessions(askable.length);
  let list: ClientSessions = { records: [], brokenRows: 0, observedAt: context.now() };
  if (how === 'each' && only !== undefined) {
    const filter = linkBy === 'email' ? { user_identity_id: only } : { user_identifier_key: only };
    list = await listClientSessions(api, filter, context, call);
  } else if (how === 'sweep') {
    list = await listClientSessions(api, {}, context, call);
  }
  const byAccount = Map.groupBy(list.records, (record) => accountIdOf(record, linkBy));
  return new Map(
    distinct.map((accountId) => {
      const records = byAccount.get(accountId) ?? [];
      return [
        accountId,
        {
          ...cutSessions(
            records.map((record) => sessionRecord(record, linkBy)),
            false,
          ),
          // A row that cannot be read may be anybody's.
          brokenRows: list.brokenRows,
          failure: null,
          observedAt: list.observedAt,
        },
      ];
    }),
  );
}

const pagePosition = z.strictObject({ createdAt: z.number(), id: z.string() });

/** Seam has neither pages nor an order: the list is read whole, sorted by creation, and pages are cut from it. */
export async function readAllSessions(
  api: SeamApi,
  context: RecordContext,
  call: Call,
): Promise<AllSessions> {
  const { records, brokenRows, observedAt } = await listClientSessions(api, {}, context, call);
  return {
    total: records.length + brokenRows,
    page(position, size): SessionPage {
      const last = position === null ? null : lastOf(position, api.name);
      const start = last === null ? 0 : placeAfter(last, records);
      const given = records.slice(start, start + size);
      const positionAfter = (index: number): Position => {
        const record = given[index];
        return record === undefined ? null : { createdAt: record.createdAt, id: record.nativeId };
      };
      return {
        rows: given.map((record) => sessionRecord(record, context.linkBy)),
        positionAfter,
        next: start + size < records.length ? positionAfter(given.length - 1) : null,
        truncated: false,
        // The list comes whole with every page; its broken rows are reported once.
        brokenRows: position === null ? brokenRows : 0,
        observedAt,
      };
    },
  };
}

/** @param position from an earlier page; anything else rejects with REJECTED, before Seam is asked. */
export async function readSessionPage(
  api: SeamApi,
  position: Position | null,
  size: number,
  context: RecordContext,
  call: Call,
): Promise<SessionPage> {
  if (position !== null) lastOf(position, api.name);
  return (await readAllSessions(api, context, call)).page(position, size);
}

type Place = Pick<ClientSessionRecord, 'createdAt' | 'nativeId'>;

/** The last record that an earlier page gave. */
function lastOf(position: Position, providerName: string): Place {
  const parsed = pagePosition.safeParse(position);
  if (parsed.success) return { createdAt: parsed.data.createdAt, nativeId: parsed.data.id };
  throw plainFailure('REJECTED', `The position in the list of ${providerName} is not one it gave.`);
}

/** Where the records go on after the last one given, which may be gone. */
function placeAfter(last: Place, records: readonly ClientSessionRecord[]): number {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const record = records[middle];
    if (record !== undefined && byCreation(record, last) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
