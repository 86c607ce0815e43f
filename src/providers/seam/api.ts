/**
 * Seam over HTTP. Every endpoint takes POST with JSON, which spares the query spelling of lists and nulls; and POST to
 * `/client_sessions/create` is the strict one, while PUT gives an existing session back (seamapi/javascript-legacy#205). No id is ever part of
 * a path.
 */
import { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';
import { readJsonRows } from '../../upstream/json-rows.ts';
import type { Upstream, UpstreamRequest, UpstreamResponse } from '../../upstream/upstream.ts';
import { readRow, type Row } from '../fields.ts';
import type { SeamConfig } from './config.ts';
import { seamFailure } from './errors.ts';

export interface SeamAnswer {
  /** The JSON of the answer, or what of it is around the list. */
  readonly body: unknown;
  /** When it came, in epoch milliseconds. */
  readonly observedAt: number;
}

/** A list of Seam's, and how its rows are read. */
export interface SeamList<Value> {
  readonly path: string;
  readonly key: string;
  /** Null for a row that cannot be read. `observedAt` is when the answer came, in epoch milliseconds. */
  readonly read: (row: Row, observedAt: number) => Value | null;
  /** How many rows a page of it can have. */
  readonly maxRows: number;
  /** How large a page of it can be, in bytes. */
  readonly maxBytes: number;
}

/** Rows that could be read, and how many could not. */
export interface SeamRows<Value> {
  readonly rows: readonly Value[];
  readonly brokenRows: number;
}

export interface SeamListAnswer<Value> extends SeamRows<Value>, SeamAnswer {}

export interface SeamApi {
  /** "Seam (locks)". */
  readonly name: string;
  /** A read. Rejects with a `ProviderFailure` for every answer but a success. */
  post(path: string, parameters: object, call: Call): Promise<SeamAnswer>;
  /**
   * A change, which counts only where Seam says `ok`. Any other success rejects with MALFORMED: nobody knows whether it was made.
   *
   * @param effect what sending it twice does (see `UpstreamRequest`). A `removal` may be repeated, too, and counts as made where the thing is not there after an
   *   earlier try. (Seam's own SDK repeats deletes: seamapi/javascript-http, src/lib/client.ts.)
   */
  change(
    path: string,
    parameters: object,
    effect: 'once' | 'repeatable' | 'removal',
    call: Call,
  ): Promise<SeamAnswer>;
  /** The object under `key`. Rejects with MALFORMED where there is none. */
  object(answer: SeamAnswer, key: string): Row;
  /** One page of a list. Rejects with MALFORMED where there is no list, or none that can be read. */
  list<Value>(list: SeamList<Value>, parameters: object, call: Call): Promise<SeamListAnswer<Value>>;
}

/** Required in every answer (seamapi/types, openapi.ts); examples of the reference leave it out of lists and objects, which speak for themselves. */
const done = z.object({ ok: z.literal(true) });

export function createApi(config: SeamConfig, name: string, upstream: Upstream): SeamApi {
  const headers = {
    authorization: `Bearer ${config.apiKey ?? config.personalAccessToken}`,
    // A personal access token says who asks, this header says for which workspace.
    ...(config.workspaceId === undefined ? {} : { 'seam-workspace': config.workspaceId }),
  };
  const malformed = (what: string) =>
    new ProviderFailure('MALFORMED', `${name} answered without ${what}, which Seam's API always gives.`);

  const send = (
    path: string,
    parameters: object,
    effect: NonNullable<UpstreamRequest['effect']>,
    call: Call,
    maxBytes?: number,
  ): Promise<UpstreamResponse> =>
    upstream.send(
      {
        method: 'POST',
        path,
        headers,
        body: parameters,
        effect,
        ...(maxBytes !== undefined && { maxBytes }),
      },
      call,
    );
  const successOf = (response: UpstreamResponse): UpstreamResponse => {
    if (response.status !== 200) throw seamFailure(response, name);
    return response;
  };
  const isGone = (response: UpstreamResponse) => seamFailure(response, name).status === 'NOT_FOUND';
  const answerOf = (response: UpstreamResponse): SeamAnswer => {
    const success = successOf(response);
    return { body: success.json(), observedAt: success.receivedAt };
  };

  return {
    name,
    post: async (path, parameters, call) => answerOf(await send(path, parameters, 'read', call)),
    async change(path, parameters, effect, call) {
      const isRemoval = effect === 'removal';
      const response = await send(path, parameters, isRemoval ? 'repeatable' : effect, call);
      if (isRemoval && response.isRepeat && isGone(response)) {
        return { body: null, observedAt: response.receivedAt };
      }
      const answer = answerOf(response);
      if (done.safeParse(answer.body).success) return answer;
      throw plainFailure(
        'MALFORMED',
        `${name} did not confirm the change in the way its API documents, so it may not have been made: look, and ask again.`,
      );
    },
    object(answer, key) {
      const row = readRow(readRow(answer.body)?.[key]);
      if (row === null) throw malformed(`a readable "${key}"`);
      return row;
    },
    async list({ path, key, read, maxRows, maxBytes }, parameters, call) {
      const response = successOf(await send(path, parameters, 'read', call, maxBytes));
      const list = await readJsonRows(response, {
        key,
        maxRows,
        providerName: name,
        read: (value) => {
          const row = readRow(value);
          return row === null ? null : read(row, response.receivedAt);
        },
      });
      if (list === null) throw malformed(`a list "${key}"`);
      return {
        rows: list.rows.filter((row) => row !== null),
        brokenRows: list.brokenRows,
        body: list.envelope,
        observedAt: response.receivedAt,
      };
    },
  };
}
